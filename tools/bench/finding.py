"""How long finding people and companies takes in a large district, and how much memory the index of the web process holds.

    nice python -m tools.bench.finding --data FOLDER [--workers 30000] [--companies 1000] [--rounds 20]

A copy of a district that was built before is filled up with synthetic people (names drawn anew, numbers of areas 99, files
copied from those there), then asked as an officer, a street and a company would ask. Milliseconds of the processor and
elapsed, medians; memory as the process holds it. Targets: a search at most 50 ms, memory flat over a thousand searches.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
GIVEN = "秀英丽敏静娟霞芳燕玲桂兰红梅凤琴素云莲真荣爱香翠雅芝玉萍淑娥彩春菊巧美珍勤琼珠慧颖露瑶怡婵雁蓓纨仪荷丹蓉眉君"
A_TIME = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=30_000)
    parser.add_argument("--companies", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="finding-"))
    try:
        folder = place / "district"
        shutil.copytree(asked.data, folder)
        os.environ |= {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        run(folder, asked.workers, asked.companies, asked.rounds)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run(folder: Path, workers: int, companies: int, rounds: int) -> None:
    from jiaxin.portals.console.district import open_district

    open_district(str(folder))
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    chance = random.Random(5)
    fill(workers, companies, chance)
    from jiaxin.apps.registry import queries as registry
    from jiaxin.apps.registry.models import WorkerFile

    street = WorkerFile.objects.exclude(street="").order_by("subject").values_list("street", flat=True)[0]
    firm = WorkerFile.objects.exclude(company="").order_by("subject").values_list("company", flat=True)[0]
    some = list(WorkerFile.objects.order_by("subject").values_list("subject", flat=True)[:: max(1, workers // 40)])
    names = [person.name for person in registry.people(some).values()]
    codes = list(registry.codes(some).values())
    kinds: dict[str, Callable[[int], str]] = {
        "whole name": lambda n: names[n % len(names)], "surname": lambda n: SURNAMES[n % 20], "part of a name": lambda n: names[n % len(names)][1:],
        "initials": lambda n: ["wxl", "lyf", "zmj", "cxy"][n % 4], "pinyin": lambda n: ["wangxiu", "liufang", "zhangli"][n % 3],
        "one character wrong": lambda n: names[n % len(names)][:-1] + "龘", "one letter wrong": lambda n: ["wangxuiying", "lifagn", "zhanjing"][n % 3],
        "part of a code": lambda n: codes[n % len(codes)][8:16], "whole code": lambda n: codes[n % len(codes)], "nothing": lambda n: "查无此人",
    }  # fmt: skip
    before = held()
    began = time.perf_counter()
    registry.find(registry.Scope(), registry.Wanted("王"), 50)
    registry.find(registry.Scope(), registry.Wanted(codes[0][8:16]), 50)
    print(f"{WorkerFile.objects.count():,} people, {len(registry.companies()):,} companies; index read in {time.perf_counter() - began:.1f} s, {held() - before:.0f} MB")
    print(f"{'typed':<22}{'district':>14}{'street':>14}{'company':>14}   ms of the processor / elapsed")
    for label, typed in kinds.items():
        told = [timed(lambda n, s=scope, t=typed: registry.find(s, registry.Wanted(t(n)), 50), rounds) for scope in (registry.Scope(), registry.Scope(street=street), registry.Scope(company=firm))]
        print(f"{label:<22}" + "".join(f"{middle:>7.1f} /{worst:>5.1f}" for middle, worst in told))
    for label, typed in (("company by a piece", "家安"), ("company, one wrong", "样列安心家政"), ("company by pinyin", "jiazheng")):
        middle, worst = timed(lambda _, t=typed: registry.companies_found(t, 50), rounds)
        print(f"{label:<22}{middle:>7.1f} /{worst:>5.1f}")
    grown = held()
    for n in range(A_TIME):
        registry.find(registry.Scope(street=street), registry.Wanted([*kinds.values()][n % len(kinds)](n)), 50)
    print(f"after {A_TIME:,} searches more: {held() - grown:+.1f} MB (the most the process ever held)")
    pages(rounds)


def pages(rounds: int) -> None:
    from django.test import Client

    from jiaxin.apps.access.models import Account

    print(f"{'page':<44}{'cpu':>8}{'elapsed':>8}   ms")
    asked: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("bureau-clerk", "/office/", {}), ("bureau-clerk", "/office/workers", {}), ("bureau-clerk", "/office/workers?state=filed&missing=any&sort=expires", {}),
        ("bureau-clerk", "/office/workers?within=30&size=micro", {}), ("bureau-clerk", "/office/workers", {"q": "王秀英"}), ("bureau-clerk", "/office/cases", {"q": "王秀英"}),
        ("bureau-clerk", "/office/companies?q=家安", {}), ("bureau-clerk", "/office/coverage", {}), ("bureau-clerk", "/office/board/green", {}), ("street-1", "/office/", {}),
        ("company", "/company/", {}), ("company", "/company/workers?q=王", {}),
    )  # fmt: skip
    for name, path, form in asked:
        account = Account.objects.filter(username__startswith=name).order_by("username")[0]
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

        def ask(_: int, client: Client = client, path: str = path, form: dict[str, str] = form) -> None:
            answer = client.post(path, form) if form else client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")

        middle, worst = timed(ask, rounds)
        print(f"{name + ' ' + path + (' + ' + form['q'] if form else ''):<44}{middle:>8.1f}{worst:>8.1f}")


def fill(workers: int, companies: int, chance: random.Random) -> None:
    """Synthetic people beside those there: areas 99, phones 120, files copied from those there."""
    from django.db import transaction

    from jiaxin.apps.registry.codes import issue
    from jiaxin.apps.registry.enrolling import Claimed, persons
    from jiaxin.apps.registry.models import Company, WorkerFile
    from jiaxin.demo.numbers import id_number
    from jiaxin.domain.permissions import Actor, Role

    there, clerk = list(WorkerFile.objects.order_by("subject")), Actor(id="bench", role=Role.SYSTEM)
    Company.objects.bulk_create(
        Company(subject=f"bench{n:011}", credit_code=f"91999900MA{n:06}99", name=f"样例{chance.choice('安福顺和美佳洁净暖心')}{chance.choice('家邻居里到好月美')}{n}家政服务有限公司")
        for n in range(max(0, companies - Company.objects.count()))
    )
    while (missing := workers - WorkerFile.objects.count()) > 0:
        some = [
            Claimed(
                chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2)))), id_number(chance, date(1970, 1, 1) + timedelta(chance.randrange(10_000)), True), f"120{chance.randrange(10**8):08}"
            )
            for _ in range(min(1000, missing))
        ]
        with transaction.atomic():
            fresh = [one.subject for one in persons(some, "worker") if one.new]
            copies = []
            for subject in fresh:
                row = chance.choice(there)
                values = {f.attname: getattr(row, f.attname) for f in WorkerFile._meta.concrete_fields}
                copies.append(WorkerFile(**(values | {"subject": subject, "due_on": None})))
            WorkerFile.objects.bulk_create(copies, batch_size=400)
            issue(fresh, clerk)


def timed(ask: Callable[[int], Any], rounds: int) -> tuple[float, float]:
    """Milliseconds of the processor and elapsed, medians; one round ahead is not counted."""
    spent, took = [], []
    for number in range(-1, rounds):
        cpu, began = time.process_time(), time.perf_counter()
        ask(number % max(1, rounds))
        if number >= 0:
            spent.append((time.process_time() - cpu) * 1000)
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent), statistics.median(took)


def held() -> float:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
