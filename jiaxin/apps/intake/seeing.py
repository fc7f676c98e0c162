"""所见 — which classes of information each of these persons lets be shown here; written down before anything is opened.

One receipt for all who let the same be shown: what it says was seen is what the page may show, for each of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.registry.queries import FileLine
from jiaxin.domain.permissions import Actor, FieldClass, Permission, fields_of


def seen(
    actor: Actor, lines: Iterable[FileLine], permissions: Iterable[Permission], purpose: str, reference: str = ""
) -> Mapping[str, frozenset[FieldClass]]:
    """By subject: the classes any of these permissions shows this role, without those whose purpose she took back."""
    asked = tuple(permissions)
    allowed = {line.subject: frozenset().union(*(fields_of(actor.role, one, line.refused) for one in asked)) for line in lines}
    alike: dict[frozenset[FieldClass], list[str]] = defaultdict(list)
    for subject, classes in allowed.items():
        alike[classes].append(subject)
    for classes, subjects in alike.items():
        log_read(actor, subjects, classes, purpose, reference)
    return allowed
