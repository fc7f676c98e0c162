"""Who exists? Read only. Names and numbers come out only through the vault."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum

from jiaxin.apps.access import vault
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry import files
from jiaxin.apps.registry.code_reading import CodeInHand as CodeInHand
from jiaxin.apps.registry.code_reading import CodeStep as CodeStep
from jiaxin.apps.registry.code_reading import code_steps as code_steps
from jiaxin.apps.registry.code_reading import codes_in_hand as codes_in_hand
from jiaxin.apps.registry.code_reading import state_of_code as state_of_code
from jiaxin.apps.registry.code_reading import stopped_places as stopped_places
from jiaxin.apps.registry.code_reading import subject_of_code as subject_of_code
from jiaxin.apps.registry.code_reading import subject_of_digits as subject_of_digits
from jiaxin.apps.registry.code_reading import subjects_of_codes as subjects_of_codes
from jiaxin.apps.registry.companies_found import CompaniesFound as CompaniesFound
from jiaxin.apps.registry.companies_found import CompanyName as CompanyName
from jiaxin.apps.registry.companies_found import companies_found as companies_found
from jiaxin.apps.registry.companies_found import companies_named_like as companies_named_like
from jiaxin.apps.registry.filings import Filing as Filing
from jiaxin.apps.registry.filings import awaiting_near as awaiting_near
from jiaxin.apps.registry.filings import expiring as expiring
from jiaxin.apps.registry.filings import filed_by_day as filed_by_day
from jiaxin.apps.registry.filings import filings as filings
from jiaxin.apps.registry.filings import first_filed as first_filed
from jiaxin.apps.registry.filings import streets_of as streets_of
from jiaxin.apps.registry.filings import trades as trades
from jiaxin.apps.registry.likeness import Alike as Alike
from jiaxin.apps.registry.likeness import Likely as Likely
from jiaxin.apps.registry.likeness import Near as Near
from jiaxin.apps.registry.likeness import alike as alike
from jiaxin.apps.registry.likeness import likely as likely
from jiaxin.apps.registry.listing import FileLine as FileLine
from jiaxin.apps.registry.listing import file_lines as file_lines
from jiaxin.apps.registry.listing import file_lines_of as file_lines_of
from jiaxin.apps.registry.listing import households_with_phone as households_with_phone
from jiaxin.apps.registry.listing import workers_with_phone as workers_with_phone
from jiaxin.apps.registry.merging import MergeLine as MergeLine
from jiaxin.apps.registry.merging import merges_of as merges_of
from jiaxin.apps.registry.merging import unfollowed as merges_unfollowed  # noqa: F401  # part of the face
from jiaxin.apps.registry.models import Code, Company, Identity, Region, Subject, WorkerFile, WorkSpell
from jiaxin.apps.registry.opening import Person as Person
from jiaxin.apps.registry.opening import associated as associated
from jiaxin.apps.registry.opening import people as people
from jiaxin.apps.registry.recognising import Marks as Marks
from jiaxin.apps.registry.recognising import Recognised as Recognised
from jiaxin.apps.registry.recognising import marks_of as marks_of
from jiaxin.apps.registry.recognising import recognised as recognised
from jiaxin.apps.registry.searching import Found as Found
from jiaxin.apps.registry.searching import Scope as Scope
from jiaxin.apps.registry.searching import Wanted as Wanted
from jiaxin.apps.registry.searching import counts as counts
from jiaxin.apps.registry.searching import find as find
from jiaxin.apps.registry.searching import subjects_found as subjects_found
from jiaxin.apps.registry.spells import spells_listed as spells_listed
from jiaxin.kit.bulk import chunks, rows_of

IN_ONE_QUERY = 900
_ALIASES = "SELECT id, alias_of FROM registry_subject WHERE (id IN ({}) OR alias_of IN ({})) AND alias_of <> '' ORDER BY id"


def resolve_many(ids: Sequence[str]) -> dict[str, str]:
    """Each id with the id it is an alias of, or itself."""
    found = {one: one for one in ids}
    for some in chunks(list(found), IN_ONE_QUERY):
        found.update(rows_of("SELECT id, alias_of FROM registry_subject WHERE id IN ({}) AND alias_of <> ''", some))
    return found


def aliases() -> dict[str, str]:
    """Every id that is an alias, with the id that took its place. Asked as a range: its index answers, “not equal” reads every subject."""
    return dict(Subject.objects.filter(alias_of__gt="").order_by().values_list("id", "alias_of"))


def ids_of(subjects: Sequence[str]) -> dict[str, list[str]]:
    """Each subject with every id it is or was written under."""
    stands_for, seen = dict[str, str](), set[str]()
    asked = list(set(subjects) - {""})  # an empty id is nobody: as a search for aliases it would find everybody who is none
    while asked:  # a second time only where somebody asked for is an alias herself
        for some in chunks(asked, IN_ONE_QUERY // 2):
            stands_for.update(rows_of(_ALIASES, some, some))
        seen.update(asked)
        asked = list({stands_for[one] for one in asked if one in stands_for} - seen)
    by_canonical: dict[str, list[str]] = {}
    for one, alias_of in stands_for.items():
        by_canonical.setdefault(alias_of, []).append(one)
    canonical = {subject: stands_for.get(subject, subject) for subject in subjects}
    return {subject: [one, *by_canonical.get(one, ())] for subject, one in canonical.items()}


def by_id_number(id_number: str) -> str | None:
    """The subject with this identity number. A look-up by number is itself recorded by the caller."""
    index = vault.blind_index("id_number", id_number)
    found = Identity.objects.filter(id_index=index).values_list("subject", flat=True).first()
    return resolve_many([found])[found] if found else None


@beyond("按手机号认人：只比对标记")
def by_phone(phone: str, kind: str = "worker") -> list[str]:
    index = vault.blind_index("phone", phone)
    found = list(Identity.objects.filter(phone_index=index).values_list("subject", flat=True))
    same_kind = set(Subject.objects.filter(id__in=found, kind=kind).values_list("id", flat=True))
    return list(dict.fromkeys(resolve_many([s for s in found if s in same_kind]).values()))


def companies(subjects: Iterable[str] | None = None) -> dict[str, CompanyName]:
    rows = Company.objects.order_by("credit_code")
    if subjects is not None:
        rows = rows.filter(subject__in=list(subjects))
    return {r.subject: CompanyName(r.subject, r.credit_code, r.name, r.registered) for r in rows}


def company_by_code(credit_code: str) -> CompanyName | None:
    r = Company.objects.filter(credit_code=credit_code).first()
    return CompanyName(r.subject, r.credit_code, r.name, r.registered) if r else None


def companies_by_code(credit_codes: Iterable[str]) -> dict[str, CompanyName]:
    rows = Company.objects.filter(credit_code__in=list(credit_codes))
    return {r.credit_code: CompanyName(r.subject, r.credit_code, r.name, r.registered) for r in rows}


def company_named(part: str, limit: int = 20) -> list[CompanyName]:
    rows = Company.objects.filter(Q(name__icontains=part) | Q(credit_code__startswith=part.upper()))[:limit]
    return [CompanyName(r.subject, r.credit_code, r.name, r.registered) for r in rows]


def kind_of(subject: str) -> str:
    return Subject.objects.filter(id=subject).values_list("kind", flat=True).first() or ""


def standing(ids: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Each id with the one it stands for, as `resolve_many`, and the kind of each that is registered and stands for itself."""
    stands_for, kinds = {one: one for one in ids}, dict[str, str]()
    for some in chunks(list(stands_for), IN_ONE_QUERY):
        for one, alias_of, kind in rows_of("SELECT id, alias_of, kind FROM registry_subject WHERE id IN ({})", some):
            if alias_of:
                stands_for[one] = alias_of
            else:
                kinds[one] = kind
    if merged := [one for one in dict.fromkeys(stands_for.values()) if one not in stands_for]:
        kinds.update(kinds_of(merged))
    return stands_for, kinds


