"""PDF by Typst: one kept compiler, the Chinese font of a wheel embedded, nothing fetched from anywhere."""

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import manimgx_fonts_cjk  # type: ignore[import-untyped]  # ships no types
import typst

FONT = "Noto Sans CJK SC"


def fonts() -> typst.Fonts:
    return _fonts()


@cache
def _fonts() -> typst.Fonts:
    """Found once: searching them is most of what a short document costs."""
    folder = os.path.dirname(manimgx_fonts_cjk.__file__)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def pdf(template: Path, said: Mapping[str, Any], folder: Path) -> bytes:
    """A document. The template reads `sys.inputs.said` as JSON, and pictures from `folder`."""
    source = folder / template.name
    source.write_bytes(template.read_bytes())
    inputs = {"said": json.dumps(said, ensure_ascii=False)}
    made = typst.compile(str(source), root=str(folder), font_paths=_fonts(), sys_inputs=inputs, format="pdf")
    assert isinstance(made, bytes)
    return made
