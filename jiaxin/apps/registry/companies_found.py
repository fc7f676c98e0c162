"""找企业 — by a piece of the name, its sound, one slip, or a part of the credit code. Names of companies are public.

Everything is read anew for each search: a district has some thousand companies. Only how their names sound is remembered.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from jiaxin.apps.registry.models import Company
from jiaxin.kit.finding import Fit, Lines, fits, plain, strongest
from jiaxin.kit.sounds import initials, spelled

REMEMBERED = 8192  # names
LEAST_CODE = 4  # signs of a credit code that are looked for as a part
CODE_SIGNS = 18


@dataclass(frozen=True, slots=True)
class CompanyName:
    subject: str
    credit_code: str
    name: str
    registered: bool


@dataclass(frozen=True, slots=True)
class CompaniesFound:
    """`fits`: how well each fits what was typed; empty where nothing was."""

    rows: list[CompanyName]
    count: int
    fits: Mapping[str, Fit] = field(default_factory=dict)


def companies_found(typed: str, limit: int, offset: int = 0, among: Collection[str] | None = None) -> CompaniesFound:
    """The best first, those that fit alike by credit code. `among`: ids the list is cut down to; None = all."""
    rows = Company.objects.order_by("credit_code")
    rows = rows if among is None else rows.filter(subject__in=among)
    if not (asked := plain(typed)):
        return CompaniesFound([_named(row) for row in rows[offset : offset + limit]], rows.count())
    every = [CompanyName(*told) for told in rows.values_list("subject", "credit_code", "name", "registered")]
    fitting = companies_fitting(asked, every)
    by_id = {one.subject: one for one in every}
    return CompaniesFound([by_id[subject] for subject in list(fitting)[offset : offset + limit]], len(fitting), fitting)


def companies_named_like(typed: str) -> dict[str, Fit]:
    """Subject → how well it fits, the best first."""
    asked = plain(typed)
    rows = Company.objects.order_by("credit_code").values_list("subject", "credit_code", "name", "registered")
    return companies_fitting(asked, [CompanyName(*told) for told in rows]) if asked else {}


def companies_fitting(asked: str, every: list[CompanyName]) -> dict[str, Fit]:
    told = [_sounded(one.name) for one in every]
    found = fits(asked, spelled(asked), Lines(t[0] for t in told), Lines(t[1] for t in told), Lines(t[2] for t in told), part=True)
    if asked.isascii() and asked.isalnum():
        codes = Lines(one.credit_code.casefold() for one in every)
        least = LEAST_CODE if any(sign.isdigit() for sign in asked) else LEAST_CODE + 2
        parts = {n: fit for n, fit in codes.having(asked) if fit is not Fit.PART or len(asked) >= least}
        if not parts and abs(len(asked) - CODE_SIGNS) <= 1:
            parts = dict.fromkeys(codes.slipped(asked), Fit.SLIP)
        for n, fit in parts.items():
            by_code = Fit.SLIP if fit is Fit.SLIP else Fit.NUMBER
            found[n] = min(found.get(n, by_code), by_code)
    return strongest({every[n].subject: fit for n, fit in sorted(found.items())})


def _named(row: Company) -> CompanyName:
    return CompanyName(row.subject, row.credit_code, row.name, row.registered)


@lru_cache(maxsize=REMEMBERED)
def _sounded(name: str) -> tuple[str, str, str]:
    """As compared, its initials, its spelling."""
    text = plain(name)
    return text, initials(text), spelled(text)
