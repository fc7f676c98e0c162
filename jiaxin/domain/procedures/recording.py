"""程序记录 — facts that a step of a procedure adds to the record, with the case as their evidence."""

from collections.abc import Mapping

from jiaxin.domain.facts import Channel, Fact, Provenance, Standing, Value
from jiaxin.domain.procedures.procedure import About, Step


def recorded(
    about: About,
    step: Step,
    clear: Mapping[str, Value],
    key: tuple[str, ...],
    subject: str = "",
    channel: Channel = Channel.SYSTEM,
    standing: Standing = Standing.TYPED,
) -> Fact:
    """The fact of a step, said by whoever took it, on the day it was taken. `batch` names the case."""
    event = about.events[-1]
    return Fact(
        kind=step.records,
        subject=subject or about.subject,
        happened_on=event.on,
        happened_at=event.at,
        provenance=Provenance(event.organisation or "district", channel, event.actor, batch=about.case),
        key=key,
        clear=clear,
        standing=standing,
    )
