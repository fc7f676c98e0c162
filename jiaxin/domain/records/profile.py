"""基本信息 — who a worker is: name, number, phone, address, photo, trades.

Source  SB/T 11224-2021 (信用档案建立基本要求); PIPL Art. 13 and 28: with her consent, and nothing the
        Shanghai regulation Art. 14 forbids (religion, genes, fingerprints, blood type, illness).
Window  the latest profile of a source replaces its older ones.
Silent  ethnicity is not kept: it serves no rule here.
Not here  documents and checks (their own kinds), consent itself (consent).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Sight, Tone
from jiaxin.domain.records.service_words import SERVICE_WORDS

EDUCATION_WORDS = (
    ("不识字", "文盲"),
    ("小学",),
    ("初中", "初级中学"),
    ("中专", "职高", "技校", "中等专科"),
    ("高中",),
    ("大专", "专科", "大学专科"),
    ("本科", "大学本科"),
    ("研究生", "硕士", "博士"),
)

KIND = Kind(
    code="profile",
    label="基本信息",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.CONSENT,
    source="SB/T 11224-2021；《个人信息保护法》第13、28条",
    fields=(
        Field(
            "name",
            "姓名",
            "name",
            ("服务人员姓名", "家政人员姓名", "员工姓名", "家政服务员", "服务员姓名", "阿姨姓名", "人员姓名"),
            sight=Sight.PUBLIC,
            sealed=True,
            required=True,
        ),
        Field(
            "id_number",
            "身份证号",
            "id_number",
            ("身份证号码", "证件号码", "公民身份号码", "身份证", "居民身份证号", "证件号", "有效证件号码"),
            sight=Sight.REGULATOR,
            sealed=True,
        ),
        Field("gender", "性别", "sex", sight=Sight.AUTHORISED, sealed=True, words=(("男",), ("女",))),
        Field(
            "birth_date", "出生日期", "date", ("出生年月日", "生日", "出生年月"), sight=Sight.AUTHORISED, sealed=True
        ),
        Field(
            "phone",
            "手机号",
            "phone",
            ("手机号码", "手机", "电话号码", "联系电话", "本人电话", "联系方式", "电话"),
            sealed=True,
        ),
        Field(
            "education",
            "文化程度",
            "education",
            ("学历", "受教育程度", "教育程度", "最高学历"),
            sight=Sight.AUTHORISED,
            sealed=True,
            words=EDUCATION_WORDS,
        ),
        Field(
            "residence_address",
            "现住址",
            "address",
            ("现居住地址", "居住地址", "现居住地", "常住地址", "住址", "家庭住址"),
            sealed=True,
        ),
        Field(
            "household_address", "户籍地址", "address", ("户口所在地", "户籍所在地", "户籍", "身份证地址"), sealed=True
        ),
        Field("photo", "照片", "file", ("证件照", "免冠照", "本人照片"), sight=Sight.PUBLIC, sealed=True),
        Field(
            "job_types",
            "工种",
            "job_types",
            ("岗位", "服务工种", "从事工种", "服务类型", "服务项目", "从业工种", "职业工种"),
            sight=Sight.PUBLIC,
            words=SERVICE_WORDS,
            many=True,
        ),
        Field("remark", "备注", "long_text", ("说明", "备注说明"), sealed=True),
        Field("collected_by", "采集人", "text", ("填表人", "录入人", "登记人", "经办人"), sealed=True),
        Field("collected_on", "采集日期", "date", ("填表日期", "录入日期", "登记日期", "采集时间")),
    ),
    happened="collected_on",
    circumstances=("collected_by", "collected_on"),
    submitters=("worker", "company", "street", "grid", "association", "bureau"),
)
