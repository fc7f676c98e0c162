"""How many copied and invented records are found among honest ones, and how many honest ones are troubled.

    python -m tools.bench.fabricated [--rows 4000] [--seeds 3]

Six kinds, together 5 % of the rows: copied rows, one certificate for many, policies in a row, phones in a row, invented
customers, two live-in families at once. Honest neighbours are there too: classes trained and checked on one day, group
policies, couples at one address, two orders of one customer, work by the hour for several families. The one whose
certificate or row was copied is honest, and troubling her counts against the figure.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from jiaxin.domain.sheets.checking import check

AS_OF = date(2026, 11, 2)
SPOKEN = {"row-copied", "skill-number-shared", "policies-in-a-row", "phones-in-a-row", "customers-in-a-row", "two-places-at-once"}
ROSTER = ("姓名", "身份证号", "手机号", "学历", "现住址", "户籍地址", "工种", "入职日期", "体检日期", "体检医院", "技能名称", "技能等级", "证书编号", "发证日期", "培训名称", "培训学时", "培训日期", "险种", "保单号", "起保日期", "保险止期")  # fmt: skip
ORDERS = ("订单号", "姓名", "身份证号", "服务项目", "下单日期", "完成日期", "金额（元）", "状态", "客户电话")


@dataclass
class _Row:
    number: int
    cells: Sequence[Any]
    hidden: bool = False
    formulas: Sequence[int] = ()


@dataclass
class _Head:
    name: str
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: Sequence[Any] = ()


@dataclass
class _Sheet:
    head: _Head
    lines: list[Sequence[Any]]

    def rows(self) -> Iterator[_Row]:
        return (_Row(at, cells) for at, cells in enumerate(self.lines, 1))


@dataclass
class _Book:
    sheets: list[_Sheet] = field(default_factory=list)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=4000)
    asked.add_argument("--seeds", type=int, default=3)
    chosen = asked.parse_args()
    started = time.process_time()
    print(f"{chosen.rows:,} rows of a roster and as many of a ledger, 5 % fabricated in six kinds; bars: recall ≥ 0.95 at precision ≥ 0.95")
    print(f"{'seed':>4} {'kind':<22} {'planted':>8} {'found':>6} {'recall':>7}")
    for seed in range(1, chosen.seeds + 1):
        planted, flagged = _season(random.Random(seed), chosen.rows)
        found = {key for key in planted if key in flagged}
        for kind in sorted(set(planted.values())):
            whole = sum(k == kind for k in planted.values())
            got = sum(planted[key] == kind for key in found)
            print(f"{seed:>4} {kind:<22} {whole:>8} {got:>6} {got / whole:>7.3f}")
        print(f"{seed:>4} {'all':<22} {len(planted):>8} {len(found):>6} {len(found) / len(planted):>7.3f}   precision {len(found) / len(flagged):.3f}")
        wrong = Counter(code for key, codes in flagged.items() if key not in planted for code in codes)
        print(f"     honest rows troubled: {dict(wrong)}")
    print(f"CPU seconds: {time.process_time() - started:.1f}")


def _season(dice: random.Random, rows: int) -> tuple[dict[tuple[str, int], str], dict[tuple[str, int], set[str]]]:
    planted: dict[tuple[str, int], str] = {}
    roster, orders = _roster(dice, rows, planted), _orders(dice, rows, planted)
    flagged: dict[tuple[str, int], set[str]] = {}
    for name, kind, headings, lines in (("名册", "worker-roster", ROSTER, roster), ("台账", "order-ledger", ORDERS, orders)):
        checking = check(_Book([_Sheet(_Head(name), [headings, *lines])]), AS_OF, kind=kind)
        for row in checking.rows():
            if said := {f.code for f in row.findings} & SPOKEN:
                flagged[(name, row.row)] = said
    return planted, flagged


def _roster(dice: random.Random, rows: int, planted: dict[tuple[str, int], str]) -> list[list[Any]]:
    made: list[list[Any]] = []
    lots = [_lot(dice) for _ in range(max(1, rows // 40))]
    for _ in range(rows):
        made.append(_person(dice, dice.choice(lots)))
    for at in dice.sample(range(1, rows), rows // 50):  # couples: one address, often one schooling and one trade
        made[at][4:6] = made[at - 1][4:6]
        if dice.random() < 0.5:
            made[at][3], made[at][6] = made[at - 1][3], made[at - 1][6]
    free = list(range(rows))
    dice.shuffle(free)

    def take(count: int) -> list[int]:
        return [free.pop() for _ in range(count)]

    each = rows // 20 // 4
    for start in range(0, each, 20):
        original = made[take(1)[0]]
        for at in take(min(20, each - start)):
            copy = list(original)
            copy[:3] = made[at][:3]
            copy[12], copy[18] = _certificate(dice), _policy(dice)
            for column in dice.sample((3, 6, 7, 10, 16), dice.randrange(3)):
                copy[column] = made[at][column]
            made[at] = copy
            planted[("名册", at + 2)] = "copied row"
    for start in range(0, each, 25):
        number = made[take(1)[0]][12]
        for at in take(min(25, each - start)):
            made[at][12], made[at][11] = number, "中级工"
            planted[("名册", at + 2)] = "shared certificate"
    for start in range(0, each, 12):
        first = dice.randrange(10**9)
        for n, at in enumerate(take(min(12, each - start))):
            made[at][18] = f"PICC{first + n:010d}"
            made[at][19] = _day(dice, 300)
            planted[("名册", at + 2)] = "policies in a row"
    for start in range(0, each, 8):
        first = dice.randrange(10**8, 10**9 - 20)
        for n, at in enumerate(take(min(8, each - start))):
            made[at][2] = f"154{(first + n) % 10**8:08d}"
            planted[("名册", at + 2)] = "phones in a row"
    return made


def _lot(dice: random.Random) -> dict[str, Any]:
    """What a class of one company has in common."""
    begins = _day(dice, 300)
    return {
        "checked": _day(dice, 200), "hospital": f"样例{dice.randrange(9)}医院", "training": f"岗前培训{dice.randrange(6)}期", "hours": dice.choice(("16", "24", "40")),
        "trained": _day(dice, 400), "begins": begins, "until": _plus(begins, 364), "policy": dice.randrange(10**9), "size": 0, "grouped": dice.random() < 0.6,
    }  # fmt: skip


def _person(dice: random.Random, lot: dict[str, Any]) -> list[Any]:
    lot["size"] += 1
    policy = f"GRP{lot['policy'] + lot['size']:010d}" if lot["grouped"] else _policy(dice)
    begins = lot["begins"] if lot["grouped"] or dice.random() < 0.5 else _day(dice, 300)
    return [
        _name(dice), _id_number(dice), f"154{dice.randrange(10**8):08d}", dice.choice(("初中", "高中", "小学", "大专")),
        f"样例区样例街道样例路{dice.randrange(1, 900)}号{dice.randrange(1, 30)}室", f"样例省样例县样例村{dice.randrange(1, 2000)}号",
        dice.choice(("保洁", "保姆", "育婴", "养老照护")), _day(dice, 1500), lot["checked"], lot["hospital"],
        dice.choice(("家政服务员", "育婴员", "养老护理员")), "中级工", _certificate(dice), _day(dice, 1500), lot["training"], lot["hours"], lot["trained"],
        dice.choice(("雇主责任险", "意外险")), policy, begins, _plus(begins, 364),
    ]  # fmt: skip


def _orders(dice: random.Random, rows: int, planted: dict[tuple[str, int], str]) -> list[list[Any]]:
    made, workers = [], [(_name(dice), _id_number(dice)) for _ in range(rows // 4)]
    busy: dict[str, date] = {}
    for n in range(rows):
        name, number = dice.choice(workers)
        live_in = dice.random() < 0.3
        begun = AS_OF - timedelta(days=dice.randrange(30, 700))
        days = dice.randrange(20, 60) if live_in else dice.randrange(1, 120)
        if live_in:  # one stay after the other
            begun = max(begun, busy.get(number, begun) + timedelta(days=dice.randrange(1, 4)))
            busy[number] = begun + timedelta(days=days)
        service = dice.choice(("保姆", "母婴护理")) if live_in else dice.choice(("保洁", "钟点", "做饭"))
        made.append([f"DD{n:07d}", name, number, service, begun.isoformat(), (begun + timedelta(days=days)).isoformat(), str(dice.randrange(100, 9000)), "已完成", f"165{dice.randrange(10**8):08d}"])
    free = list(range(rows))
    dice.shuffle(free)
    each = rows // 20 // 2
    for start in range(0, each, 10):
        first = dice.randrange(10**7)
        for n in range(min(10, each - start)):
            at = free.pop()
            made[at][8] = f"165{first + n:08d}"
            planted[("台账", at + 2)] = "invented customers"
    while sum(kind == "two families at once" for kind in planted.values()) < each:
        one, other = free.pop(), free.pop()
        person = (_name(dice), _id_number(dice))
        begun = AS_OF - timedelta(days=dice.randrange(100, 400))
        for at, shift in ((one, 0), (other, dice.randrange(3, 15))):
            made[at][1:6] = [*person, "母婴护理", (begun + timedelta(days=shift)).isoformat(), (begun + timedelta(days=shift + 26)).isoformat()]
            planted[("台账", at + 2)] = "two families at once"
    return made


def _name(dice: random.Random) -> str:
    return dice.choice("甄乜逄亓仇晏") + dice.choice("秀桂玉春兰梅") + dice.choice("芳英珍花娟丽")


def _id_number(dice: random.Random) -> str:
    born = date(1962, 1, 1) + timedelta(days=dice.randrange(14_000))
    first = f"340212{born:%Y%m%d}{dice.randrange(1000):03d}"
    return first + "10X98765432"[sum(int(d) * (2 ** (17 - at) % 11) for at, d in enumerate(first)) % 11]


def _certificate(dice: random.Random) -> str:
    return f"S{dice.randrange(10**12):012d}24{4}{dice.randrange(10**6):06d}"


def _policy(dice: random.Random) -> str:
    return f"PICC{dice.randrange(10**10):010d}"


def _day(dice: random.Random, within: int) -> str:
    return (AS_OF - timedelta(days=dice.randrange(10, within))).isoformat()


def _plus(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


if __name__ == "__main__":
    main()
