"""角色、权限、范围、信息类别 — the words the permission table is written in.

A permission is `scope:resource:action`. Source of the roles: the duties written into the district's
plan (bureau, departments, streets, grids, association, companies) and GB/T 22239-2019 8.1.4.2 d,
which wants system, security and audit administration in three different hands (三员分立).
"""

from enum import StrEnum


class Role(StrEnum):
    """角色. One account has one."""

    BUREAU_ADMIN = "bureau_admin"
    BUREAU_CLERK = "bureau_clerk"
    MARKET = "market"
    LABOUR = "labour"
    CIVIL = "civil"
    POLICE = "police"
    STREET = "street"
    GRID = "grid"
    ASSOCIATION = "association"
    COMPANY_MANAGER = "company_manager"
    COMPANY_CLERK = "company_clerk"
    WORKER = "worker"
    HOUSEHOLD = "household"
    EVALUATOR = "evaluator"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_staff(self) -> bool:
        """Works here, so a refusal tells the reason; the others learn only that there is no such page."""
        return self not in (Role.WORKER, Role.HOUSEHOLD)

    @property
    def handles(self) -> bool:
        """Handles other people's matters for the district: told which colleague did what and how who complains can be reached."""
        return self.is_staff and self not in (Role.COMPANY_MANAGER, Role.COMPANY_CLERK, Role.EVALUATOR, Role.SUPERVISOR)


_LABELS = {
    Role.BUREAU_ADMIN: "商务局管理员",
    Role.BUREAU_CLERK: "商务局经办",
    Role.MARKET: "市场监管联络员",
    Role.LABOUR: "人社联络员",
    Role.CIVIL: "民政联络员",
    Role.POLICE: "公安联络员",
    Role.STREET: "街道工作人员",
    Role.GRID: "网格员",
    Role.ASSOCIATION: "行业协会",
    Role.COMPANY_MANAGER: "企业负责人",
    Role.COMPANY_CLERK: "企业文员",
    Role.WORKER: "家政服务员",
    Role.HOUSEHOLD: "家庭",
    Role.EVALUATOR: "第三方评估",
    Role.SUPERVISOR: "社会监督员",
    Role.AUDITOR: "审计管理员",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.SYSTEM: "系统任务",
}


class Reach(StrEnum):
    """范围: how far a permission goes. The letters are those of the table."""

    DISTRICT = "D"  # everything in the district
    STREET = "S"  # own street
    GRID = "G"  # own grid, and what one has filed oneself
    ORGANISATION = "O"  # own organisation's
    MEMBERS = "A"  # the companies that belong to one's association today, and who works there
    SELF = "M"  # oneself


class FieldClass(StrEnum):
    """信息类别: what a page of personal data may show."""

    BASIC = "basic"  # masked name, trades, standing of checks
    CONTACT = "contact"  # full name, phone, address, photo
    IDENTITY = "identity"  # identity number
    HEALTH = "health"  # health checks
    BACKGROUND = "background"  # result and date of background checks
    CONDUCT = "conduct"  # complaints, ratings, penalties with their text


class Duty(StrEnum):
    """三员: the three administrations that no role may combine."""

    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


