"""街道轮廓文件 — `outlines.geojson` in the district's data folder, read anew when it changes; without it streets are tiles."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from jiaxin.domain.figures.outlines import Drawn, drawn, outlines

NAME = "outlines.geojson"


def street_map() -> tuple[list[Drawn], int]:
    """The streets on a sheet and how high it is; nothing where there is no file. Raises Refused for a file that is wrong."""
    path = Path(settings.DATA) / NAME
    if not path.is_file():
        return [], 0
    stat = path.stat()
    return _drawn(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _drawn(path: Path, _changed: int, _size: int) -> tuple[list[Drawn], int]:
    return drawn(outlines(path.read_bytes()))
