"""一图两人 — the same picture under two persons: found across the register, said to a human, and nothing follows by itself.

Photos are alike when their likenesses differ in few bits; scans of certificates, which share their printed form, only when
what is seen is the same to the dot.
"""

from collections import defaultdict

from jiaxin.apps.access import vault
from jiaxin.apps.intake.models import PictureMark
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.papers.rules import paper_rules
from jiaxin.kit import clock

PHOTO = "photo"


class Twins:
    """All pictures of the register as bits, read once for as many as are asked about."""

    def __init__(self) -> None:
        self._bits = paper_rules(clock.today()).same_bits
        self._photos: list[tuple[int, str]] = []
        self._exact: dict[bytes, list[str]] = defaultdict(list)
        for subject, kind, likeness, exact in PictureMark.objects.values_list("subject", "kind", "likeness", "exact").iterator(chunk_size=10_000):
            self.add(subject, kind, bytes(likeness), bytes(exact))

    def add(self, subject: str, kind: str, likeness: bytes, exact: bytes) -> None:
        if kind == PHOTO and likeness:
            self._photos.append((int.from_bytes(likeness, "big"), subject))
        if exact:
            self._exact[exact].append(subject)

    def other(self, subject: str, kind: str, likeness: bytes, exact: bytes) -> str:
        """Somebody else under whom the same picture is kept, or nothing."""
        found = [one for one in self._exact.get(exact, ()) if one != subject] if exact else []
        if not found and kind == PHOTO and likeness:
            bits = int.from_bytes(likeness, "big")
            found = [one for known, one in self._photos if (known ^ bits).bit_count() <= self._bits and one != subject]
        if not found:
            return ""
        same = registry.resolve_many([subject, *found])
        return next((same[one] for one in found if same[one] != same[subject]), "")


def marked(exact: bytes) -> bytes:
    """As it is kept: a mark that says nothing to whoever lacks the index key."""
    return vault.marks("picture", [exact])[0] if exact else b""


def keep(subject: str, kind: str, likeness: bytes, exact: bytes = b"", batch: str = "", claim: str = "", twins: Twins | None = None) -> str:
    """Remember a picture that is kept of her. Returns who else has the same one."""
    twin = (twins or Twins()).other(subject, kind, likeness, exact)
    PictureMark.objects.filter(subject=subject, kind=kind, likeness=likeness, batch=batch).delete()
    PictureMark.objects.create(subject=subject, kind=kind, likeness=likeness, exact=exact, batch=batch, claim=claim, twin=twin, made_at=clock.now())
    if twins is not None:
        twins.add(subject, kind, likeness, exact)
    return twin


def forget(**of: object) -> None:
    """Of a claim that is over, a batch that is taken back, a person who is erased."""
    PictureMark.objects.filter(**of).delete()
