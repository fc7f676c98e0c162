"""从业人员名册 — the roster of workers that companies, streets and departments send.

One row is one person with what is said about her: profile, company, work, check-up, certificate,
training, insurance, consent.
Source  field table of the credit file; rules of reading and checking: tests/fixtures/rosters/README.md.
"""

from datetime import date
from functools import lru_cache

from jiaxin.domain.facts import Value
from jiaxin.domain.quality.thresholds import limits
from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values
from jiaxin.domain.values.identity_number import birth_of, sex_of

_PHONE = r"(?:联系|移动|常用|本人|个人|有效|通讯|通信)*(?:手机号码?|手机|电话号码?|电话|联系方式|联系号码|tel(?:ephone)?|mobile|phone|cell)(?:no|number)?"
_EDUCATION = r"文化程度|文化水平|学历(?:层次|情况|水平)?|(?:受?教育)(?:程度|水平|情况)|education(?:level)?|degree"
_CODE = r"统一社会信用|社会信用|统一信用|信用|组织机构|纳税人识别|uscc|credit"

COLUMNS = (
    Column(
        "name",
        "profile.name",
        aliases=(
            "真实姓名",
            "本人姓名",
            "名字",
            "从业人员",
            "服务人员",
            "家政员",
            "阿姨",
            "员工",
            "人员",
            "name",
            "full name",
        ),
        topic="person",
        aspect="called?",
        hints=("姓名", "名", "人", "员", "name"),
        looks="person",
        nothing=False,
        personal=True,
    ),
    Column(
        "id_number",
        "profile.id_number",
        aliases=(
            "身份证件号码",
            "居民身份证号码",
            "公民身份证号码",
            "身份号码",
            "身份证编号",
            "idcard",
            "id card no",
            "id number",
            "id no",
        ),
        topic="identity",
        aspect="number",
        hints=("证", "身份", "id", "号"),
        nothing=False,
        personal=True,
    ),
    Column("gender", "profile.gender", aliases=("男/女", "sex", "gender"), hints=("性", "男", "sex"), personal=True),
    Column(
        "birth_date",
        "profile.birth_date",
        aliases=("dob", "birthday", "出生时间"),
        topic="birth",
        aspect="date?",
        personal=True,
    ),
    Column(
        "phone",
        "profile.phone",
        aliases=("移动电话", "mobile", "phone", "tel", "联系手机", "手机电话"),
        topic=_PHONE,
        hints=("电话", "手机", "联系", "号", "tel", "phone", "mobile"),
        nothing=False,
        personal=True,
    ),
    Column("education", "profile.education", topic=_EDUCATION, hints=("文化", "学", "教育")),
    Column(
        "residence_address",
        "profile.residence_address",
        aliases=("地址", "家庭地址", "联系地址", "通讯地址", "现地址", "常住地", "居住地", "居所", "address"),
        topic="residence",
        aspect="address",
        hints=("住", "地址", "address"),
        looks="address",
        nothing=False,
        personal=True,
    ),
    Column(
        "household_address",
        "profile.household_address",
        aliases=("户籍所在地址", "户口地址", "户籍地", "户口地"),
        topic="household",
        aspect="address",
        hints=("户", "籍"),
        looks="address",
        nothing=False,
        personal=True,
    ),
    Column(
        "company_credit_code",
        "company.registration.company_credit_code",
        aliases=("信用代码", "统一信用代码", "企业信用代码", "税号", "uscc"),
        topic=_CODE,
        aspect="number",
        hints=("代码", "信用", "执照", "code"),
    ),
    Column(
        "company_name",
        "company.registration.company_name",
        aliases=(
            "所属企业",
            "公司名称",
            "单位名称",
            "企业名称",
            "所属公司",
            "所属单位",
            "工作单位",
            "单位",
            "公司",
            "企业",
            "服务机构",
        ),
        topic="company",
        aspect="name?",
        hints=("公司", "单位", "企业", "机构", "店"),
        looks="company",
    ),
    Column(
        "employment_mode",
        "employment.employment_mode",
        topic=r"用工|从业|就业|雇佣|聘用|劳动关系|劳务|合作",
        aspect="mode|kind",
        hints=("用工", "形式", "方式", "性质", "类型"),
    ),
    Column(
        "job_types", "profile.job_types", topic="job", aspect="sort", hints=("工种", "岗", "服务", "职", "类", "job")
    ),
    Column("started_on", "employment.started_on", topic="employment", aspect="from|date"),
    Column("health_class", "health.check.health_class", aspect="kind|level", hints=("健康", "体检", "类")),
    Column(
        "health_checked_on",
        "health.check.health_checked_on",
        aliases=("体检日",),
        aspect="date",
        expiry=True,
        only=True,
    ),
    Column(
        "health_hospital",
        "health.check.health_hospital",
        aliases=("体检机构", "体检医院", "体检单位"),
        aspect="place",
        hints=("医院",),
        looks="hospital",
        only=True,
    ),
    Column(
        "skill_name",
        "skill.certificate.skill_name",
        aliases=("证书名称", "技能证书", "技能证书名称", "职业资格名称", "职业资格证书", "证书"),
        aspect="name|kind?",
        looks="skill",
    ),
    Column("skill_level", "skill.certificate.skill_level", aspect="level", hints=("级",)),
    Column("skill_number", "skill.certificate.skill_number", aspect="number", hints=("证书", "编号", "号")),
    Column(
        "issued_on",
        "skill.certificate.issued_on",
        aliases=("证书发证日期", "证书日期"),
        aspect="date",
        listed=False,
        only=True,
    ),
    Column(
        "training_name",
        "training.training_name",
        aliases=("课程", "所学课程", "培训班"),
        aspect="name",
        looks="course",
    ),
    Column("training_hours", "training.training_hours", topic="hours"),
    Column("training_on", "training.training_on", aspect="date"),
    Column("insurance_kind", "insurance.insurance_kind", aspect="kind|name", hints=("险",), looks="insurance"),
    Column("insurance_policy", "insurance.insurance_policy", aspect="number", looks="policy"),
    Column("insurance_from", "insurance.insurance_from", aspect="from", listed=False),
    Column(
        "insurance_until",
        "insurance.insurance_until",
        aliases=("终保日期", "终保日", "终保时间", "脱保日期"),
        aspect="expiry",
    ),
    Column(
        "consent_signed",
        label="是否签署授权书",
        reads="consent",
        aliases=("授权书签署", "是否授权", "授权书", "是否签订授权书"),
        topic="consent",
        aspect="whether?",
        hints=("授权", "同意"),
    ),
    Column(
        "consent_on",
        "consent.signed_on",
        label="授权日期",
        aliases=("授权书签署日期", "授权书日期", "授权时间", "签署日期", "签署时间", "签字日期", "签订日期"),
        aspect="date",
        only=True,
    ),
    Column("collected_by", "profile.collected_by", topic="collected", aspect="person"),
    Column("collected_on", "profile.collected_on", topic="collected", aspect="date"),
    Column(
        "remark",
        "profile.remark",
        topic="remark",
        aliases=("备注信息", "附注", "其他", "其它", "其他说明", "备考", "注", "note", "notes", "remarks", "remark"),
    ),
)

