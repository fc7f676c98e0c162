"""Every address of the installation with every thing it could be asked about, straight from the resolver."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from django.urls import resolve

from jiaxin.apps.access.doors import Door, addresses
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.portals.office.cases import FROM_A_FILE
from tests.portals.matrix.world import Owned, World

_ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
_NONE = "other"  # a word nobody knows, beside those an address takes
_WORDS: dict[str, tuple[str, ...]] = {  # arguments that are words, not things: enough of them to reach what lies behind
    "kind": ("worker-roster",),
    "credit_code": ("91340104MA00TEWT4Y",),
    "digest": ("0" * 64,),
    "name": ("0" * 64,),  # of a kept file
    "paper_word": ("health", _NONE),
    "size": ("elder",),
    "figure": ("coverage", "filed"),
    "ending": ("docx",),
    "street": ("349912001",),
    "word": ("confirmed", "denied", "left"),
}
_HERE: dict[str, tuple[str, ...]] = {  # by the end of the address: the words that mean something at this one
    "office/cases/new/<slug:code>": (*FROM_A_FILE[:2], "objection", _NONE),
    "/code/<slug:verb>": (*(step.verb for step in procedure("one-code").steps), _NONE),
    "cases/<slug:case_id>/do/<slug:verb>": (*(step.verb for step in procedure("red-review").steps), _NONE),
    "reviews/<slug:case_id>/do/<slug:verb>": (*(step.verb for step in procedure("red-review").steps), _NONE),
    "topics/make/<slug:code>": ("pledge", "points", "matters", _NONE),
    "batches/<slug:batch_id>/do/<slug:verb>": ("accept", "undo", "cancel", "check", _NONE),
    "points/<slug:subject>/<slug:verb>": ("earn", "service", "spend", "reverse", _NONE),
    "accounts/<str:username>/<slug:verb>": ("take", "end", _NONE),
    "records/<slug:key>/do/<slug:verb>": ("take", "keep", "send-back", _NONE),
    "papers/<slug:key>/do/<slug:verb>": ("take", "send-back", _NONE),
    "leaks/<slug:leak_id>/do/<slug:verb>": ("authority", "persons", "close", _NONE),
    "exchange/held/<slug:letter>/do/<slug:verb>": ("again", "late", "aside", _NONE),
    "exchange/changes/<slug:change>/decide/<slug:verb>": ("approve", "refuse", _NONE),
    "exchange/peers/<slug:code>/review/<slug:verb>": ("stands", "untrue", _NONE),
    "showing/<slug:verb>": ("stop", "resume"),
}
_NUMBERS = ("0", "1")
_KINDS = {"batch_id": ("batch",), "case_id": ("case",), "subject": ("worker", "company"), "about": ("company",)}


_ONLY = re.compile(r"^@require_(safe|GET|POST)\b", re.M)
_OPEN = {"safe": ("GET",), "GET": ("GET",), "POST": ("POST",)}


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
        for filled in product(*(_fillings(world, address.route, shape, name) for shape, name in arguments)):
            path = address.route
            for name, (text, _) in zip(names, filled, strict=True):
                path = re.sub(rf"<(?:\w+:)?{name}>", text, path)
            about = next((owned for _, owned in filled if owned is not None), None)
            yield Asked(address.route, f"/{path}", address.door, about)


@cache
def _declared(view: object) -> tuple[str, ...]:
    """The methods to which a view is open by its own declaration, which looks at nothing else; both where it declares none."""
    said = _ONLY.search(inspect.getsource(inspect.unwrap(view)))  # type: ignore[arg-type]  # a view is callable
    return _OPEN[said[1]] if said else ("GET", "POST")


def open_to(path: str) -> tuple[str, ...]:
    return _declared(resolve(path).func)


def _fillings(world: World, route: str, shape: str, name: str) -> list[tuple[str, Owned | None]]:
    if shape.startswith("int"):
        return [(number, None) for number in _NUMBERS]
    upto = route[: route.index(f"{name}>") + len(name) + 1]
    words = next((words for end, words in _HERE.items() if upto.endswith(end)), _WORDS.get(name))
    if name == "verb" and words is None:
        raise LookupError(f"{route}: say in _HERE which words this address takes")
    if words is not None:
        return [(word, None) for word in words]
    if name == "username":
        return [(actor.id, None) for actor in world.actors.values()][:3]
    if name in _KINDS:
        return [(one.id, one) for kind in _KINDS[name] for one in world.of(kind)]
    # an argument nobody has told us about may name anything: what is near, and what lies behind both borders
    near, far = [world.of(kind)[0] for kind in ("worker", "case")], [world.of(kind)[-1] for kind in ("worker", "batch", "case", "company")]
    return [(one.id, one) for one in (*near, *far)]
