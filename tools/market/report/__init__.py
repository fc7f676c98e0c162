"""Report — the parts of the benchmark, each prints its table and returns the bars it can judge."""

from collections.abc import Callable

from tools.market.report.against import attacks, tradeoff
from tools.market.report.nights import nights
from tools.market.report.plain import clean, markets
from tools.market.report.single import adaptive, bitcoin, noise, speed
from tools.market.report.table import Bar, Options, Scale

PARTS: dict[str, Callable[[Options], list[Bar]]] = {
    "clean": clean, "markets": markets, "attacks": attacks, "tradeoff": tradeoff,
    "bitcoin": bitcoin, "noise": noise, "nights": nights, "adaptive": adaptive, "speed": speed,
}  # fmt: skip

__all__ = ["PARTS", "Bar", "Options", "Scale"]
