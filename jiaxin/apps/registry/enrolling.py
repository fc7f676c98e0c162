"""登记入册 — finding or making the subjects that rows speak of, many at a time.

A person is found by the identity number (keyed index). An equal number under another name is not
the same person and not a new one: it is returned as a conflict for a human. Weighing names, phones
and birth dates against each other is `domain/identity`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jiaxin.apps.access import vault
from jiaxin.apps.registry.models import Company, Identity, Subject
from jiaxin.apps.registry.queries import associated, resolve_many
from jiaxin.apps.registry.recognising import Marks, marks_of, recognised
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks, insert_many, instant
from jiaxin.kit.canonical import canonical
from jiaxin.kit.ids import new_ids

SUBJECT_COLUMNS = {"id": "varchar", "kind": "varchar", "alias_of": "varchar", "made_at": "timestamptz"}
IDENTITY_COLUMNS = {
    "subject": "varchar",
    "id_index": "bytea",
    "phone_index": "bytea",
    "name_mark": "bytea",
    "sealed": "bytea",
}
IN_ONE_QUERY = 900


class Claimed(NamedTuple):
    """A person as a row names them."""

    name: str
    id_number: str = ""
    phone: str = ""


class Enrolled(NamedTuple):
    """The subject a row speaks of. `conflict` tells why a human must look; then `subject` is empty."""

    subject: str
    new: bool = False
    conflict: str = ""


def persons(claimed: Sequence[Claimed], kind: str) -> list[Enrolled]:
    """Find or make each person; the order is kept. Runs in the caller's transaction."""
    return _workers(claimed) if kind == "worker" else _by_phone(claimed, kind)


def _workers(claimed: Sequence[Claimed]) -> list[Enrolled]:
    named = [(c.name, c.id_number) for c in claimed]
    marks = marks_of(named)
    made: dict[bytes, tuple[str, Claimed]] = {}
    kept: list[Marks] = []
    found: list[Enrolled] = []
    ids = iter(new_ids(len(claimed)))
    for person, mark, known in zip(claimed, marks, recognised(named, marks), strict=True):
        if known is not None:
            found.append(Enrolled(known.subject) if known.same_name else Enrolled("", conflict="name"))
        elif mark.number in made:
            subject, first = made[mark.number]
            found.append(Enrolled(subject) if first.name == person.name else Enrolled("", conflict="name"))
        else:
            subject = next(ids)
            made[mark.number] = (subject, person)
            kept.append(mark)
            found.append(Enrolled(subject, new=True))
    if made:
        _make(list(made.values()), "worker", kept)
    return found


def _by_phone(claimed: Sequence[Claimed], kind: str) -> list[Enrolled]:
    """Households: whoever has the phone."""
    keys = vault.blind_index_many("phone", [c.phone for c in claimed])
    known = _known(keys, kind)
    made: dict[bytes, tuple[str, Claimed]] = {}
    found: list[Enrolled] = []
    ids = iter(new_ids(len(claimed)))
    for key, person in zip(keys, claimed, strict=True):
        subject = known.get(key) or made.get(key, ("",))[0]
        if not subject:
            subject = next(ids)
            made[key] = (subject, person)
            found.append(Enrolled(subject, new=True))
        else:
            found.append(Enrolled(subject))
    if made:
        _make(list(made.values()), kind)
    return found


def _known(keys: Iterable[bytes], kind: str) -> dict[bytes, str]:
    rows: list[tuple[bytes | memoryview | None, str]] = []
    for some in chunks(list(dict.fromkeys(keys)), IN_ONE_QUERY):
        rows.extend(Identity.objects.filter(phone_index__in=some).values_list("phone_index", "subject"))
    of_kind = {s for s, k in _kinds([subject for _, subject in rows]).items() if k == kind}
    canonical_of = resolve_many([s for _, s in rows if s in of_kind])
    return {bytes(key or b""): canonical_of[s] for key, s in rows if s in of_kind}


def _kinds(subjects: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(list(subjects), IN_ONE_QUERY):
        found.update(Subject.objects.filter(id__in=some).values_list("id", "kind"))
    return found


def _make(made: Sequence[tuple[str, Claimed]], kind: str, marks: Sequence[Marks] = ()) -> None:
    """`marks`: of those who are told apart by their number, in order; the others are told apart by phone."""
    now = instant(clock.now())
    subjects = [subject for subject, _ in made]
    insert_many("registry_subject", SUBJECT_COLUMNS, [(s, kind, "", now) for s in subjects])
    vault.ensure_keys(subjects)
    texts = [canonical({"id_number": p.id_number, "name": p.name, "phone": p.phone}) for _, p in made]
    boxes = vault.seal_many([(s, text, associated(s)) for s, text in zip(subjects, texts, strict=True)])
    phones = vault.blind_index_many("phone", [p.phone for _, p in made])
    told_apart: Sequence[tuple[bytes | None, bytes | None]] = marks or [(None, None)] * len(made)
    rows = [
        (s, number, phone if p.phone else None, name, box)
        for (s, p), (number, name), phone, box in zip(made, told_apart, phones, boxes, strict=True)
    ]
    insert_many("registry_identity", IDENTITY_COLUMNS, rows)


def companies(named: Iterable[tuple[str, str]], registered: bool = False) -> dict[str, str]:
    """Credit code → subject, making what is missing. `named` gives (credit code, name)."""
    wanted = dict(named)
    known = dict(Company.objects.filter(credit_code__in=list(wanted)).values_list("credit_code", "subject"))
    missing = [code for code in wanted if code not in known]
    ids = new_ids(len(missing))
    now = instant(clock.now())
    insert_many("registry_subject", SUBJECT_COLUMNS, [(s, "company", "", now) for s in ids])
    Company.objects.bulk_create(
        Company(subject=s, credit_code=code, name=wanted[code][:100], registered=registered)
        for code, s in zip(missing, ids, strict=True)
    )
    if registered:
        for code, subject in known.items():
            Company.objects.filter(subject=subject).update(name=wanted[code][:100], registered=True)
    return known | dict(zip(missing, ids, strict=True))
