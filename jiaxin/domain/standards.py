"""评价规范的条款 — a standard as it is written: one clause a line, each tied to the line of the scoring rules that carries it out.

    身份证件经公安核验一致 → 身份核验

Source  《深圳经济特区社会信用条例》第29条 (criteria clear and published).
Silent  a clause without an arrow is a wish: a draft may hold it, and the page says that no line of the rules carries it.
        A text with a wish, or with a line that has gone from the rules since, is not adopted.
Not here  the way to adoption (procedures/standard), the rules (scoring/rulebook).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from jiaxin.domain.errors import Refused

ARROW = "→"
SHOWN = 24  # signs of a clause, where it is named


@dataclass(frozen=True, slots=True)
class Article:
    """第 number 条. `indicator` is the code of the line that carries it, empty for a wish."""

    number: int
    text: str
    indicator: str
    label: str


def articles(lines: Sequence[str], known: Mapping[str, str]) -> tuple[Article, ...]:
    """Read the clauses. `known`: name of a line of the rules → its code.

    Raises Refused for a text without clauses, an empty clause, and a line of the rules that does not exist.
    """
    found = []
    for number, line in enumerate((one.strip() for one in lines if one.strip()), 1):
        text, arrow, label = (part.strip() for part in line.partition(ARROW))
        if not text:
            raise Refused("standard.empty-clause", f"第 {number} 条没有内容", "请写明条款，再写箭头和评分项")
        if arrow and label not in known:
            raise Refused("standard.unknown-line", f"第 {number} 条写的评分项“{label}”在现行评分规则里没有", f"可用的有：{'、'.join(list(known)[:6])} 等")
        found.append(Article(number, text, known.get(label, ""), label))
    if not found:
        raise Refused("standard.no-clause", "没有条款", "请每行写一条")
    return tuple(found)


def text_digest(title: str, lines: Sequence[str]) -> str:
    """SHA-256 of title and clauses as they were put before the public."""
    return sha256("\n".join([title, *(one.strip() for one in lines if one.strip())]).encode()).hexdigest()


def carried_by(read: Sequence[Article]) -> tuple[str, ...]:
    """`number:code` of each clause that a line of the rules carries."""
    return tuple(f"{one.number}:{one.indicator}" for one in read if one.indicator)


def refuse_loose(lines: Sequence[str], carried: Sequence[str]) -> None:
    """Raises Refused for a text of which a clause is carried by no line of the rules, naming each such clause."""
    kept = [one.strip() for one in lines if one.strip()]
    tied = {one.partition(":")[0] for one in carried if one.partition(":")[2]}
    loose = [f"第 {n} 条“{_short(line)}”" for n, line in enumerate(kept, 1) if str(n) not in tied]
    if loose:
        raise Refused(
            "standard.loose",
            f"这些条款没有现行评分规则里的对应项，规范不能通过：{'、'.join(loose)}",
            "请在规范页修改：条款后面写“→ 评分项”，或删去这一条，再重新征求意见；规则里没有这一项的，先起草评分规则",
        )


def _short(line: str) -> str:
    text = line.partition(ARROW)[0].strip()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
