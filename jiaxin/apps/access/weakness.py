"""弱点 — one finding of the doctor."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Weakness:
    """`grade`: an error stops production, a warning is shown. `point`: GB/T 22239-2019 level 3."""

    code: str
    grade: Literal["error", "warning"]
    said: str
    do_this: str
    point: str = ""
