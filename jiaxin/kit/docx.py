"""Word files of plain official papers: title, headings, paragraphs, tables. ECMA-376, the least parts a reader needs.

Fonts and sizes follow GB/T 9704-2012: 小标宋 22 pt for the title, 黑体 16 pt for headings, 仿宋 16 pt for the text.
Nothing in it depends on the day or the machine, so equal letters are equal bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FIXED = (1980, 1, 1, 0, 0, 0)
_STYLES = {
    "title": ("方正小标宋简体", 44, '<w:jc w:val="center"/><w:spacing w:after="360"/>'),
    "heading": ("黑体", 32, '<w:spacing w:before="160"/>'),
    "text": ("仿宋_GB2312", 32, '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:spacing w:line="560" w:lineRule="exact"/>'),
    "right": ("仿宋_GB2312", 32, '<w:jc w:val="right"/>'),
}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


_PAGE_WIDE = 8844  # twentieths of a point between the margins
_CELL = 21  # half points: five-and-a-half size, as tables in official papers are set


@dataclass(frozen=True, slots=True)
class Table:
    """`wide`: share of the width of each column, in per cent; headings stand again on each page."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: Sequence[int]


def document(body: Sequence[tuple[str, str] | Table]) -> bytes:
    """A file from tables and (style, text) pairs; a style is title, heading, text, right, or page. Raises KeyError for another."""
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/></w:sectPr>'
    inner = "".join(_table(one) if isinstance(one, Table) else "".join(_paragraph(one[0], line) for line in one[1].split("\n")) for one in body)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{inner}{page}</w:body></w:document>',
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, xml in parts.items():
            file.writestr(ZipInfo(name, _FIXED), _XML + xml)
    return out.getvalue()


def _paragraph(style: str, text: str) -> str:
    if style == "page":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    font, half_points, shape = _STYLES[style]
    run = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{half_points}"/></w:rPr>'
    return f'<w:p><w:pPr>{shape}</w:pPr><w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(one: Table) -> str:
    """A table and the empty paragraph that Word wants behind it."""
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = [_PAGE_WIDE * share // max(1, sum(one.wide)) for share in one.wide]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    shape = f'<w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    rows = _row(one.headings, columns, True) + "".join(_row(row, columns, False) for row in one.rows)
    return f'<w:tbl>{shape}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>'


def _row(cells: Sequence[str], columns: Sequence[int], heading: bool) -> str:
    font = "黑体" if heading else "仿宋_GB2312"
    run = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{_CELL}"/></w:rPr>'
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if heading else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr><w:p><w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
        for text, width in zip(cells, columns, strict=True)
    )
    return f'<w:tr><w:trPr><w:cantSplit/>{"<w:tblHeader/>" if heading else ""}</w:trPr>{inner}</w:tr>'
