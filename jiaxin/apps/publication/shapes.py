"""形状 — state is told by word, shape and colour together; these are the shapes (48 × 48, one colour).

A shield with a tick, a triangle, an octagon, a dashed circle, a lowered curtain: each differs in outline,
so that it reads in grey print and to colour-blind eyes.
"""


def _svg(inner: str) -> str:
    return f'<svg class="shape" viewBox="0 0 48 48" aria-hidden="true">{inner}</svg>'


_LINE = 'fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"'

SHAPES = {
    "green": _svg(f'<path d="M24 2 43 9v14c0 12-8 19-19 23C13 42 5 35 5 23V9z"/><path {_LINE} d="m15 24 7 7 12-14"/>'),
    "yellow": _svg(
        f'<path d="M24 3 46 43a2 2 0 0 1-2 3H4a2 2 0 0 1-2-3z"/><path {_LINE} d="M24 18v11"/>'
        '<circle cx="24" cy="38" r="3" fill="#fff"/>'
    ),
    "red": _svg(f'<path d="M15 2h18l13 13v18L33 46H15L2 33V15z"/><path {_LINE} d="M14 24h20"/>'),
    "grey": _svg(
        '<circle cx="24" cy="24" r="20" fill="none" stroke="currentColor" stroke-width="5" stroke-dasharray="9 6.7"/>'
        '<path fill="none" stroke="currentColor" stroke-width="5" stroke-linecap="round" d="M18 19c0-8 12-8 12 0 0 5-6 '
        '4-6 9"/><circle cx="24" cy="35" r="3"/>'
    ),
    "lost": _svg(
        f'<path d="M15 2h18l13 13v18L33 46H15L2 33V15z"/><path {_LINE} d="M24 12v15"/>'
        '<circle cx="24" cy="36" r="3" fill="#fff"/>'
    ),
    "withheld": _svg(f'<rect x="3" y="3" width="42" height="42" rx="8"/><path {_LINE} d="M12 17h24M12 31h24"/>'),
}

SILHOUETTE = (
    '<svg class="nobody" viewBox="0 0 104 130" aria-hidden="true"><circle cx="52" cy="48" r="24"/>'
    '<path d="M8 130c0-34 18-48 44-48s44 14 44 48z"/></svg>'
)

TICK = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m4 13 5 5L20 6"/></svg>'
CROSS = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h14"/></svg>'
CLOCK = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v8l4 3"/></svg>'
MARKS = {"valid": TICK, "soon": CLOCK, "expired": CROSS, "missing": CROSS, "pending": CLOCK, "abnormal": CLOCK}
