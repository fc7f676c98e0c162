"""金额 — fen as people read yuan."""


def yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"
