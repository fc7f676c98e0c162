"""折线 — points of a small line drawn by the server: no script, prints as it is."""

from collections.abc import Sequence

WIDE, HIGH = 600, 120


def line_points(values: Sequence[int], top: int | None = None) -> str:
    """For `<polyline points>` in a box of WIDE × HIGH; empty with fewer than two values."""
    if len(values) < 2:
        return ""
    most = top or max(values) or 1
    step = WIDE / (len(values) - 1)
    return " ".join(f"{at * step:.1f},{HIGH - min(value, most) / most * HIGH:.1f}" for at, value in enumerate(values))
