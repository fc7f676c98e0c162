"""Papers say what the figures say: shares, ranks, problems, and each printed figure once more with its division."""

from datetime import date

import pytest

from jiaxin.domain.figures import ALL, DEFINITIONS, Figure, Place
from jiaxin.domain.figures.pack import Basis, pack, ranked
from jiaxin.domain.figures.problems import problems
from jiaxin.domain.figures.rules import figure_rules

ON = date(2026, 11, 2)
RULES = figure_rules(ON)
DISTRICT = Place(ALL, "全区", "district")
STREETS = [Place(f"34021200{n}", f"样例{n}街道", "street") for n in range(1, 8)]


def figures() -> list[Figure]:
    """Seven streets, the seventh without a base; the first is the best."""
    found = [Figure("coverage", DISTRICT, 420, 600, ON), Figure("filed", DISTRICT, 430, None, ON), Figure("overdue", DISTRICT, 2, None, ON)]
    for n, place in enumerate(STREETS):
        found += [Figure("coverage", place, 95 - 10 * n, 100 if n < 6 else None, ON), Figure("filed", place, 95 - 10 * n, None, ON)]
        found += [Figure(code, place, 9, 10, ON) for code in ("completeness", "fresh", "verified")]
    return found


def basis(**changed: object) -> Basis:
    said: dict[str, object] = {
        "figures": figures(), "bases": {p.code: (100, date(2026, 3, 1), "摸底名册") for p in STREETS[:6]}, "missing": [("健康证明", 70), ("保险", 33)],
        "late": [("投诉", "调查中", STREETS[0].code, date(2026, 10, 30))], "tasks": [], "on": ON, "position": 12, "root": "ab", "digest": "f" * 64, "rules": RULES,
    }  # fmt: skip
    return Basis(**{**said, **changed})  # type: ignore[arg-type]  # a field is changed by its name


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 3, "33.3%"), (3, 3, "100.0%"), (2999, 3000, "99.9%"), (0, 5, "0.0%"), (4, None, ""), (0, 0, "")])
def test_a_share_is_rounded_down_and_absent_without_a_base(part: int, whole: int | None, said: str) -> None:
    assert Figure("coverage", DISTRICT, part, whole, ON).said == said


def test_streets_stand_in_order_and_one_without_a_base_has_no_rank() -> None:
    order = [one["coverage"].place for one in ranked(list(reversed(figures())))]
    assert order == STREETS
    league = pack(basis(), "样例区商务局").sections[1].tables[0]
    assert [row[0] for row in league.rows] == ["1", "2", "3", "4", "5", "6", "—"] and league.rows[-1][5] == "未计算"


def test_problems_name_the_streets_under_the_line_worst_first_and_their_figures() -> None:
    found = problems(figures(), [("健康证明", 70)], 700)
    assert found[0].said.startswith("3 个街道的建档率低于省线 70.0%，分别是样例6街道（45.0%）")
    assert found[0].ids == tuple(f"coverage:{p.code}" for p in (STREETS[5], STREETS[4], STREETS[3]))
    assert any("1 个街道还没有摸底底数" in one.said for one in found) and any("2 件事项已过期限" in one.said for one in found)
    known = {one.id for one in figures()} | {f"completeness:{ALL}"}
    assert {i for one in found for i in one.ids} <= known


def test_every_figure_of_a_table_stands_in_the_check_table_with_division_day_and_digest() -> None:
    made = pack(basis(), "样例区商务局")
    checks = made.sections[-1].tables[-1]
    by_id = {row[0]: row for row in checks.rows}
    assert len(by_id) == len(checks.rows)
    for one in figures():
        if one.place.kind == "street" or one.place.code == ALL:
            assert by_id[one.id][3:] == (one.said, str(one.part), "" if one.whole is None else str(one.whole), "2026-11-02", "f" * 16)


def test_a_street_gets_its_own_papers_with_the_league_of_all() -> None:
    one = pack(basis(), "样例区商务局", STREETS[1].code)
    assert one.title.endswith("（样例2街道）") and len(one.sections[1].tables[0].rows) == 7
    assert "没有在办的督办任务" in one.sections[4].texts[0]
    assert pack(basis(), "样例区商务局", STREETS[0].code).sections[4].tables[0].rows == (("投诉", "调查中", "样例1街道", "2026-10-30", "3"),)


def test_every_definition_says_what_is_counted_and_leaves_no_blank() -> None:
    for one in DEFINITIONS.values():
        told = one.under(RULES)
        assert told.part and told.said and "{" not in told.part + told.whole + told.said
        assert one.is_share == (one.unit == "%")


def own_figures() -> list[Figure]:
    """The third street in full: 75 of 100 filed, two matters late, three complaints of four in time; by size of company too."""
    place = STREETS[2]
    return [*figures(), Figure("overdue", place, 2, None, ON), Figure("complaints", place, 3, 4, ON), Figure("objections", place, 2, 2, ON)]


def test_the_problems_of_a_street_are_its_own() -> None:
    place = STREETS[2].code
    late = [("投诉", "调查中", place, date(2026, 10, 20)), ("异议", "核实中", place, date(2026, 10, 30)), ("检查", "待整改", STREETS[0].code, date(2026, 10, 1))]
    told = pack(
        basis(figures=own_figures(), missing=[("保险", 9)], late=late, stuck=[("第 4 次会议：建档", "逾期 3 天")], weekly=[1] * 12), "样例区商务局", place
    ).sections[3].texts
    assert told == (
        f"1. 近 12 周平均每周新建档 1.0 人，到 2026-12-31 达到目标 95.0% 每周需新建档 3 人；照近几周的速度，达不到。（依据 coverage:{place}）",
        f"2. 已建档的 75 人中，最常缺的是保险（9 人）。（依据 filed:{place}、completeness:{place}）",
        f"3. 有 2 件事项已过期限还没办理，最久的是投诉（调查中），已超期 13 天。（依据 overdue:{place}）",
        f"4. 投诉按期办结率为 75.0%（3 ÷ 4），没有做到全部按期。（依据 complaints:{place}）",
        "5. 1 项督办任务亮红灯或黄灯：“第 4 次会议：建档”逾期 3 天。（依据 督办任务表）",
    )
    worst = pack(basis(), "样例区商务局", STREETS[5].code).sections[3].texts
    assert worst[0] == f"1. 建档率 45.0%（45 ÷ 100），比省线 70.0% 低 25.0 个百分点，在 6 个有底数的街道中排第 6。（依据 coverage:{STREETS[5].code}）"
    assert "还没有摸底底数" in pack(basis(), "样例区商务局", STREETS[6].code).sections[3].texts[0]


def test_the_table_by_size_is_the_streets_and_each_of_its_figures_can_be_checked() -> None:
    place = STREETS[0]
    part = Place(f"{place.code}-micro", f"{place.name}微型企业", "part")
    finer = [Figure("coverage", part, 8, 10, ON), Figure("filed", part, 8, None, ON), Figure("completeness", part, 60, 72, ON), Figure("green", part, 5, 8, ON)]
    made = pack(basis(finer=finer), "样例区商务局", place.code)
    assert made.sections[2].tables[0].rows == ((f"{place.name}微型企业", "10", "8", "80.0%", "83.3%", "62.5%"),)
    assert {one.id for one in finer} <= {row[0] for row in made.sections[-1].tables[-1].rows}
    assert not pack(basis(finer=finer), "样例区商务局", STREETS[1].code).sections[2].tables
