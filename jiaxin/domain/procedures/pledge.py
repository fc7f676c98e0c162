"""诚信承诺 — a company signs the pledge in force; the signature, the wording signed and the day are kept.

Source  《深圳经济特区社会信用条例》第59条.
Silent  a new version is signed anew; the earlier signature stays in the record. Nobody signs for the company.
Not here  the text (rulebooks/pledge-*), finding a breach (measure), the rate at which it is kept (pledges).
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT

_LAW = "《深圳经济特区社会信用条例》第59条；本区诚信经营承诺办法"


def _records(about: About, step: Step) -> Sequence[Fact]:
    on, version = about.events[-1].on.isoformat(), str(about.said("version"))
    clear: dict[str, Value] = {"text_version": version, "signed_on": on}
    return [recorded(about, step, clear, (version, on))]


PROCEDURE = Procedure(
    code="pledge",
    label="诚信承诺",
    states={"signed": "已签署"},
    records=_records,
    steps=(Step("sign", "签署承诺书", ("",), "signed", (P.PLEDGE_SIGN,), _LAW, needs=("version", "digest", "signer", "sign"), records="pledge", tells=SUBJECT),),
)  # fmt: skip
