"""纪要附页 — the checkpoints on paper, for the minutes of the joint meeting: the witness that needs no machine.

Whoever keeps the page can later compare size and root with what the district shows; the code holds the
signed checkpoint itself, so that nobody has to type.
"""

import io
from base64 import b64encode
from datetime import datetime
from html import escape

import segno
from django.conf import settings

from jiaxin.apps.evidence import queries
from jiaxin.kit import clock
from jiaxin.kit.notes import Note
from jiaxin.kit.pages import document, squeeze

_CSS = squeeze("""
body { font: 16px/1.7 "Noto Serif CJK SC", SimSun, serif; color: #000; max-width: 44em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.5em; text-align: center; margin: 0 0 .2em }
h2 { font-size: 1.15em; margin: 0 0 .4em; border-bottom: 1px solid #000 }
section { break-inside: avoid; margin: 1.6em 0; overflow: hidden }
.code { float: right; width: 34mm; margin: 0 0 1em 1em }
.code svg { width: 34mm; height: 34mm; display: block }
dl { margin: 0 }
dt { font-weight: bold }
dd { margin: 0 0 .5em; overflow-wrap: anywhere }
.root { font-family: "Noto Sans Mono", Consolas, monospace; letter-spacing: .04em }
.sign span { display: inline-block; min-width: 11em; margin: .8em 1.5em 0 0; border-bottom: 1px solid #000 }
footer { font-size: .9em }
@media (max-width: 30em) { .code { float: none; margin: 0 0 1em } }
@page { size: A4; margin: 18mm }
""")


def page() -> str:
    today = clock.today()
    title = f"{settings.DISTRICT.name}信用记录日志检查点"
    body = (
        f"<h1>{escape(title)}</h1><p>附于联席会议纪要。打印日期：{today.year} 年 {today.month} 月 {today.day} 日。</p>"
        + "".join(_section(name) for name in queries.names())
        + "<footer><p>本页不含个人信息。日志只增不改：今后任何时候，日志前这么多条的根值都必须与本页相同；"
        "不同即说明记录被改动过。核对方法：用验证程序的“--held 条数:根值”，或扫描右侧的码取得检查点原文。</p>"
        '<p class="sign"><span>主持单位</span><span>记录人</span><span>见证单位</span></p></footer>'
    )
    return document(escape(title), _CSS, body)


def _section(name: str) -> str:
    note = queries.latest(name)
    label = escape(queries.label(name))
    if note is None:
        return f"<section><h2>{label}</h2><p>还没有检查点。</p></section>"
    point = note.checkpoint()
    root = b64encode(point.root).decode()
    signed = datetime.fromtimestamp(queries.signed_at(name, note), clock.CHINA)
    said = [
        ("日志名称", escape(point.origin)),
        ("条数", f"{point.size}"),
        ("根值", f'<span class="root">{escape(" ".join(root[i : i + 4] for i in range(0, len(root), 4)))}</span>'),
        ("签发时间", f"{signed:%Y-%m-%d %H:%M:%S}（北京时间）"),
        ("公钥", f'<span class="root">{escape(queries.vkeys(name)[-2])}</span>'),
        ("见证签名", escape("、".join(_witnesses(note, point.origin)) or "无")),
    ]
    rows = "".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in said)
    return f'<section><h2>{label}</h2><div class="code">{_code(note)}</div><dl>{rows}</dl></section>'


def _witnesses(note: Note, origin: str) -> list[str]:
    names = [line.split()[1] for line in note.lines]
    return [name for name in dict.fromkeys(names) if name != origin]


def _code(note: Note) -> str:
    """The note as signed by the district; cosignatures stand in words, they would not fit."""
    own = f"{note.text}\n{note.lines[0]}"
    out = io.BytesIO()
    segno.make(own, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True, unit="mm")
    return out.getvalue().decode()
