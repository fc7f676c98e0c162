"""Every address of the installation with every thing it could be asked about, straight from the resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from jiaxin.apps.access.doors import Door, addresses
from tests.portals.matrix.world import Owned, World

_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
_WORDS = {  # arguments that are words, not things: enough of them to reach what lies behind
    "verb": ("accept", "undo", "cancel", "check", "stop", "notify", "uphold", "dismiss"),
    "kind": ("worker-roster",),
    "credit_code": ("91340104MA00TEWT4Y",),
    "digest": ("0" * 64,),
    "size": ("elder",),
    "figure": ("coverage", "filed"),
}
_NUMBERS = ("0", "1")
_KINDS = {"batch_id": ("batch",), "case_id": ("case",), "subject": ("worker", "company")}


@dataclass(frozen=True, slots=True)
class Asked:
    """One address with its arguments filled in; `about` is the thing with borders it names, if it names one."""

    route: str
    path: str
    door: Door
    about: Owned | None


def asked(world: World) -> Iterator[Asked]:
    for address in addresses():
        if address.door is None or address.route.startswith(("static/", "sign-out")):
            continue
        arguments = _ARGUMENT.findall(address.route)
        names = [name for _, name in arguments]
        for filled in product(*(_fillings(world, shape, name) for shape, name in arguments)):
            path = address.route
            for name, (text, _) in zip(names, filled, strict=True):
                path = re.sub(rf"<(?:\w+:)?{name}>", text, path)
            about = next((owned for _, owned in filled if owned is not None), None)
            yield Asked(address.route, f"/{path}", address.door, about)


def _fillings(world: World, shape: str, name: str) -> list[tuple[str, Owned | None]]:
    if shape.startswith("int"):
        return [(number, None) for number in _NUMBERS]
    if name in _WORDS:
        return [(word, None) for word in _WORDS[name]]
    # an argument nobody has told us about may name anything: two of each kind are tried
    kinds = _KINDS.get(name, ("worker", "batch", "case", "company"))
    most = None if name in _KINDS else 2
    return [(one.id, one) for kind in kinds for one in islice(world.of(kind), most)]
