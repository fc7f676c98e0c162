"""行为人与对象 — the two values a permission is decided about."""

from dataclasses import dataclass
from enum import StrEnum

from jiaxin.domain.permissions.names import Role


class Consent(StrEnum):
    """授权状态 of the person a thing is about."""

    NOT_NEEDED = "not_needed"  # not about a person, or a statute is the basis
    CLAIMED = "claimed"  # others speak for her, she has not confirmed
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Actor:
    """行为人: who is at the keyboard. Jobs are `system:<job>`, programs `machine:<key>`.

    `members`: companies that belong to the own association today; nobody else has any.
    `fresh`: proved who they are within the last minutes, which step-up permissions ask for.
    """

    id: str
    role: Role
    organisation: str = ""
    street: str = ""
    name: str = ""
    subject: str = ""
    grid: str = ""
    fresh: bool = False
    members: frozenset[str] = frozenset()

    @classmethod
    def job(cls, name: str) -> "Actor":
        """系统任务: a named part of the system acting by itself."""
        return cls(id=f"system:{name}", role=Role.SYSTEM, name=name, fresh=True)


@dataclass(frozen=True, slots=True)
class Thing:
    """对象: what the actor wants to act on, as far as permissions care. Gathered by the caller.

    owner         subject id of the person it is about
    organisation  id of the organisation it belongs to; for a worker, her company of today
    also          further organisations with a present relation to it
    employers     companies where the worker it is about works today, as far as whoever asks may see them: an association looks at these
    refused       purposes (domain/disclosure/purposes) that she does not agree to
    made_by       account that filed or proposed it: four eyes compare with it
    """

    owner: str = ""
    organisation: str = ""
    street: str = ""
    grid: str = ""
    consent: Consent = Consent.NOT_NEEDED
    kind: str = ""
    made_by: str = ""
    also: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()
    employers: tuple[str, ...] = ()

    @classmethod
    def of(cls, actor: Actor, kind: str = "") -> "Thing":
        """What is the actor's own: a list over one's own organisation, street, grid or self."""
        return cls(
            owner=actor.subject,
            organisation=actor.organisation,
            street=actor.street,
            grid=actor.grid,
            kind=kind,
            made_by="",
        )
