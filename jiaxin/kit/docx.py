"""Word files of plain official letters: title, headings, paragraphs. ECMA-376, the least parts a reader needs.

Fonts and sizes follow GB/T 9704-2012: 小标宋 22 pt for the title, 黑体 16 pt for headings, 仿宋 16 pt for the text.
Nothing in it depends on the day or the machine, so equal letters are equal bytes.
"""

from collections.abc import Sequence
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


def document(body: Sequence[tuple[str, str]]) -> bytes:
    """A file from (style, text) pairs; a style is title, heading, text, right, or page for a new page. Raises KeyError for another."""
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/></w:sectPr>'
    inner = "".join(_paragraph(style, line) for style, text in body for line in text.split("\n"))
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
