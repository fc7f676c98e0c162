"""Before minutes are spent: ports that are taken, folders that hold something else."""

import json
import socket
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from jiaxin.demo import building, ports
from jiaxin.demo.plan import Plan
from jiaxin.demo.portraits import FACES, portrait
from jiaxin.domain.errors import Refused
from jiaxin.domain.papers.rules import paper_rules
from jiaxin.kit.pictures import bits_apart, likeness
from tests.free_ports import free_port

PLAN = Plan(date(2026, 11, 23), workers=60, days=60)


def test_a_taken_port_is_named_together_with_what_it_was_for() -> None:
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refused, match=f"端口 {port}（查询页面）已被占用"):
            ports.need({"查询页面": port})


def test_a_free_port_is_no_obstacle() -> None:
    ports.need({"登录页面": free_port()})


def test_a_port_just_given_up_is_free_again() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as every web server does
        server.bind((ports.HOST, 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection((ports.HOST, port)):
            server.accept()[0].close()  # the side that closes first keeps the address waiting
    ports.need({"登录页面": port})


def test_a_folder_with_other_data_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "district.sqlite3").write_bytes(b"somebody's")
    with pytest.raises(Refused, match="已有别的数据"):
        building.make_room(tmp_path, fresh=True)
    assert (tmp_path / "district.sqlite3").read_bytes() == b"somebody's"


def test_the_same_district_is_not_built_twice_and_another_only_afresh(tmp_path: Path) -> None:
    marker = {"workers": 60, "seed": 1, "days": 60, "whole": True}
    (tmp_path / building.MARKER).write_text(json.dumps(marker), "utf-8")
    assert building.is_built(tmp_path, PLAN)
    assert not building.is_built(tmp_path, Plan(PLAN.as_of, workers=61, days=60))
    with pytest.raises(Refused, match="另一个演示区"):
        building.make_room(tmp_path, fresh=False)
    building.make_room(tmp_path, fresh=True)
    assert not any(tmp_path.iterdir())


def test_a_district_half_built_is_built_anew(tmp_path: Path) -> None:
    (tmp_path / building.MARKER).write_text(json.dumps({"workers": 60, "seed": 1, "days": 60}), "utf-8")
    assert not building.is_built(tmp_path, PLAN)
    building.make_room(tmp_path, fresh=False)
    assert not any(tmp_path.iterdir())


def test_faces_are_small_pictures_and_nobody_is_taken_for_another() -> None:
    for seed in (0, 5, FACES - 1):
        data = portrait(seed)
        assert len(data) <= 8 * 1024
        with Image.open(BytesIO(data)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (208, 260))
    assert portrait(3) == portrait(3)
    seen = [likeness(portrait(seed)) for seed in (*range(40), *range(3 + 2 * FACES, 3 + 40 * FACES, FACES))]  # among them forty with one face
    assert min(bits_apart(one, other) for one, other in combinations(seen, 2)) > paper_rules(PLAN.as_of).same_bits
