"""菜单 — what each role finds at the side of every page. A line leads only where the role may go."""

from collections.abc import Iterable

from django.http import HttpRequest

from jiaxin.domain.permissions import Actor, Permission, Role, may_ever
from jiaxin.portals.shared.parts import Entry

_COMPANY = (Role.COMPANY_MANAGER, Role.COMPANY_CLERK)
_OFFICE = (
    ("", (
        (Permission.HOME_OPEN, Entry("今天", "/office/", "home")),
        (Permission.HOME_OPEN, Entry("通知", "/office/messages", "bell")),
        (Permission.BATCH_RECEIVE, Entry("上传资料", "/office/upload", "file-upload")),
        (Permission.BATCH_VIEW, Entry("批次", "/office/batches", "files")),
    )),
    ("名册", (
        (Permission.WORKER_LIST, Entry("人员", "/office/workers", "users")),
        (Permission.COMPANY_LIST, Entry("企业", "/office/companies", "building-store")),
        (Permission.CARER_FIND, Entry("找照护人员", "/office/carers", "search")),
        (Permission.EMPLOYMENT_CHECK, Entry("用工核对", "/office/employment", "list-check")),
        (Permission.IDENTITY_DECIDE, Entry("身份疑问", "/office/identity", "users")),
        (Permission.IDENTITY_VERIFY, Entry("身份核验台", "/office/verification", "clipboard-check")),
        (Permission.CODE_HEAR, Entry("口述码查询", "/office/hear", "phone")),
        (Permission.EXPORT_ASK, Entry("导出审批", "/exports/", "download")),
        (Permission.LETTER_HANDLE, Entry("跨区互换", "/office/exchange", "refresh")),
    )),
    ("上门与当面", (
        (Permission.CLAIM_CONFIRM_COUNTER, Entry("当面确认", "/field/confirm", "clipboard-check")),
        (Permission.FIELD_RECORD, Entry("上门采集", "/field/capture", "device-mobile")),
        (Permission.FIELD_RECORD, Entry("上门登记", "/field/records", "list-check")),
        (Permission.PAPER_DECIDE, Entry("核对证件", "/office/papers", "file-description")),
        (Permission.FIELD_DEVICE, Entry("采集手机", "/field/phones", "device-mobile")),
    )),
    ("办事", (
        (Permission.CASE_VIEW, Entry("办理事项", "/office/cases", "clipboard-check")),
        (Permission.REPORT_FILE, Entry("登记举报", "/office/cases/report", "message-circle")),
        (Permission.RED_PROPOSE, Entry("红码复核", "/office/reviews", "shield-check")),
        (Permission.SUSPENSION_AUDIT, Entry("临时停码", "/office/cases/suspensions", "shield-check")),
        (Permission.SUSPICION_VIEW, Entry("可疑评价", "/office/suspicions", "eye")),
        (Permission.DOUBT_VIEW, Entry("记录疑点", "/office/doubts", "list-check")),
        (Permission.SUSPICION_VIEW, Entry("同图疑点", "/office/twins", "files")),
        (Permission.RETURN_HANDLE, Entry("企业月报", "/office/returns", "files")),
        (Permission.SUBSIDY_LIST, Entry("扶持资金", "/office/support", "star")),
        (Permission.PROJECT_CALL, Entry("项目申报", "/office/projects", "star")),
        (Permission.STAR_REVIEW, Entry("星级申报率", "/office/stars", "chart-bar")),
        (Permission.EVALUATION_MARK, Entry("我的评估", "/office/evaluations/mine", "list-check")),
        (Permission.EVALUATION_ASSIGN, Entry("第三方评估", "/office/evaluations", "list-check")),
    )),
    ("检查", (
        (Permission.INSPECTION_DRAW, Entry("双随机抽查", "/office/draws", "list-check")),
        (Permission.DRAW_JOIN, Entry("共同随机数", "/office/draws/joint", "lock")),
        (Permission.INSPECTION_DRAW, Entry("专项检查", "/office/specials", "list-check")),
        (Permission.SUPERVISION_VISIT, Entry("走访", "/office/visits", "clipboard-check")),
    )),
    ("统计与会议", (
        (Permission.COVERAGE_VIEW, Entry("建档进度", "/office/coverage", "chart-bar")),
        (Permission.BOARD_VIEW, Entry("监测指标", "/office/board", "chart-bar")),
        (Permission.TASK_DO, Entry("攻坚行动", "/office/pushes", "flag")),
        (Permission.TASK_DO, Entry("联席会议任务", "/office/tasks", "clipboard-check")),
        (Permission.TASK_DO, Entry("街道考核", "/office/assessment", "list-check")),
        (Permission.BOARD_VIEW, Entry("满意度调查", "/office/survey", "star")),
        (Permission.PACK_MAKE, Entry("会议材料", "/office/packs", "file-description")),
        (Permission.MEMBERS_KEEP, Entry("协会会员", "/office/members", "users")),
        (Permission.MEMBERS_PAPER, Entry("协会会员", "/office/memberships", "users")),
    )),
    ("诚信建设", (
        (Permission.MEASURE_PROPOSE, Entry("诚信承诺", "/office/pledges", "shield-check")),
        (Permission.CAMPAIGN_PLAN, Entry("活动", "/office/campaigns", "star")),
        (Permission.COURSE_KEEP, Entry("课程", "/office/courses", "calendar")),
        (Permission.POSTER_KEEP, Entry("诚信宣传", "/office/posters", "star")),
        (Permission.STANDARD_DRAFT, Entry("评价规范", "/office/standards", "files")),
    )),
    ("规则与系统", (
        (Permission.RULES_VIEW, Entry("评分规则", "/office/rules", "list-check")),
        (Permission.RULES_DRAFT, Entry("规则比较", "/office/rules/compare", "chart-bar")),
        (Permission.ALARM_SEE, Entry("警报", "/office/alarms", "alert-triangle")),
        (Permission.LEAK_HANDLE, Entry("泄露处置", "/office/leaks", "alert-circle")),
        (Permission.ACCOUNT_LIST, Entry("账号", "/office/accounts", "lock")),
        (Permission.ACCOUNT_LIST, Entry("接口令牌", "/office/tokens", "lock")),
        (Permission.LOG_VIEW, Entry("访问记录", "/office/log", "eye")),
        (Permission.ACCOUNT_OPEN, Entry("设计样例", "/office/design", "info-circle")),
    )),
)  # fmt: skip
_SENDER = (
    (Permission.BATCH_RECEIVE, Entry("今天", "/company/", "home")),
    (Permission.BATCH_RECEIVE, Entry("通知", "/company/messages", "bell")),
    (Permission.BATCH_RECEIVE, Entry("上传资料", "/company/upload", "file-upload")),
    (Permission.BATCH_RECEIVE, Entry("照片和证书", "/company/papers", "id-badge-2")),
    (Permission.BATCH_VIEW, Entry("批次", "/company/batches", "files")),
    (Permission.WORKER_LIST, Entry("人员", "/company/workers", "users")),
    (Permission.WORKER_LIST, Entry("数据质量", "/company/quality", "chart-bar")),
    (Permission.REVIEW_VIEW, Entry("评价与回复", "/company/reviews", "message-circle")),
    (Permission.REVIEW_VIEW, Entry("满意度调查", "/company/survey", "chart-bar")),
    (Permission.EMPLOYMENT_CHECK, Entry("用工核对", "/company/employment", "list-check")),
    (Permission.DOUBT_ANSWER, Entry("记录核查", "/company/doubts", "clipboard-check")),
    (Permission.PAPER_MAKE, Entry("会议材料", "/company/reports/", "file-description")),
    (Permission.RETURN_FILE, Entry("企业月报", "/company/returns", "files")),
    (Permission.CASE_VIEW, Entry("事项和信用", "/company/cases", "clipboard-check")),
    (Permission.STAR_APPLY, Entry("扶持资金", "/company/support", "star")),
    (Permission.STAR_APPLY, Entry("项目申报", "/company/projects", "star")),
    (Permission.CAMPAIGN_JOIN, Entry("活动", "/company/campaigns", "star")),
    (Permission.PLEDGE_SIGN, Entry("诚信承诺", "/company/pledge", "shield-check")),
    (Permission.MEMBERSHIP_OWN, Entry("行业协会", "/company/associations", "users")),
    (Permission.EXPORT_ASK, Entry("导出审批", "/exports/", "download")),
    (Permission.SCORE_EXPLAIN, Entry("本企业评分", "/company/score", "list-check")),
)


def menu_for(request: HttpRequest) -> tuple[Entry, ...]:
    """A company's lines, or an office's under headings; a heading with one line under it would only take room."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.role in _COMPANY:
        return _open_to(actor, _SENDER)
    found: list[Entry] = []
    for heading, lines in _OFFICE:
        here = _open_to(actor, lines)
        found += [Entry(heading, children=here)] if heading and len(here) > 1 else here
    return tuple(found)


def _open_to(actor: Actor, lines: Iterable[tuple[Permission, Entry]]) -> tuple[Entry, ...]:
    return tuple(entry for permission, entry in lines if may_ever(actor.role, permission))
