"""人员列 — how lists that are no rosters name a worker: 服务人员, 被投诉人, 被核验人 …

The columns feed the profile's fields for heading and reader; lists keep no profile of their own (narrowing).
Silent about contact persons, customers and legal representatives: `personal` keeps them out.
"""

from jiaxin.domain.sheets.sheet import Column

# from the first to the last word: 诉求人姓名 and 来电人电话 are of third parties, and never read
_ROLE = r"\A(?:被投诉|被诉|被反映|被举报|被处罚|被核验|被核查|被评价|被评|被回访|涉事|涉诉|涉及|上门|服务|家政|从业|派遣)?(?:的)?"
_WHO = r"(?:服务人员|服务员|家政服务员|家政人员|家政员|护理员|阿姨|保洁员|月嫂|从业人员|员工|人员|人|对象|当事人)"
_ABOUT = r"(?:基本|身份)?(?:信息|情况)?(?:的)?"

NAME = Column(
    "name",
    "profile.name",
    topic=rf"{_ROLE}(?:{_WHO}{_ABOUT}(?:姓名|名字|名单)?|姓名|名字)\Z",
    looks="person",
    personal=True,
)
ID_NUMBER = Column(
    "id_number",
    "profile.id_number",
    topic=rf"{_ROLE}{_WHO}?{_ABOUT}(?:居民|公民)?(?:有效)?(?:身份证件?|身份|证件)(?:号码?|编号)?\Z",
    hints=("身份", "id"),
    personal=True,
)
PHONE = Column(
    "phone",
    "profile.phone",
    topic=rf"{_ROLE}{_WHO}?{_ABOUT}(?:联系|移动|常用|本人)?(?:手机号码?|手机|电话号码?|电话|联系方式)\Z",
    personal=True,
)
