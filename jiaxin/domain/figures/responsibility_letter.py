"""责任书 — a street's letter of responsibility for a year on paper: articles, its targets and where it stands, scheme, signatures.

Unit    points; figures in tenths of a per cent, as `street_assessment` gives them
Source  考核方案 in the version under which the letter was issued; both sides sign (责任书由双方签字盖章后生效)
Silent  what was not counted has no standing; the letter says so and promises no points for it.
Not here  Word and PDF (apps/oversight/printing), the signature in the system (procedures/street_assessment).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.figures.definitions import DEFINITIONS
from jiaxin.domain.figures.figure import Figure, percent
from jiaxin.domain.figures.pack import Pack, Section, Table
from jiaxin.domain.figures.street_assessment import points_text, scored
from jiaxin.domain.rulebooks.reading import Rulebook


@dataclass(frozen=True, slots=True)
class Letter:
    """figures: code → figure of the street, of the counting `digest` on the day `on`. windows: working days to object, and to answer."""

    street: str
    year: int
    issued_on: date
    signer: str
    signed_on: date | None
    book: Rulebook
    figures: Mapping[str, Figure]
    late_tasks: int
    on: date
    digest: str
    windows: tuple[int, int]


def responsibility_letter(one: Letter, bureau: str) -> Pack:
    """To be printed and signed by both sides. `bureau`: the side that gives it."""
    office = f"{one.street}办事处"
    sections = (
        Section("一、双方和依据", _parties(one, bureau, office)),
        Section("二、责任条款", tuple(f"{n}. {text}" for n, text in enumerate(one.book.data["letter"]["articles"], 1))),
        Section("三、目标和计分", _scoring(one), (_targets(one),)),
        Section("四、档次", ("总分按下表定档。",), (_grades(one.book),)),
        Section("五、评分、异议和公布", _procedure(one)),
        Section("六、签署", ("本责任书一式两份，双方各执一份，签字盖章后生效。",), (_signatures(one, bureau, office),)),
    )
    return Pack(f"{one.year}年{one.street}家政服务业信用体系建设责任书", bureau, one.on, one.digest, sections)


def _parties(one: Letter, bureau: str, office: str) -> tuple[str, ...]:
    assumed = "（部分数字待区商务局确认）" if any(item.get("assumed") for item in one.book.data["item"]) else ""
    return (
        f"甲方：{bureau}。乙方：{office}。",
        f"依据：{one.book.data['letter']['source']}；{one.book.label}，版本 {one.book.version}{assumed}。{one.issued_on.isoformat()} 下达。",
        f"“现状”为截至 {one.on.isoformat()} 的统计；在系统“会议材料”里打开同一快照号，输入查询号，应得到相同的分子和分母。",
        f"快照号 {one.digest}。",
    )


def _scoring(one: Letter) -> tuple[str, ...]:
    total, off = sum(int(item["weight"]) for item in one.book.data["item"]), one.book.data["deduct"]
    return (
        f"满分 {total} 分。达到满分线得该项满分，不高于零分线不得分，两线之间按比例计分。",
        "没有底数、不能统计的项目不计，由其余各项按权重补足。",
        f"联席会议任务每逾期一项扣 {off['task_late']} 分，最多扣 {off['most']} 分。" + (f"截至统计日已逾期 {one.late_tasks} 项。" if one.late_tasks else "截至统计日没有逾期。"),
    )


def _targets(one: Letter) -> Table:
    sheet = scored(one.figures, one.late_tasks, one.book)
    by_label = {mark.label: mark for mark in sheet.marks}
    rows = []
    for item in one.book.data["item"]:
        mark, figure = by_label[DEFINITIONS[item["figure"]].label], one.figures.get(item["figure"])
        stands = f"{figure.said}（{figure.how}）" if figure is not None and figure.share is not None else "没有底数"
        rows.append((mark.label, str(item["weight"]), percent(item["full"]), percent(item["zero"]), stands, mark.said, mark.figure))
    now = points_text(sheet.points) if sheet.counted else "未计"
    rows.append(("合计（按权重补足、扣分后）", str(sum(int(item["weight"]) for item in one.book.data["item"])), "", "", "", now, ""))
    return Table("目标、权重和现状", ("项目", "权重（分）", "满分线", "零分线", "现状", "现在得分", "查询号"), tuple(rows), (15, 8, 9, 9, 21, 10, 28))


def _grades(book: Rulebook) -> Table:
    rows = sorted(((str(one["label"]), int(one["at_least"])) for one in book.data["grade"]), key=lambda row: -row[1])
    return Table("档次", ("档次", "总分不低于"), tuple((label, f"{least} 分") for label, least in rows), (50, 50))


def _procedure(one: Letter) -> tuple[str, ...]:
    object_days, answer_days = one.windows
    return (
        "年度评分由系统按留存的统计计算，每一分写明从哪个数来。",
        f"乙方对评分有异议的，自评分之日起 {object_days} 个工作日内提出；甲方在 {answer_days} 个工作日内答复，答复人和提出人不是同一人。",
        "异议期满或异议答复后，列入最终名单并公布。",
    )


def _signatures(one: Letter, bureau: str, office: str) -> Table:
    signed = f"{one.signed_on.year}年{one.signed_on.month}月{one.signed_on.day}日（系统内已签订）" if one.signed_on else "　　　　年　　月　　日"
    rows = ((f"{bureau}（盖章）", f"{office}（盖章）"), *[("　", "　")] * 3, ("负责人（签字）：", f"负责人（签字）：{one.signer}"), ("　", "　"), ("　　　　年　　月　　日", signed))
    return Table("双方签署", ("甲方", "乙方"), rows, (50, 50))
