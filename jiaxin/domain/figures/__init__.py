"""指标 — every figure the district is told: what is counted, over what, since when, by which rule."""

from jiaxin.domain.figures.definitions import DEFINITIONS, Definition
from jiaxin.domain.figures.figure import ALL, Figure, Place, percent

__all__ = ["ALL", "DEFINITIONS", "Definition", "Figure", "Place", "percent"]
