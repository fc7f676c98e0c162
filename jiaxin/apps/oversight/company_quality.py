"""企业数据质量 — one company's files as they stand, from the clear part of the record: nothing is opened."""

from datetime import date

from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.figures.quality import Quality, quality
from jiaxin.domain.figures.rules import figure_rules


def company_quality(company: str, on: date) -> Quality:
    lines = [line for line in registry.file_lines_of(company) if line.confirmed and not line.withdrawn]
    facts = ledger.facts_about_many([line.subject for line in lines], as_of=on, opened=False)
    return quality([(facts[line.subject], line.missing) for line in lines], on, figure_rules(on).minutes, intake.struck_parts(company))
