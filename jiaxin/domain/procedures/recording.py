"""程序记录 — facts that a step of a procedure adds to the record, with the case as their evidence."""

from collections.abc import Mapping

from jiaxin.domain.facts import Channel, Fact, Provenance, Standing, Value
from jiaxin.domain.procedures.procedure import About, Event, Step


def recorded(
    about: About,
    step: Step,
    clear: Mapping[str, Value],
    key: tuple[str, ...],
    subject: str = "",
    channel: Channel = Channel.SYSTEM,
    standing: Standing = Standing.TYPED,
    by: Event | None = None,
    speaker: str = "district",
    evidence: tuple[str, ...] = (),
    company: str = "",
    kind: str = "",
    sealed: Mapping[str, Value] | None = None,
) -> Fact:
    """The fact of a step, on the day it was taken. `batch` names the case, where there is one.

    by       the event whose actor said so; else who took the step
    speaker  source of an actor without an organisation
    kind     kind of the fact, where a step records more than the one of its table
    """
    event = about.events[-1]
    said_by = by or event
    return Fact(
        kind=kind or step.records,
        subject=subject or about.subject,
        happened_on=event.on,
        happened_at=event.at,
        provenance=Provenance(said_by.organisation or speaker, channel, said_by.actor, about.case, evidence=evidence),
        key=key,
        clear=clear,
        sealed=sealed or {},
        standing=standing,
        company=company,
    )
