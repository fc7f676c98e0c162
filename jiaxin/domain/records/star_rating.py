"""星级评定 — one to five stars given by the association's or the bureau's procedure.

Unit    stars, 1 to 5.
Source  DB15/T 3738-2024 and the Anhui 星级评定; a grade lasts as printed on the notice.
Not here  the families' ratings (rating), the score (scoring).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="star.rating",
    label="星级评定",
    subject="any",
    tone=Tone.FAVOURABLE,
    basis=Basis.STATUTE,
    source="DB15/T 3738-2024；安徽家政星级评定",
    fields=(
        Field(
            "star",
            "评定星级",
            "stars",
            ("评定等级", "星级等级"),
            unit="星",
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
            bounds=(1, 5),
        ),
        Field(
            "rated_on", "评定日期", "date", ("评定时间", "公布日期"), sight=Sight.PUBLIC, measured=True, required=True
        ),
        Field("valid_through", "有效期至", "date", ("星级有效期至", "有效期"), sight=Sight.PUBLIC, measured=True),
        Field("authority", "评定单位", "text", ("评定机构",), sight=Sight.PUBLIC),
    ),
    key=("rated_on",),
    happened="rated_on",
    evidence="评定公告",
    submitters=("association", "bureau"),
)