def kinds_of(subjects: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in chunks(list(subjects), IN_ONE_QUERY):
        found.update(Subject.objects.filter(id__in=some).values_list("id", "kind"))
    return found


def count(kind: str) -> int:
    return Subject.objects.filter(kind=kind, alias_of="").count()


def all_of(kind: str) -> list[str]:
    return list(Subject.objects.filter(kind=kind, alias_of="").order_by("id").values_list("id", flat=True))


def regions(level: str, on: date) -> Mapping[str, str]:
    """Code → name of the regions of a level whose boundary held on a day."""
    rows = Region.objects.filter(level=level, valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return dict(rows.order_by("code").values_list("code", "name"))


def code_keys(subjects: Sequence[str]) -> dict[str, tuple[bytes, str]]:
    """The key and state of each subject's present code."""
    found: dict[str, tuple[bytes, str]] = {}
    for some in chunks(list(subjects), IN_ONE_QUERY):
        rows = Code.objects.filter(subject__in=some).exclude(state__in=("replaced", "retired"))
        for subject, key, state in rows.order_by("issued_at").values_list("subject", "key", "state"):
            found[subject] = (bytes(key), state)
    return found


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code by its key: the state it is in, and the state that its public page shows."""

    key: bytes
    state: str
    followed: str

    @property
    def over(self) -> bool:
        """Replaced or retired: it will not come back."""
        return self.state in ("replaced", "retired")


def codes_of(subjects: Sequence[str]) -> dict[str, list[CodeLine]]:
    """Every code of each subject, the oldest first."""
    found: dict[str, list[CodeLine]] = {}
    for some in chunks(list(subjects), IN_ONE_QUERY):
        rows = Code.objects.filter(subject__in=some).order_by("issued_at", "key")
        for subject, key, state, followed in rows.values_list("subject", "key", "state", "followed"):
            found.setdefault(subject, []).append(CodeLine(bytes(key), state, followed))
    return found


def codes_moved(limit: int = 500) -> list[str]:
    """Subjects with a code in another state than its page shows."""
    rows = Code.objects.exclude(state=F("followed")).order_by("subject")
    return list(rows.values_list("subject", flat=True).distinct()[:limit])


def codes(subjects: Sequence[str]) -> dict[str, str]:
    """The codes themselves, for printing."""
    rows = list(
        Code.objects.filter(subject__in=list(subjects))
        .exclude(state__in=("replaced", "retired"))
        .values_list("subject", "sealed", "key")
    )
    texts = vault.open_many([(s, bytes(box), b"registry_code:" + bytes(key)) for s, box, key in rows])
    return {row[0]: text.decode() for row, text in zip(rows, texts, strict=True) if text is not None}


@dataclass(frozen=True, slots=True)
class Workforce:
    """Counts over a company's confirmed workers."""

    workers: int
    green: int
    orders: int
    upheld: int


@beyond("只出计数")
def workforces(companies_asked: Iterable[str]) -> dict[str, Workforce]:
    rows = (
        WorkerFile.objects.filter(company__in=list(companies_asked), confirmed=True)
        .values("company")
        .annotate(
            workers=Count("subject"),
            green=Count("subject", filter=Q(colour="green")),
            orders=Sum("orders_year"),
            upheld=Sum("upheld_year"),
        )
        .order_by("company")
    )
    return {r["company"]: Workforce(r["workers"], r["green"], r["orders"], r["upheld"]) for r in rows}


def workers_of(company: str) -> list[str]:
    return list(WorkerFile.objects.filter(company=company).order_by("subject").values_list("subject", flat=True))


def present_companies(subject: str) -> tuple[str, ...]:
    """Companies where a worker works today, by her file and her spells, as far as whoever asks may see them. Under any of her ids."""
    stands_for = resolve_many([subject])[subject]
    rows = WorkerFile.objects.filter(subject=stands_for).exclude(company="").values_list("company", flat=True)
    spells = WorkSpell.objects.filter(subject=stands_for, state="stands", ended_on=None).values_list("company", flat=True)
    return tuple(sorted({*rows, *spells}))


def within_reach(column: str) -> Q:
    """Rows whose column holds a worker, under any of her ids, whose file whoever asks may see."""
    files = WorkerFile.objects.values("subject")
    return Q(**{f"{column}__in": files}) | Q(**{f"{column}__in": Subject.objects.filter(alias_of__in=files).values("id")})


def due_by(day: date) -> list[str]:
    """Workers about whom the calendar alone changes something by this day."""
    rows = WorkerFile.objects.filter(due_on__lte=day).order_by("due_on", "subject")
    return list(rows.values_list("subject", flat=True))


def employers(subjects: Sequence[str]) -> dict[str, str]:
    """Worker → present company, as last projected."""
    found: dict[str, str] = {}
    for some in chunks(list(subjects), IN_ONE_QUERY):
        found.update(WorkerFile.objects.filter(subject__in=some).exclude(company="").values_list("subject", "company"))
    return found


def communities_of(subjects: Sequence[str]) -> dict[str, str]:
    """Worker → community of her file, the first twelve digits of her grid, as last projected."""
    found: dict[str, str] = {}
    for some in chunks(list(subjects), IN_ONE_QUERY):
        rows = WorkerFile.objects.filter(subject__in=some).exclude(grid="").order_by("subject").values_list("subject", "grid")
        found.update({subject: grid[:12] for subject, grid in rows})
    return found


@beyond("只出计数")
def file_counts() -> dict[str, int]:
    return {
        "confirmed": WorkerFile.objects.filter(confirmed=True).count(),
        "awaiting": WorkerFile.objects.filter(claimed=True).count(),
        "withdrawn": WorkerFile.objects.filter(withdrawn=True).count(),
    }


def by_id_numbers(id_numbers: Sequence[str]) -> dict[str, str]:
    """Identity number → subject, of those that are filed."""
    marks = dict(zip(vault.blind_index_many("id_number", list(id_numbers)), id_numbers, strict=True))
    rows: list[tuple[str, str]] = []
    for some in chunks(list(marks), IN_ONE_QUERY):
        for mark, subject in Identity.objects.filter(id_index__in=some).values_list("id_index", "subject"):
            rows.append((marks[bytes(mark or b"")], subject))
    canonical_of = resolve_many([subject for _, subject in rows])
    return {number: canonical_of[subject] for number, subject in rows}


def fitting(name: str, masked_number: str, company: str) -> list[str]:
    """Workers of a company whose name is this and whose number agrees with the open digits of a masked one."""
    if not name or not company:
        return []
    found = []
    for person in people(workers_of(company)).values():
        agrees = not masked_number or (
            len(masked_number) == len(person.id_number)
            and all(a in ("*", "＊", "x", b) for a, b in zip(masked_number, person.id_number, strict=True))
        )
        if person.name == name and agrees:
            found.append(person.subject)
    return found


def file_of(subject: str, name: str) -> bytes | None:
    """A sealed file of a person, opened; None when it or its key is gone."""
    return files.opened(subject, name)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many workers of a street whose files are alike in what is counted."""

    street: str
    company: str
    confirmed: bool
    claimed: bool
    withdrawn: bool
    verified: bool
    colour: str
    missing: tuple[str, ...]
    workers: int


@beyond("只出计数")
def tallies(street: str = "", company: str = "") -> list[Tally]:
    """Counts of alike files; who sums them says what they mean."""
    rows = WorkerFile.objects.order_by()
    rows = rows.filter(street=street) if street else rows
    names = ("street", "confirmed", "claimed", "withdrawn", "verified", "colour", "missing")
    if company:
        rows = rows.filter(company=company)
    return [
        Tally(**(row | {"company": company, "missing": tuple(row["missing"])}))
        for row in rows.values(*names).annotate(workers=Count("subject"))
    ]


@beyond("只出计数")
def headcounts(companies_asked: Iterable[str]) -> dict[str, int]:
    """Company → everybody whose present company it is, confirmed or not."""
    rows = WorkerFile.objects.filter(company__in=list(companies_asked)).values_list("company")
    return dict(rows.annotate(n=Count("subject")).order_by("company"))


def unverified(limit: int = 50_000) -> list[str]:
    """Confirmed workers whose identity no official answer supports, those filed first ahead."""
    rows = WorkerFile.objects.filter(confirmed=True, verified=False, withdrawn=False).order_by("filed_on", "subject")
    return list(rows.values_list("subject", flat=True)[:limit])


def opened_file(subject: str, name: str) -> bytes | None:
    """A kept photo or scan; None when it or its key is gone. The caller leaves a receipt."""
    return files.opened(subject, name)
