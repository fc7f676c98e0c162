from datetime import date

from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring.workforce import NAMES, figures, tally
from tests.domain.established import COMPANY, entry, facts

BOOK, TODAY = packaged("company-2026"), date(2026, 11, 23)


def test_a_worker_is_counted_once_and_only_for_this_company() -> None:
    held = facts(
        entry("training", "2026-01-05", training_hours_hundredths=800),
        entry("training", "2026-02-05", training_hours_hundredths=800),
        entry("order", "2026-05-05", status="done", repeat=True, company=COMPANY),
        entry("order", "2026-05-06", status="done", repeat=True, company="RRRRRRRRRRRRRRRR"),
        entry("insurance", "2026-01-05", insurance_from="2026-01-05", insurance_until="2026-12-01"),
    )
    found = tally(held, COMPANY, TODAY, BOOK)
    assert (found.values["trained"], found.values["orders"], found.values["insured"]) == (1, 1, 1)
    assert found.next_change_on == date(2026, 12, 2)


def test_figures_are_shares_of_the_workers_on_file() -> None:
    total = dict.fromkeys(NAMES, 0) | {"certified": 1, "orders": 200, "repeat": 50, "upheld": 3}
    total |= {"ratings": 3, "stars": 15}
    found = figures(4, total, BOOK).values
    assert found["workers-certified-mille"] == 250
    assert found["company-repeat-mille"] == 250
    assert found["company-complaints-per-10000"] == 150
    assert found["company-rating-milli"] == 4652


def test_a_company_without_workers_or_orders_has_no_shares() -> None:
    assert figures(0, dict.fromkeys(NAMES, 0), BOOK).values == {"workers-filed": 0}
