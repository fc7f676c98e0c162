"""表扬 — thanks that can be checked: a pennant, a letter, a hotline praise.

Source  bonus items customary in the sector (表扬锦旗, verified); a person may ask to leave them out
        (《深圳经济特区社会信用条例》 Art. 39).
Not here  awards by an authority (honour).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Sight, Tone

KIND = Kind(
    code="praise",
    label="表扬",
    subject="worker",
    tone=Tone.FAVOURABLE,
    basis=Basis.TRANSACTION,
    source="《深圳经济特区社会信用条例》第39条",
    fields=(
        Field(
            "praise_kind",
            "表扬方式",
            "choice",
            ("表扬形式", "表扬类型"),
            sight=Sight.PUBLIC,
            required=True,
            choices=("pennant", "letter", "hotline", "media"),
            words=(("锦旗", "赠送锦旗"), ("表扬信", "感谢信"), ("热线表扬", "来电表扬"), ("媒体报道",)),
        ),
        Field("given_on", "表扬日期", "date", ("表扬时间",), sight=Sight.PUBLIC, measured=True, required=True),
        Field("source_text", "表扬内容", "long_text", ("表扬事由", "事迹"), sealed=True),
    ),
    key=("given_on", "praise_kind"),
    happened="given_on",
    evidence="锦旗照片、表扬信",
    submitters=("household", "company", "street", "association", "bureau"),
    shelf=Shelf.INDUSTRY,
)
