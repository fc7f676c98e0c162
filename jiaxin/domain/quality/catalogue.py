"""检查目录 — every remark with its severity, sentence and source, for the reference page and for screens."""

from jiaxin.domain.quality.check import Remark, remarks


def catalogue() -> list[Remark]:
    """All remarks, in order of code."""
    return list(remarks().values())
