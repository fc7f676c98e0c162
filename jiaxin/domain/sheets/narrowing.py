"""只留本表的记录 — a list of orders names workers and companies only to say whose orders they are.

Columns such as name and credit code feed the record kinds they belong to, for heading and reader; what a list
of this kind may state is narrower. `only` keeps the drafts of its own kinds.
"""

from jiaxin.domain.sheets.sheet import Composer, Draft, Setting, Values


def only(*kinds: str) -> Composer:
    """A composer that keeps drafts of these kinds."""
    kept = frozenset(kinds)

    def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
        return [draft for draft in drafts if draft.kind in kept]

    return compose


def whose(values: Values) -> str:
    """A row that names a person is about the worker; else about the company."""
    return "worker" if values.get("id_number") or values.get("name") else "company"
