"""照片 — the picture a family compares with the person at the door.

Source  居家上门服务证 (name, photo, number, code on the card); PIPL Art. 28: only with her consent.
Window  the latest photo replaces the older ones of its source.
Silent  nothing is measured from it and no face is compared by machine.
Not here  the picture itself (a sealed file), its public thumbnail (publication).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="photo",
    label="照片",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="《个人信息保护法》第28条；居家上门服务证式样",
    fields=(
        Field("photo_file", "照片文件", "file", sight=Sight.PUBLIC, sealed=True, required=True),
        Field("taken_on", "照片日期", "date", ("拍摄日期",)),
    ),
    circumstances=("taken_on",),
    submitters=("worker", "company", "street", "grid", "bureau"),
)