_PERSON = {"name", "id_number", "gender", "birth_date"}


def _complete(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """Sex and birth date follow from the number, where nobody wrote them; a tick and a day are her consent."""
    made = [*drafts, *_consent(values, setting)]
    number = values.get("id_number")
    if not number:
        return made
    for at, draft in enumerate(made):
        if draft.kind == "profile":
            sealed: dict[str, Value] = {"gender": sex_of(str(number)), "birth_date": birth_of(str(number)), **draft.sealed}
            made[at] = Draft("profile", draft.subject_of, draft.happened_on, draft.key, draft.clear, sealed, draft.columns)
    return made


def _consent(values: Values, setting: Setting) -> list[Draft]:
    """The form in force on the day she signed. Which purposes it covers stands in the form, not in the sheet."""
    signed_on = values.get("consent_on")
    if not values.get("consent_signed") or not signed_on:
        return []
    version = str(limits(setting.as_of).consent_version)
    return [_consent_given(str(signed_on), version, setting.letters.get("consent_on", ""))]


@lru_cache(maxsize=1 << 12)  # the days of a file repeat
def _consent_given(signed_on: str, version: str, letter: str) -> Draft:
    clear: dict[str, Value] = {"text_version": version, "signed_on": signed_on, "method": "handwritten"}
    happened_on = date.fromisoformat(signed_on)
    return Draft("consent", "worker", happened_on, (version, signed_on), clear, {}, {"signed_on": letter})


SHEET = SheetKind(
    code="worker-roster",
    label="从业人员名册",
    columns=COLUMNS,
    titles=(
        "工作人员登记",
        "从业人员",
        "花名册",
        "名册",
        "人员信息",
        "员工",
        "家政人员",
        "人员登记",
        "档案",
        "人员名单",
    ),
    requires=(
        ("name", "id_number"),
        ("name", "phone"),
        ("id_number", "phone"),
        ("name", "job_types"),
        ("id_number", "job_types"),
        ("id_number", "company_name"),
    ),
    anchors=("name", "id_number", "phone"),
    checks=(
        "name-id-swapped",
        "id-phone-swapped",
        "name-missing",
        "id-missing",
        "phone-missing",
        "abolished-area",
        "age",
        "gender-id-mismatch",
        "birth-id-mismatch",
        "date-future",
        "started-before-16",
        "health-day",
        "health-class-low",
        "skill-number-future",
        "skill-level-mismatch",
        "training-hours",
        "insurance-expired",
        "consent-day",
        "consent-missing",
        "consent-date-missing",
        "company-not-active",
        "name-id-mismatch",
        "address-length",
        "remark-length",
        "formula-text",
        "duplicate-person",
        "phone-shared",
        "skill-number-shared",
        "row-copied",
        "phones-in-a-row",
        "policies-in-a-row",
    ),
    states=("profile", "consent", "employment", "health.check", "skill.certificate", "training", "insurance"),
    composes=_complete,
)
