"""What programs send and are told: one vocabulary for companies and offices alike."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema


class Refusal(Schema):
    """为何不行: a code for the program, a sentence and the next step for a person."""

    code: str
    said: str
    do_this: str


class FindingOut(Schema):
    code: str
    severity: str = Field(description="error: the row goes back; warning: it lands, somebody should look; info")
    sheet: str
    row: int
    column: str
    field: str
    said: str
    do_this: str


class BatchOut(Schema):
    """A file that was sent. `state`: received, checking, checked, accepting, accepted, undoing, undone, failed, cancelled."""

    id: str
    state: str
    state_label: str
    kind: str
    filename: str
    file_sha256: str
    said: str
    rows: dict[str, int] = Field(description="rows by status: ok, warning, error, duplicate")
    facts: dict[str, int] = Field(description="facts by outcome, once landed")
    share_done: int
    made_at: datetime
    accepted_at: datetime | None
    undo_until: date | None
    new: bool = Field(False, description="whether sending it made it; false for what had been sent before")


class CheckOut(Schema):
    kind: str
    rows: dict[str, int]
    count: int
    findings: list[FindingOut]
    unmapped_columns: list[str]


class FindIn(Schema):
    id_number: str = Field(min_length=15, max_length=18)
    purpose: str = Field("业务核对", min_length=4, max_length=50, description="she reads it in 谁查了我")


class WorkerOut(Schema):
    subject: str
    name: str = Field(description="masked")
    confirmed: bool
    colour: str
    job_types: list[str]
    missing: list[str]
    expires_on: date | None
    company: str


class PenaltyOut(Schema):
    """A penalty before the public today. Delete your copy when it appears under `withdrawn`."""

    entry: str = Field(description="id to answer with")
    document_no: str
    authority: str
    legal_basis: str
    severity: str = Field(description="minor, general, severe")
    decided_on: date
    until: date = Field(description="last day of publication")
    disputed: bool


class OwedOut(Schema):
    """An item you were given that is over: delete it, then say so."""

    entry: str
    document_no: str
    why: str = Field(description="repaired, ended, corrected")
    given_at: datetime


class GoneIn(Schema):
    entries: list[str] = Field(min_length=1, max_length=500)


class GoneOut(Schema):
    accepted: int
    still_owed: int


class CompanyOut(Schema):
    credit_code: str
    name: str
    registered: bool
    workers: int
    filed: int
    green: int
    penalties: list[PenaltyOut] = Field(description="public credit information, within its period")


class StatusOut(Schema):
    as_of: date
    last_position: int
    followed: int
    counts: dict[str, int] = Field(description="of the whole district, for those whose view it is")


_HEX64 = "^[0-9a-f]{64}$"
_SIGNATURE = "^[0-9a-f]{128}$"
_WORD = "^[!-~]{0,64}$"


class HeaderShape(Schema):
    """信封. What the signature covers; docs/exchange.md says how."""

    kind: str = Field(pattern=_WORD, description="ask, record, none")
    sender: str = Field(pattern=_WORD)
    recipient: str = Field(pattern=_WORD)
    purpose: str = Field(pattern=_WORD)
    number: int = Field(ge=1, lt=2**53)
    previous: str = Field(pattern="^([0-9a-f]{64})?$", description="hash of the envelope before; empty for the first")
    at: int = Field(ge=0, lt=2**53, description="seconds since 1970, UTC")
    key: str = Field(pattern=_WORD)
    payload: str = Field(pattern=_HEX64, description="SHA-256 of the sealed content")


class EnvelopeShape(Schema):
    header: HeaderShape
    signature: str = Field(pattern=_SIGNATURE)
    payload: str | None = Field(None, min_length=1, description="sealed content, base64; or `withheld`, never both")
    withheld: str | None = Field(None, pattern=_SIGNATURE, description="signature that the content was taken back")


class SlipShape(Schema):
    """回单."""

    sender: str = Field(pattern=_WORD)
    recipient: str = Field(pattern=_WORD)
    have: int = Field(ge=0, lt=2**53)
    hash: str = Field(pattern="^([0-9a-f]{64})?$")
    missing: list[Annotated[int, Field(ge=1, lt=2**53)]] = Field(max_length=500)
    at: int = Field(ge=0, lt=2**53)
    key: str = Field(pattern=_WORD)
    signature: str = Field(pattern=_SIGNATURE)


class BundleShape(Schema):
    """互换文件: letters in order, and the slip of who sends them."""

    format: str = Field(pattern="^jiaxin-exchange-1$")
    envelopes: list[EnvelopeShape] = Field(max_length=500)
    slip: SlipShape


class LettersOut(Schema):
    """What became of the letters; `bundle` is what waits for you, absent where your slip is no newer than the last."""

    applied: int
    known: int
    waiting: int
    held: list[str] = Field(description="reason codes, one a letter that a person has to look at")
    bundle: BundleShape | None = None
