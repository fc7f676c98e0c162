"""归并命令 — `jiaxin resolve ROSTER.csv --out CLUSTERS.csv`: which rows of a roster are one person.

Writes rec_id, cluster_id; a cluster is named after its first row. `--questions FILE` lists the pairs that nobody
should decide without looking, each with its reasons. The same code as every way into the register; nothing is
kept, no district is needed.
"""

import csv
import gc
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from jiaxin.domain.errors import Refused
from jiaxin.domain.identity.columns import Columns, columns
from jiaxin.domain.identity.explaining import reasons, total
from jiaxin.domain.identity.reading import read
from jiaxin.domain.identity.resolving import Resolved, resolve
from jiaxin.kit.sheets.refusal import Unreadable
from jiaxin.portals.console.arguments import Parser
from jiaxin.portals.console.roster_rows import Roster, read_roster

_AT_ONCE = 20_000


def run(argv: Sequence[str]) -> int:
    parser = Parser(prog="jiaxin resolve", description="找出名单中哪些行是同一个人")
    parser.add_argument("roster", type=Path, metavar="ROSTER", help="名单：CSV 或 Excel，列名见文档")
    parser.add_argument("--out", type=Path, required=True, metavar="CLUSTERS.csv", help="结果：rec_id, cluster_id")
    parser.add_argument("--questions", type=Path, metavar="FILE", help="另存需要人工判断的行对及理由")
    asked = parser.parse_args(argv)
    gc.disable()  # a million readings and not one cycle among them
    try:
        _resolve(read_roster(asked.roster), asked.out, asked.questions)
    except (Refused, Unreadable) as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2
    except OSError as why:
        print(f"写不了或读不了文件 {why.filename}：{why.strerror}。请核对路径和权限", file=sys.stderr)
        return 2
    return 0


def _resolve(roster: Roster, out: Path, questions: Path | None) -> None:
    names: list[str] = []
    parts: list[Columns] = []
    for some in _chunks(roster):
        names += [rec_id for rec_id, _ in some]
        parts.append(columns([read(cells) for _, cells in some]))
    if not names:
        raise Refused("roster.empty", "名单里没有数据行", "请确认选对了文件")
    found = resolve(Columns.joined(parts))
    firsts = found.cluster.tolist()
    called = names if len(set(names)) == len(names) else [f"{name}#{row}" for row, name in enumerate(names, 1)]
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write("rec_id,cluster_id\n")
        csv.writer(file, lineterminator="\n").writerows((own, called[at]) for own, at in zip(names, firsts, strict=True))
    people = len(set(firsts))
    said = f"{len(names)} 行，{people} 人"
    if roster.missing:
        said += f"；名单没有这些列：{'、'.join(roster.missing)}"
    print(said)
    if questions is not None:
        _ask(found, names, questions)


def _ask(found: Resolved, names: Sequence[str], path: Path) -> None:
    """One line per question: both rows, how much speaks for one person, and why."""
    pairs = list(found.questions())
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(("rec_id_1", "rec_id_2", "分贝（10 为十比一）", "理由"))
        for one, other in pairs:
            levels = found.levels(one, other)
            why = "；".join(f"{r.about}：{r.said}（{r.points:+d}）" for r in reasons(levels, found.weights))
            out.writerow((names[one], names[other], total(levels, found.weights), why))
    print(f"{len(pairs)} 对需要人工判断")


def _chunks(roster: Roster) -> Iterator[list[tuple[str, Sequence[str]]]]:
    some: list[tuple[str, Sequence[str]]] = []
    for row in roster.rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some
