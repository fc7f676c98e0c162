"""诚信承诺 — a signed pledge of honest business, and the day it was found broken.

Source  《深圳经济特区社会信用条例》 Art. 59, 64: the promise and its fulfilment are recorded; a false promise blocks
        further promise-based handling until repaired.
Not here  the text of the pledge (rulebooks), what a breach costs (scoring).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="pledge",
    label="诚信承诺书",
    subject="any",
    tone=Tone.FAVOURABLE,
    basis=Basis.CONSENT,
    source="《深圳经济特区社会信用条例》第59、64条",
    fields=(
        Field("text_version", "承诺书版本", "code_text", ("版本", "承诺书版本号"), required=True),
        Field(
            "signed_on", "承诺日期", "date", ("签署日期", "承诺时间"), sight=Sight.PUBLIC, measured=True, required=True
        ),
        Field("breached_on", "违诺认定日期", "date", ("违约日期", "违诺日期"), measured=True),
    ),
    key=("text_version", "signed_on"),
    happened="signed_on",
    retention="pledge",
    objection="objection",
    evidence="承诺书",
    submitters=("worker", "company", "association", "bureau"),
)
