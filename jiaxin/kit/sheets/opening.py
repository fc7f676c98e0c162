"""打开 — which reader a file needs, told by its first bytes and never by its name."""

from pathlib import Path

from jiaxin.kit.sheets.cells import Workbook
from jiaxin.kit.sheets.limits import Limits

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_by_content(path: Path, limits: Limits) -> Workbook:
    start = path.open("rb").read(8)
    if start.startswith((_ZIP, _OLE)):
        from jiaxin.kit.sheets.legacy import open_xls

        return open_xls(path, limits)
    from jiaxin.kit.sheets.delimited import open_csv

    return open_csv(path, limits)
