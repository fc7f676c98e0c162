"""荣誉 — an award by an authority or a competition, with its level and its end.

Source  shape of 《上海市社会信用条例》 Art. 11: only the awarding body reports it.
Window  through `valid_through`; without one, the rulebook's months.
Not here  thanks from families (praise), stars (star.rating).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone

KIND = Kind(
    code="honour",
    label="荣誉",
    subject="any",
    tone=Tone.FAVOURABLE,
    basis=Basis.STATUTE,
    source="《上海市社会信用条例》第11条",
    fields=(
        Field(
            "honour_name", "荣誉名称", "text", ("奖项名称", "获奖名称", "表彰名称"), sight=Sight.PUBLIC, required=True
        ),
        Field(
            "honour_level",
            "荣誉级别",
            "choice",
            ("级别", "奖项级别"),
            sight=Sight.PUBLIC,
            measured=True,
            choices=("national", "province", "city", "district", "industry"),
            words=(("国家级", "全国"), ("省级",), ("市级",), ("区级", "县级", "区县级"), ("行业", "协会")),
        ),
        Field(
            "awarded_on",
            "授予日期",
            "date",
            ("获奖日期", "表彰日期", "获奖时间"),
            sight=Sight.PUBLIC,
            measured=True,
            required=True,
        ),
        Field("authority", "授予单位", "text", ("颁发单位", "表彰单位"), sight=Sight.PUBLIC),
        Field("valid_through", "有效期至", "date", ("荣誉有效期至", "有效期"), sight=Sight.PUBLIC, measured=True),
    ),
    key=("honour_name", "awarded_on"),
    happened="awarded_on",
    evidence="荣誉证书或文件",
    submitters=("association", "department:labour", "department:civil", "bureau"),
)
