"""What nobody may guess has 128 bits of the system's generator; what has fewer is listed here with the limit that stands in for them."""

import ast
import math

from tests.architecture.source import ROOT

_BITS = 128
_DRAWN = {"token_urlsafe", "token_bytes", "token_hex"}
# place → why fewer bits are enough
_SHORT = {
    "jiaxin/apps/access/keyfiles.py: 4": "the name of a draft beside a key file, in a folder for its owner alone",
    "jiaxin/apps/access/rootkeys.py: 4": "the id of a key inside a device, told to everybody who may ask the device",
}
_NUMBERS = {
    "jiaxin/apps/access/phone_codes.py": "six digits sent by text message: five tries, five minutes, and the browser that asked",
    "jiaxin/apps/presenting/asking.py": "four digits two people compare aloud; the link itself has 192 bits",
    "jiaxin/apps/registry/codes.py": "a place in the status list, and digits that are read aloud to an officer; neither opens anything",
    "jiaxin/kit/crypto/sm2.py": "numbers below the order of the curve, 256 bits",
}


def _calls(name: str) -> list[tuple[str, ast.Call]]:
    """(file, call) of every call of a function of this name in the product; the demo draws from its seed."""
    found = []
    for path in sorted((ROOT / "jiaxin").rglob("*.py")):
        where = str(path.relative_to(ROOT))
        if where.startswith("jiaxin/demo/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                found.append((where, node))
    return found


def test_every_secret_that_is_drawn_has_enough_bits() -> None:
    short, seen = set[str](), 0
    for name in _DRAWN:
        for where, call in _calls(name):
            seen += 1
            size = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
            if size is None and not call.args:
                continue  # the library's own default: 32 bytes
            if size is not None and size * 8 < _BITS:
                short.add(f"{where}: {size}")
    assert seen > 8
    assert short == set(_SHORT), "a secret with fewer than 128 bits, or one less than is listed"


def test_numbers_that_are_drawn_are_listed_with_what_limits_guessing() -> None:
    assert {where for where, _ in _calls("randbelow")} == set(_NUMBERS)


_FORESEEN = {
    "jiaxin/apps/scoring/checking.py": "made-up cases of a draft of rules: their seed is shown, so that anybody draws the same",
}


def test_nothing_is_drawn_from_a_generator_that_can_be_foreseen() -> None:
    wrong = []
    for path in sorted((ROOT / "jiaxin").rglob("*.py")):
        where = str(path.relative_to(ROOT))
        if where.startswith("jiaxin/demo/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "random":
                wrong += [where] if "SystemRandom" not in {one.name for one in node.names} else []
            elif isinstance(node, ast.Import):
                wrong += [where for one in node.names if one.name == "random"]
    assert set(wrong) == set(_FORESEEN), "a number somebody can foresee"


def test_codes_and_links_have_them_in_practice() -> None:
    from jiaxin.kit.ids import CODE_BITS, new_id

    code = new_id(CODE_BITS)
    assert CODE_BITS == _BITS and len(code) * math.log2(32) >= _BITS
    assert len({new_id(CODE_BITS) for _ in range(2_000)}) == 2_000
