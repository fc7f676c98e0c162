"""权限表 — role × permission × scope, on one page.

A cell is how far the role's permission goes:

    D district   S own street   G own grid and own filings   O own organisation   M oneself   · not at all
    A members of the own association: companies that are confirmed members today, who works there, and what concerns them; and its own

Columns, left to right: bureau (admin, clerk), department liaisons (market, labour, civil, police),
street, grid, association, company (manager, clerk), worker, household, evaluator, social supervisor,
auditor, system administrator, security administrator, system jobs.

`fields`  information classes a page under this permission may show; what a role never sees is in NEVER
`marks`   step-up: proved again within minutes · four-eyes: not by who proposed it ·
          consent: not after the person has withdrawn · for:PURPOSE: not without this purpose · established: not while others speak for her ·
          reviewers: while others speak for her, only who submitted it and who reviews it
`duty`    which of the three administrations (三员) the permission belongs to

Not here  which single field a consumer's card shows (domain/disclosure).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jiaxin.domain.permissions.names import Duty, FieldClass, Permission, Reach, Role

P = Permission
F = FieldClass
_FILE = (F.BASIC, F.CONTACT, F.HEALTH, F.BACKGROUND, F.CONDUCT)


@dataclass(frozen=True, slots=True)
class Row:
    """One permission: what it is called, who has it how far, and under which conditions."""

    permission: Permission
    label: str
    cells: str
    fields: tuple[FieldClass, ...] = ()
    marks: str = ""
    duty: Duty | None = None

    @property
    def reach(self) -> Mapping[Role, Reach]:
        return _REACH[self.permission]

    def has(self, mark: str) -> bool:
        return mark in self.marks.split()


# fmt: off
TABLE: tuple[Row, ...] = (
    #                                              bu   dept     st gr as co   wk hh ev sv au sy se job
    Row(P.BATCH_RECEIVE,         "上传名册、台账",   "D D  O O O O  O ·  · O O  · ·  · · · · ·  D"),
    Row(P.BATCH_VIEW,            "查看批次和问题",   "D D  O O O O  O ·  · O O  · ·  · · · · ·  D", (F.BASIC, F.CONTACT)),
    Row(P.BATCH_ACCEPT,          "确认入库",         "D D  O O O O  O ·  · O O  · ·  · · · · ·  D"),
    Row(P.BATCH_UNDO,            "撤销批次",         "D D  O O O O  O ·  · O ·  · ·  · · · · ·  D"),
    Row(P.WORKBOOK_DOWNLOAD,     "下载退回表",       "D D  O O O O  O ·  · O O  · ·  · · · · ·  ·", (*_FILE, F.IDENTITY)),
    Row(P.TEMPLATE_DOWNLOAD,     "下载模板",         "D D  O O O O  O ·  · O O  · ·  · · · · ·  ·", _FILE),
    Row(P.COLUMNS_MAP,           "指认表头",         "D D  O O O O  O ·  · O O  · ·  · · · · ·  ·"),

    Row(P.WORKER_LIST,           "家政员列表",       "D D  D D D D  S G  · O O  · ·  · · · · ·  D", (F.BASIC,)),
    Row(P.WORKER_FIND,           "按证件查找",       "D D  D D D D  S ·  · O O  · ·  · · · · ·  D", (F.BASIC,)),
    Row(P.LIST_EXPORT,           "导出人员列表",     "D D  D D D D  S ·  · O O  · ·  · · · · ·  ·", (F.BASIC,), "step-up"),
    Row(P.EXPORT_ASK,            "申请导出",         "D D  D D D D  S G  · O O  · ·  · · · · ·  ·"),
    Row(P.EXPORT_DECIDE,         "批准导出",         "D D  · · · ·  · ·  · O ·  · ·  · · · · ·  ·", (), "four-eyes step-up"),
    Row(P.CARER_FIND,            "查找照护人员",     "D D  · · D ·  S ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT), "consent established for:sharing"),
    Row(P.MAPPED_EXPORT,         "按对照表导出",     "D D  · · · ·  · ·  · O O  · ·  · · · · ·  ·", (*_FILE, F.IDENTITY), "step-up consent established"),
    Row(P.FILE_VIEW,             "查看信用档案",     "D D  D D D D  S G  · O O  · ·  · · · · ·  D", _FILE, "consent reviewers"),
    Row(P.FILE_OWN,              "查看本人档案",     "· ·  · · · ·  · ·  · · ·  M M  · · · · ·  ·", (*_FILE, F.IDENTITY)),
    Row(P.FILE_OPEN,             "本人建档",         "· ·  · · · ·  · ·  · · ·  D ·  · · · · ·  ·"),
    Row(P.PAPER_HAND_IN,         "补交证件",         "· ·  · · · ·  · ·  · · ·  M ·  · · · · ·  ·"),
    Row(P.PAPER_DECIDE,          "核对补交的证件",   "D D  · · · ·  S ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONTACT, F.HEALTH)),
    Row(P.AVAILABILITY_SAY,      "登记可服务时间",   "· ·  · · · ·  · ·  · · ·  M ·  · · · · ·  ·"),
    Row(P.FIELD_REVEAL,          "显示完整信息",     "D D  · · · D  S G  · O ·  · ·  · · · · ·  ·", (F.CONTACT, F.IDENTITY), "step-up consent"),
    Row(P.COMPANY_LIST,          "企业列表",         "D D  D D D D  D D  A O O  · ·  · · · · ·  D"),
    Row(P.COMPANY_VIEW,          "查看企业档案",     "D D  D D D D  D D  A O O  · ·  · · · · ·  D"),
    Row(P.CONSENT_GIVE,          "授权",             "· ·  · · · ·  · ·  · · ·  M M  · · · · ·  ·"),
    Row(P.CONSENT_WITHDRAW,      "撤回授权",         "· ·  · · · ·  · ·  · · ·  M M  · · · · ·  ·"),

    Row(P.IDENTITY_DECIDE,       "判断身份疑问",     "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  D", (F.BASIC, F.CONTACT, F.IDENTITY), "step-up"),
    Row(P.IDENTITY_MERGE,        "合并、拆分档案",   "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONTACT, F.IDENTITY), "step-up"),
    Row(P.IDENTITY_VERIFY,       "送核身份",         "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  D", (F.BASIC, F.CONTACT, F.IDENTITY), "step-up"),

    Row(P.CLAIM_CONFIRM_OWN,     "本人确认建档",     "· ·  · · · ·  · ·  · · ·  M ·  · · · · ·  ·", _FILE),
    Row(P.CLAIM_CONFIRM_COUNTER, "柜台确认建档",     "D D  · D · ·  S ·  · · ·  · ·  · · · · ·  ·", _FILE),
    Row(P.CLAIM_CONFIRM_FIELD,   "上门确认建档",     "· ·  · · · ·  S S  · · ·  · ·  · · · · ·  ·", _FILE),
    Row(P.CLAIM_ATTACH_PAPER,    "上传纸质授权书",   "D D  · · · ·  S G  · O O  · ·  · · · · ·  ·", (F.BASIC,)),
    Row(P.CLAIM_LAPSE,           "代录到期清除",     "· ·  · · · ·  · ·  · · ·  · ·  · · · · ·  D"),
    Row(P.FIELD_RECORD,          "上门登记",         "· ·  · · · ·  S G  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONTACT)),
    Row(P.FIELD_DECIDE,          "核对上门登记",     "· ·  · · · ·  S ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONTACT)),
    Row(P.FIELD_DEVICE,          "停用采集手机",     "· ·  · · · ·  S G  · · ·  · ·  · · · · D  ·"),

    Row(P.RED_PROPOSE,           "提出红码",         "D D  D · · ·  · ·  · · ·  · ·  · · · · ·  D", (F.BASIC, F.CONDUCT), "established"),
    Row(P.RED_DECIDE,            "复核红码",         "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT), "four-eyes step-up"),

    #                                              bu   dept     st gr as co   wk hh ev sv au sy se job
    Row(P.COMPLAINT_FILE,        "提出投诉",         "D D  D D · ·  S S  A · ·  M M  · · · · ·  D"),
    Row(P.COMPLAINT_PARTY,       "跟进本人的投诉",   "D D  · · · ·  S ·  A · ·  M M  · · · · ·  ·"),
    Row(P.COMPLAINT_HANDLE,      "办理投诉",         "D D  D D · ·  S ·  A · ·  · ·  · · · · ·  D", (F.BASIC, F.CONDUCT)),
    Row(P.COMPLAINT_DECIDE,      "认定投诉",         "D D  D D · ·  · ·  A · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.REPORT_FILE,           "登记举报",         "D D  D D D D  S S  D · ·  · ·  · · · · ·  D"),
    Row(P.REPORT_HANDLE,         "办理举报",         "D D  D D · ·  · ·  · · ·  · ·  · · · · ·  ·"),
    Row(P.HANDOVER_TAKE,         "签收移送事项",     "· ·  O O O O  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.CASE_ANSWER,           "陈述和申辩",       "D D  · · · ·  S ·  A O O  M M  · · · · ·  ·"),
    Row(P.CASE_VIEW,             "查看办理事项",     "D D  D D D D  S ·  A O O  M M  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.OBJECTION_RAISE,       "提出异议",         "D D  · · · ·  S ·  · O O  M M  · · · · ·  ·"),
    Row(P.OBJECTION_HANDLE,      "办理异议",         "D D  D D D D  S ·  A · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.MEASURE_PROPOSE,       "提出行业措施",     "D D  · · · ·  · ·  A · ·  · ·  · · · · ·  D", (F.BASIC, F.CONDUCT)),
    Row(P.MEASURE_DECIDE,        "决定行业措施",     "D ·  · · · ·  · ·  A · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT), "step-up"),
    Row(P.PUBLICATION_PROPOSE,   "提出公示",         "D D  D D D D  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.PUBLICATION_DECIDE,    "决定公示",         "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT), "step-up"),
    Row(P.REPAIR_APPLY,          "申请信用修复",     "· ·  · · · ·  · ·  · O ·  M ·  · · · · ·  ·"),
    Row(P.REPAIR_HANDLE,         "受理信用修复",     "D D  D D D D  · ·  · · ·  · ·  · · · · ·  D", (F.BASIC, F.CONDUCT)),
    Row(P.REPAIR_DECIDE,         "决定信用修复",     "D ·  D D D D  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT), "step-up"),
    Row(P.SUSPENSION_ASK,        "临时停码",         "D D  · · · D  · ·  · · ·  · ·  · · · · ·  D", (F.BASIC,)),
    Row(P.SUSPENSION_AUDIT,      "核对临时停码",     "· ·  · · · ·  · ·  · · ·  · ·  · · D · ·  ·", (), "", Duty.AUDIT),
    Row(P.STAR_APPLY,            "申报星级",         "· ·  · · · ·  · ·  · O ·  · ·  · · · · ·  ·"),
    Row(P.RETURN_FILE,           "报送企业月报",     "· ·  · · · ·  · ·  · O O  · ·  · · · · ·  ·"),
    Row(P.RETURN_HANDLE,         "办理企业月报",     "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·"),
    Row(P.PLEDGE_SIGN,           "签署诚信承诺",     "· ·  · · · ·  · ·  · O ·  · ·  · · · · ·  ·"),
    Row(P.CAMPAIGN_PLAN,         "组织活动",         "D D  · · · ·  · ·  D · ·  · ·  · · · · ·  ·"),
    Row(P.CAMPAIGN_JOIN,         "参加活动",         "· ·  · · · ·  · ·  · O ·  · ·  · · · · ·  ·"),
    Row(P.REVIEW_VIEW,           "查看评价和回复",   "D D  · · · ·  · ·  · O O  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT), "consent established"),
    Row(P.REVIEW_ANSWER,         "回复评价",         "· ·  · · · ·  · ·  · O O  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT), "consent established"),
    Row(P.REPLY_HIDE,            "隐藏评价回复",     "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.STAR_REVIEW,           "星级材料审核",     "D D  · · · ·  · ·  A · ·  · ·  · · · · ·  ·"),
    Row(P.STAR_ASSESS,           "星级现场评分",     "· ·  · · · ·  · ·  A · ·  · ·  · · · · ·  ·"),
    Row(P.STAR_AWARD,            "授予星级",         "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (), "step-up"),
    Row(P.EVALUATION_ASSIGN,     "派发第三方评估",   "D D  · · · ·  · ·  A · ·  · ·  · · · · ·  ·"),
    Row(P.EVALUATION_MARK,       "第三方评估评分",   "· ·  · · · ·  · ·  · · ·  · ·  O · · · ·  ·"),
    Row(P.SUPERVISION_VISIT,     "社会监督走访",     "· ·  · · · ·  · ·  · · ·  · ·  · D · · ·  ·"),
    Row(P.SUPERVISION_HANDLE,    "处理监督走访",     "D D  D · · ·  · ·  A · ·  · ·  · · · · ·  ·"),
    Row(P.POSTER_KEEP,           "诚信宣传海报",     "D D  · · · ·  · ·  D · ·  · ·  · · · · ·  ·"),
    Row(P.PROJECT_CALL,          "组织项目申报",     "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·"),
    Row(P.PROJECT_DECIDE,        "决定项目申报",     "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (), "step-up"),
    Row(P.SUBSIDY_LIST,          "计算补贴名单",     "D D  · D · ·  · ·  · · ·  · ·  · · · · ·  D"),
    Row(P.POINTS_KEEP,           "记社区积分",       "D D  · · · ·  S ·  · · ·  · ·  · · · · ·  ·", (F.BASIC,), "consent established for:points"),
    Row(P.SUBSIDY_DECIDE,        "批准补贴",         "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (), "step-up"),
    Row(P.INSPECTION_DRAW,       "抽取检查对象",     "D D  D · · ·  · ·  · · ·  · ·  · · · · ·  D"),
    Row(P.DRAW_JOIN,             "出共同随机数",     "D ·  D D D D  · ·  D · ·  · ·  · · · · ·  ·"),
    Row(P.INSPECTION_VISIT,      "现场检查",         "D D  D D D ·  S ·  · · ·  · ·  · · · · ·  ·"),
    Row(P.RECTIFY_OWN,           "报送整改",         "· ·  · · · ·  · ·  · O O  · ·  · · · · ·  ·"),
    Row(P.STANDARD_DRAFT,        "起草评价规范",     "D D  · · · ·  · ·  D · ·  · ·  · · · · ·  D"),
    Row(P.STANDARD_ADOPT,        "通过评价规范",     "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (), "step-up"),

    Row(P.RULES_VIEW,            "查看评分规则",     "D D  D D D D  D D  D D D  D D  D D D D D  D"),
    Row(P.RULES_DRAFT,           "起草评分规则",     "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·"),
    Row(P.RULES_PROMULGATE,      "发布评分规则",     "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (), "four-eyes step-up"),

    Row(P.COURSE_KEEP,           "开课",             "D D  · · · ·  O ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONTACT)),
    Row(P.COURSE_ROLL,           "导出报名名单和登记到课", "D D  · · · ·  O ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONTACT, F.IDENTITY), "step-up"),
    Row(P.COURSE_JOIN,           "报名课程",         "· ·  · · · ·  · ·  · · ·  M ·  · · · · ·  ·"),

    Row(P.CODE_VIEW,             "查看信用码",       "D D  · · · ·  S G  · O O  M ·  · · · · ·  D", (F.BASIC,), "consent"),
    Row(P.CODE_ISSUE,            "发放信用码",       "D D  · · · ·  S ·  · · ·  M ·  · · · · ·  D", (F.BASIC,), "consent established"),
    Row(P.CODE_SUSPEND,          "停用信用码",       "D D  · · · ·  · ·  · · ·  M ·  · · · · ·  D", (F.BASIC,)),

    Row(P.CODE_SHOW,             "本人亮码和出示",   "· ·  · · · ·  · ·  · · ·  M ·  · · · · ·  ·", (F.BASIC,)),
    Row(P.CODE_HEAR,             "口述码查询",       "D D  · · · ·  D D  · · ·  · ·  · · · · ·  ·"),  # says what the public card says
    Row(P.CODE_KEY,              "管理签码密钥",     "· ·  · · · ·  · ·  · · ·  · ·  · · · · D  D", (), "step-up", Duty.SECURITY),

    Row(P.SCORE_EXPLAIN,         "查看评分理由",     "D D  · · · ·  · ·  · O O  · ·  · · · · ·  D", (F.BASIC, F.CONDUCT), "consent"),
    Row(P.SCORE_OWN,             "查看本人评分",     "· ·  · · · ·  · ·  · · ·  M ·  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.SUSPICION_VIEW,        "查看可疑评价",     "D D  D · · ·  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.SUSPICION_DECIDE,      "核查可疑评价",     "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONDUCT)),
    Row(P.DOUBT_VIEW,            "查看记录疑点",     "D D  D · · ·  S ·  · · ·  · ·  · · · · ·  D", (F.BASIC,)),
    Row(P.DOUBT_DECIDE,          "核查记录疑点",     "D D  · · · ·  S ·  · · ·  · ·  · · · · ·  ·", (F.BASIC,)),
    Row(P.DOUBT_ANSWER,          "答复记录核查",     "· ·  · · · ·  · ·  · O O  · ·  · · · · ·  ·", (F.BASIC,)),
    Row(P.COVERAGE_VIEW,         "查看建档进度",     "D D  D D D D  D D  D O O  · ·  · · · · ·  D"),
    Row(P.BOARD_VIEW,            "查看监测指标",     "D D  D D D D  D ·  D · ·  · ·  · · · · ·  D"),
    Row(P.PACK_MAKE,             "生成会议材料",     "D D  D D D D  D ·  D · ·  · ·  · · · · ·  D"),
    Row(P.PAPER_MAKE,            "生成企业、协会材料", "D D  D D D D  · ·  O O ·  · ·  · · · · ·  ·"),
    Row(P.MEMBERS_KEEP,          "维护协会会员名单", "· ·  · · · ·  · ·  O · ·  · ·  · · · · ·  ·"),
    Row(P.MEMBERS_PAPER,         "凭书面材料登记会员", "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·"),
    Row(P.MEMBERSHIP_OWN,        "确认和退出协会",   "· ·  · · · ·  · ·  · O ·  · ·  · · · · ·  ·"),
    Row(P.TASK_GIVE,             "下达联席会议任务", "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·"),
    Row(P.TASK_DO,               "办理联席会议任务", "D D  O O O O  S ·  O · ·  · ·  · · · · ·  ·"),
    Row(P.ASSESSMENT_FINAL,      "公布街道考核名单", "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (), "step-up"),
    Row(P.EMPLOYMENT_CHECK,      "核对用工登记",     "D D  · D · ·  · ·  · O O  · ·  · · · · ·  D", (F.BASIC,)),

    Row(P.MACHINE_PUSH,          "接口报送",         "D D  O O O O  O ·  · O O  · ·  · · · · ·  ·"),
    Row(P.MACHINE_FIND,          "接口查询",         "D D  D D D D  S ·  · O O  · ·  · · · · ·  ·", (F.BASIC,), "consent"),

    Row(P.PEER_PROPOSE,          "提出对接单位变更", "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (), "step-up"),
    Row(P.PEER_DECIDE,           "批准对接单位变更", "D ·  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (), "four-eyes step-up"),
    Row(P.LETTER_HANDLE,         "处理跨区来信",     "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  D"),
    Row(P.TRANSFER_OWN,          "同意跨区互换",     "· ·  · · · ·  · ·  · · ·  M ·  · · · · ·  ·"),

    Row(P.HOME_OPEN,             "进入系统",         "D D  D D D D  D D  D D D  D D  D D D D D  ·"),
    Row(P.LOG_VIEW,              "查看访问记录",     "· ·  · · · ·  · ·  · · ·  · ·  · · D · ·  ·", (), "", Duty.AUDIT),
    Row(P.LOG_OWN,               "谁查了我",         "· ·  · · · ·  · ·  · · ·  M M  · · · · ·  ·"),
    Row(P.RIGHTS_DEMAND,         "行使信息权利",     "· ·  · · · ·  · ·  · · ·  M M  · · · · ·  ·"),
    Row(P.RIGHTS_DECIDE,         "答复信息权利请求", "D D  · · · ·  · ·  · · ·  · ·  · · · · ·  ·", (F.BASIC, F.CONTACT)),
    Row(P.LEAK_HANDLE,           "处置泄露",         "· ·  · · · ·  · ·  · · ·  · ·  · · · · D  ·", (), "step-up", Duty.SECURITY),
    Row(P.ALARM_SEE,             "核查警报",         "· ·  · · · ·  · ·  · · ·  · ·  · · · · D  ·", (), "", Duty.SECURITY),
    Row(P.ACCOUNT_LIST,          "查看账号",         "· ·  · · · ·  · ·  · · ·  · ·  · · D D D  ·"),
    Row(P.ACCOUNT_OPEN,          "开设账号和机构",   "· ·  · · · ·  · ·  · · ·  · ·  · · · D ·  ·", (), "step-up", Duty.SYSTEM),
    Row(P.GRANT_GIVE,            "授予角色",         "· ·  · · · ·  · ·  · · ·  · ·  · · · · D  ·", (), "step-up", Duty.SECURITY),
    Row(P.OUTBOX_VIEW,           "查看待发短信",     "· ·  · · · ·  · ·  · · ·  · ·  · · · D ·  ·", (), "", Duty.SYSTEM),
    Row(P.NOTICE_TELL,           "发送通知",         "D D  D D D D  S S  D O O  M M  · · · · ·  D"),
    Row(P.SET_UP,                "初始化",           "· ·  · · · ·  · ·  · · ·  · ·  · · · · ·  D"),
    Row(P.JOB_RUN,               "运行任务",         "· ·  · · · ·  · ·  · · ·  · ·  · · · · ·  D"),
)

REVIEWERS: frozenset[Role] = frozenset(
    {Role.BUREAU_ADMIN, Role.BUREAU_CLERK, Role.STREET, Role.GRID, Role.SYSTEM}
)

# 授权事项: what is kept for a purpose of its own, who looks by her consent alone, and what refusals call it.
KEPT_FOR: Mapping[FieldClass, str] = {F.HEALTH: "health", F.BACKGROUND: "background"}
BY_CONSENT: Mapping[Role, str] = {Role.CIVIL: "sharing"}
PURPOSES: Mapping[str, str] = {"health": "健康证明", "background": "背景核查", "sharing": "提供给民政和养老机构", "points": "社区积分"}

# Matters of the district that name no company and no person: read by everybody who works here, however far she reaches.
OF_THE_DISTRICT: frozenset[str] = frozenset({"standard", "draw", "push", "meeting-task", "street-assessment"})

NEVER: Mapping[Role, frozenset[FieldClass]] = {
    Role.ASSOCIATION: frozenset({F.IDENTITY, F.HEALTH, F.BACKGROUND, F.CONTACT}),
    Role.EVALUATOR: frozenset(F) - {F.BASIC},
    Role.SUPERVISOR: frozenset(F),
    Role.MARKET: frozenset({F.IDENTITY, F.HEALTH, F.BACKGROUND}),
    Role.LABOUR: frozenset({F.BACKGROUND}),
    Role.CIVIL: frozenset({F.IDENTITY}),
    Role.POLICE: frozenset({F.HEALTH}),
    Role.AUDITOR: frozenset(F),
    Role.SYSTEM_ADMIN: frozenset(F),
    Role.SECURITY_ADMIN: frozenset(F),
}
# fmt: on


def _read(row: Row) -> dict[Role, Reach]:
    cells = row.cells.split()
    if len(cells) != len(Role):
        raise ValueError(f"{row.permission}: {len(cells)} cells for {len(Role)} roles")
    return {role: Reach(cell) for role, cell in zip(Role, cells, strict=True) if cell != "·"}


MATRIX: Mapping[Permission, Row] = {row.permission: row for row in TABLE}
_REACH: Mapping[Permission, Mapping[Role, Reach]] = {row.permission: _read(row) for row in TABLE}