class Permission(StrEnum):
    """权限."""

    BATCH_RECEIVE = "intake:batch:receive"
    BATCH_VIEW = "intake:batch:view"
    BATCH_ACCEPT = "intake:batch:accept"
    BATCH_UNDO = "intake:batch:undo"
    WORKBOOK_DOWNLOAD = "intake:workbook:download"
    TEMPLATE_DOWNLOAD = "intake:template:download"
    COLUMNS_MAP = "intake:columns:map"

    WORKER_LIST = "registry:worker:list"
    WORKER_FIND = "registry:worker:find"
    LIST_EXPORT = "registry:list:export"
    EXPORT_ASK = "access:export:ask"
    EXPORT_DECIDE = "access:export:decide"
    CARER_FIND = "matching:carer:find"
    MAPPED_EXPORT = "exchange:list:export"
    FILE_VIEW = "registry:file:view"
    FILE_OWN = "registry:file:own"
    FILE_OPEN = "registry:file:open"
    PAPER_HAND_IN = "registry:paper:hand-in"
    PAPER_DECIDE = "registry:paper:decide"
    AVAILABILITY_SAY = "registry:availability:say"
    FIELD_REVEAL = "registry:field:reveal"
    COMPANY_LIST = "registry:company:list"
    COMPANY_VIEW = "registry:company:view"
    CONSENT_GIVE = "registry:consent:give"
    CONSENT_WITHDRAW = "registry:consent:withdraw"

    IDENTITY_DECIDE = "registry:identity:decide"
    IDENTITY_MERGE = "registry:identity:merge"
    IDENTITY_VERIFY = "registry:identity:verify"

    CLAIM_CONFIRM_OWN = "claims:own:confirm"
    CLAIM_CONFIRM_COUNTER = "claims:counter:confirm"
    CLAIM_CONFIRM_FIELD = "claims:field:confirm"
    CLAIM_ATTACH_PAPER = "claims:paper:attach"
    CLAIM_LAPSE = "claims:claim:lapse"

    FIELD_RECORD = "field:record:file"
    FIELD_DECIDE = "field:record:decide"
    FIELD_DEVICE = "field:device:stop"

    RED_PROPOSE = "reviews:red:propose"
    RED_DECIDE = "reviews:red:decide"

    COMPLAINT_FILE = "cases:complaint:file"
    COMPLAINT_PARTY = "cases:complaint:follow"
    COMPLAINT_HANDLE = "cases:complaint:handle"
    COMPLAINT_DECIDE = "cases:complaint:decide"
    REPORT_FILE = "cases:report:file"
    REPORT_HANDLE = "cases:report:handle"
    HANDOVER_TAKE = "cases:handover:take"
    CASE_ANSWER = "cases:case:answer"
    CASE_VIEW = "cases:case:view"
    OBJECTION_RAISE = "cases:objection:raise"
    OBJECTION_HANDLE = "cases:objection:handle"
    MEASURE_PROPOSE = "cases:measure:propose"
    MEASURE_DECIDE = "cases:measure:decide"
    PUBLICATION_PROPOSE = "cases:publication:propose"
    PUBLICATION_DECIDE = "cases:publication:decide"
    REPAIR_APPLY = "cases:repair:apply"
    REPAIR_HANDLE = "cases:repair:handle"
    REPAIR_DECIDE = "cases:repair:decide"
    SUSPENSION_ASK = "cases:suspension:ask"
    SUSPENSION_AUDIT = "cases:suspension:audit"
    STAR_APPLY = "cases:star:apply"
    RETURN_FILE = "cases:return:file"
    RETURN_HANDLE = "cases:return:handle"
    PLEDGE_SIGN = "cases:pledge:sign"
    CAMPAIGN_PLAN = "cases:campaign:plan"
    CAMPAIGN_JOIN = "cases:campaign:join"
    REVIEW_VIEW = "cases:review:view"
    REVIEW_ANSWER = "cases:review:answer"
    REPLY_HIDE = "cases:reply:hide"
    POINTS_KEEP = "cases:points:keep"
    STAR_REVIEW = "cases:star:review"
    STAR_ASSESS = "cases:star:assess"
    STAR_AWARD = "cases:star:award"
    EVALUATION_ASSIGN = "cases:evaluation:assign"
    EVALUATION_MARK = "cases:evaluation:mark"
    SUPERVISION_VISIT = "cases:supervision:visit"
    SUPERVISION_HANDLE = "cases:supervision:handle"
    POSTER_KEEP = "cases:poster:keep"
    PROJECT_CALL = "cases:project:call"
    PROJECT_DECIDE = "cases:project:decide"
    SUBSIDY_LIST = "cases:subsidy:list"
    SUBSIDY_DECIDE = "cases:subsidy:decide"
    INSPECTION_DRAW = "cases:inspection:draw"
    DRAW_JOIN = "cases:draw:join"
    INSPECTION_VISIT = "cases:inspection:visit"
    RECTIFY_OWN = "cases:inspection:rectify"
    STANDARD_DRAFT = "cases:standard:draft"
    STANDARD_ADOPT = "cases:standard:adopt"

    RULES_VIEW = "rules:rulebook:view"
    RULES_DRAFT = "rules:rulebook:draft"
    RULES_PROMULGATE = "rules:rulebook:promulgate"

    COURSE_KEEP = "training:course:keep"
    COURSE_ROLL = "training:roll:export"
    COURSE_JOIN = "training:course:join"

    CODE_VIEW = "codes:code:view"
    CODE_ISSUE = "codes:code:issue"
    CODE_SUSPEND = "codes:code:suspend"
    CODE_SHOW = "codes:own:show"
    CODE_HEAR = "codes:digits:hear"
    CODE_KEY = "codes:key:manage"

    SCORE_EXPLAIN = "scoring:score:explain"
    SCORE_OWN = "scoring:score:own"
    SUSPICION_VIEW = "scoring:suspicion:view"
    SUSPICION_DECIDE = "scoring:suspicion:decide"
    DOUBT_VIEW = "intake:doubt:view"
    DOUBT_DECIDE = "intake:doubt:decide"
    DOUBT_ANSWER = "intake:doubt:answer"
    COVERAGE_VIEW = "oversight:coverage:view"
    BOARD_VIEW = "oversight:board:view"
    TASK_GIVE = "oversight:task:give"
    TASK_DO = "oversight:task:do"
    ASSESSMENT_FINAL = "oversight:assessment:publish"
    PACK_MAKE = "oversight:pack:make"
    PAPER_MAKE = "oversight:paper:make"
    MEMBERS_KEEP = "oversight:members:keep"
    MEMBERS_PAPER = "oversight:members:paper"
    MEMBERSHIP_OWN = "oversight:members:own"
    EMPLOYMENT_CHECK = "oversight:employment:check"

    MACHINE_PUSH = "machine:facts:push"
    MACHINE_FIND = "machine:worker:find"

    PEER_PROPOSE = "exchange:peer:propose"
    PEER_DECIDE = "exchange:peer:decide"
    LETTER_HANDLE = "exchange:letter:handle"
    TRANSFER_OWN = "exchange:own:agree"

    HOME_OPEN = "access:home:open"
    LOG_VIEW = "access:log:view"
    LOG_OWN = "access:log:own"
    RIGHTS_DEMAND = "rights:demand:ask"
    RIGHTS_DECIDE = "rights:demand:decide"
    LEAK_HANDLE = "rights:leak:handle"
    ALARM_SEE = "access:alarm:see"
    ACCOUNT_LIST = "access:account:list"
    ACCOUNT_OPEN = "access:account:open"
    GRANT_GIVE = "access:grant:give"
    OUTBOX_VIEW = "notices:outbox:view"
    NOTICE_TELL = "notices:message:tell"
    SET_UP = "system:district:set-up"
    JOB_RUN = "system:job:run"
