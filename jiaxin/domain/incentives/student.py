"""Student's t — the two-sided quantile for any degrees of freedom, whole or not.

Source  P(|T| > t) = I_x(v/2, 1/2) with x = v / (v + t²); the incomplete beta by its continued fraction (Abramowitz & Stegun
        26.5.8, 26.7.1), inverted by halving.
Errors  ValueError below half a degree, where no interval means anything.
"""

from math import exp, lgamma, log, log1p

_TINY, _ENOUGH = 1e-300, 1e-14


def student(sure_mille: int, degrees: float) -> float:
    """t with P(|T| ≤ t) = sure_mille / 1000, right to the ninth digit."""
    if degrees < 0.5:
        raise ValueError(f"{degrees} degrees of freedom")
    low, high = 0.0, 1.0
    while _beyond(high, degrees) > 1 - sure_mille / 1000:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _beyond(middle, degrees) > 1 - sure_mille / 1000 else (low, middle)
    return (low + high) / 2


def _beyond(t: float, v: float) -> float:
    """P(|T| > t)."""
    x = v / (v + t * t)
    if x == 1.0:
        return 1.0
    a, b = v / 2, 0.5
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta, by Lentz's method."""
    d = 1 / _away(1 - (a + b) * x / (a + 1))
    c, value = 1.0, d
    for m in range(1, 500):
        for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d, c = 1 / _away(1 + term * d), _away(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return value


def _away(value: float) -> float:
    """Not zero."""
    return value if abs(value) > _TINY else _TINY
