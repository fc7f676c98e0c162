"""Random but possible histories of one subject, for property tests of the score."""

from datetime import date

from hypothesis import strategies as st

from jiaxin.domain.facts import Entry, Facts
from tests.domain.established import HER, entry

AS_OF = date(2026, 11, 23)
DAYS = st.dates(date(2024, 1, 1), date(2027, 3, 1))
_SOMETIME = st.one_of(st.none(), DAYS.map(date.isoformat))


def said(kind: str, **fields: st.SearchStrategy) -> st.SearchStrategy[tuple]:
    names = list(fields)
    return st.tuples(DAYS, *fields.values()).map(lambda t: (kind, t[0], dict(zip(names, t[1:], strict=True))))


ANYTHING = st.one_of(
    said("profile"),
    said("consent", signed_on=_SOMETIME, withdrawn_on=_SOMETIME),
    said(
        "identity.check", result=st.sampled_from(["passed", "abnormal"]), checked_on=_SOMETIME, valid_through=_SOMETIME
    ),
    said("background.check", result=st.sampled_from(["passed", "failed"]), checked_on=_SOMETIME),
    said("health.check", health_class=st.just("general"), health_checked_on=_SOMETIME, valid_through=_SOMETIME),
    said("insurance", insurance_from=_SOMETIME, insurance_until=_SOMETIME),
    said("training", training_hours_hundredths=st.integers(0, 9000)),
    said("skill.certificate", skill_level=st.integers(1, 5)),
    said("order", status=st.sampled_from(["done", "done", "broken_off", "cancelled"]), repeat=st.booleans()),
    said("visit"),
    said("rating", stars=st.integers(1, 5), verified=st.booleans()),
    said(
        "complaint.finding",
        upheld=st.booleans(),
        severity=st.sampled_from(["general", "heavier", "serious", None]),
    ),
    said("praise"),
    said("honour", honour_level=st.sampled_from(["national", "city", "industry"]), valid_through=_SOMETIME),
    said("penalty", penalty_class=st.sampled_from(["minor", "general", "severe"])),
    said("pledge", signed_on=_SOMETIME, breached_on=_SOMETIME),
    said("measure", measure=st.sampled_from(["pledge_breach", "warning"]), from_on=_SOMETIME, until_on=_SOMETIME),
    said("inspection", result=st.sampled_from(["passed", "issues", "failed"]), rectified_on=_SOMETIME),
    said(
        "company.registration",
        capital_fen=st.integers(0, 10**9),
        operating_mode=st.sampled_from(["employee", "agency"]),
    ),
    said("premises", area_m2=st.integers(0, 300), valid_through=_SOMETIME),
    said("star.rating", star=st.integers(1, 5), valid_through=_SOMETIME),
)


def placed(told: list[tuple], subject: str = HER, start: int = 1) -> list[Entry]:
    families = ("", "FFFFFFFFFFFFFFFF", "GGGGGGGGGGGGGGGG")
    return [
        entry(
            kind,
            on,
            subject,
            start + n,
            counterparty=families[n % 3],
            **{k: v for k, v in clear.items() if v is not None},
        )
        for n, (kind, on, clear) in enumerate(told)
    ]


def histories(max_size: int = 30) -> st.SearchStrategy[Facts]:
    return st.lists(ANYTHING, max_size=max_size).map(lambda told: Facts(HER, tuple(placed(told))))
