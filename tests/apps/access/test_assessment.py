"""测评配合包 — says what is so here: another setting, another sentence."""

import pytest

from jiaxin.apps.access import limits
from jiaxin.apps.access.queries import assessed
from jiaxin.portals.console import assess

pytestmark = pytest.mark.django_db


def _told(which, number):
    return "\n".join(next(one for one in assessed(which) if one.number == number).told)


def test_it_follows_the_running_settings(district, settings, monkeypatch):
    assert f"空闲 {limits.STAFF_IDLE_MINUTES} 分钟" in _told("dengbao", "8.1.4.1") and "未接入" in _told("dengbao", "8.1.4.1")
    monkeypatch.setattr(limits, "STAFF_IDLE_MINUTES", 7)
    settings.SECOND_FACTOR_REQUIRED = False
    assert "空闲 7 分钟" in _told("dengbao", "8.1.4.1") and "第二步验证：未要求" in _told("dengbao", "8.1.4.1")
    settings.CRYPTO_SUITE = "sm4gcm"
    assert "现用 SM4-GCM" in _told("miping", "8.4 e")
    assert "没有角色兼有" in _told("dengbao", "8.1.4.2")


def test_what_the_doctor_finds_stands_at_its_point(district, settings):
    settings.DEBUG = True
    assert "待改正" in _told("dengbao", "8.1.4.4")


def test_both_pages_are_written(district, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("jiaxin.portals.console.district.open_district", lambda _: tmp_path)
    assert assess.run([str(tmp_path / "out")]) == 0
    for name in ("dengbao", "miping"):
        text = (tmp_path / "out" / f"{name}.md").read_text("utf-8")
        assert text.startswith("# ") and "{" not in text and "None" not in text
