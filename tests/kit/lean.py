"""What a confined child sees: its environment, and whether heavy modules came along."""

import os
import sys
from collections.abc import Iterator
from typing import Any


def environment() -> Iterator[Any]:
    yield sorted(os.environ)
    yield sorted(set(sys.modules) & {"django", "openpyxl", "xlsxwriter", "python_calamine", "jiaxin.kit.confined"})
