"""同图两人 — one picture kept as that of two persons: a photo copied, or a certificate whose name was changed.

Source  data-quality rule on fabricated and copied records; how alike two photos must be stands in the rules of papers.
Silent  about faces: nothing is measured of them. Twins before the same wall differ in far more than the rule lets pass.
Not here  what happens: somebody is asked and somebody looks; nothing is taken from anybody's score, and no figure falls.
"""

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Remark

TWO_PERSONS = "picture-of-two"
REMARKS = (
    Remark(
        TWO_PERSONS,
        Severity.WARNING,
        "这张图片与档案里另一人的图片相同",
        "请对照本人和原件；确实是她的，指认后保留即可，会由人工查看",
        "数据质量规则：虚构、复制的记录",
    ),
)
