"""登记入册 — finding or making the subjects that rows speak of, many at a time.

A person is found by the identity number (keyed index). An equal number under another name is not
the same person and not a new one: it is returned as a conflict for a human. Weighing names, phones
and birth dates against each other is `domain/identity`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiaxin.apps.access import vault
from jiaxin.apps.registry.models import Company, Identity, Subject
from jiaxin.apps.registry.queries import associated, people, resolve_many
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks, insert_many, instant
from jiaxin.kit.canonical import canonical
from jiaxin.kit.ids import new_ids

SUBJECT_COLUMNS = {"id": "varchar", "kind": "varchar", "alias_of": "varchar", "made_at": "timestamptz"}
IDENTITY_COLUMNS = {"subject": "varchar", "id_index": "bytea", "phone_index": "bytea", "sealed": "bytea"}
IN_ONE_QUERY = 900


@dataclass(frozen=True, slots=True)
class Claimed:
    """A person as a row names them."""

    name: str
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The subject a row speaks of. `conflict` tells why a human must look; then `subject` is empty."""

    subject: str
    new: bool = False
    conflict: str = ""


def persons(claimed: Sequence[Claimed], kind: str) -> list[Enrolled]:
    """Find or make each person; the order is kept. Runs in the caller's transaction."""
    by_number = kind == "worker"
    field = "id_number" if by_number else "phone"
    keys = vault.blind_index_many(field, [c.id_number if by_number else c.phone for c in claimed])
    known = _known(keys, "id_index" if by_number else "phone_index", kind)
    names = people(list(set(known.values())))
    made: dict[bytes, tuple[str, Claimed]] = {}
    found: list[Enrolled] = []
    ids = iter(new_ids(len(claimed)))
    for key, person in zip(keys, claimed, strict=True):
        subject = known.get(key)
        if subject is None and key in made:
            subject, first = made[key]
            same = first.name == person.name
            found.append(Enrolled(subject if same or not by_number else "", False, "" if same else "name"))
        elif subject is None:
            subject = next(ids)
            made[key] = (subject, person)
            found.append(Enrolled(subject, True))
        elif by_number and subject in names and names[subject].name != person.name:
            found.append(Enrolled("", False, "name"))
        else:
            found.append(Enrolled(subject))
    if made:
        _make(made, kind, by_number)
    return found


def _known(keys: Iterable[bytes], column: str, kind: str) -> dict[bytes, str]:
    rows: list[tuple[bytes, str]] = []
    for some in chunks(list(dict.fromkeys(keys)), IN_ONE_QUERY):
        rows.extend(Identity.objects.filter(**{f"{column}__in": some}).values_list(column, "subject"))
    of_kind = {s for s, k in _kinds([subject for _, subject in rows]).items() if k == kind}
    canonical_of = resolve_many([s for _, s in rows if s in of_kind])
    return {bytes(key): canonical_of[s] for key, s in rows if s in of_kind}


def _kinds(subjects: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(list(subjects), IN_ONE_QUERY):
        found.update(Subject.objects.filter(id__in=some).values_list("id", "kind"))
    return found


def _make(made: dict[bytes, tuple[str, Claimed]], kind: str, by_number: bool) -> None:
    now = instant(clock.now())
    subjects = [subject for subject, _ in made.values()]
    insert_many("registry_subject", SUBJECT_COLUMNS, [(s, kind, "", now) for s in subjects])
    vault.ensure_keys(subjects)
    texts = [
        canonical({"id_number": p.id_number, "name": p.name, "phone": p.phone}) for _, p in made.values()
    ]
    boxes = vault.seal_many([(s, text, associated(s)) for s, text in zip(subjects, texts, strict=True)])
    phones = vault.blind_index_many("phone", [p.phone for _, p in made.values()])
    rows = [
        (s, key if by_number else None, phone if p.phone else None, box)
        for (key, (s, p)), phone, box in zip(made.items(), phones, boxes, strict=True)
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
