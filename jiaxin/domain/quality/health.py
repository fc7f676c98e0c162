"""健康检查 — a check-up in the future, an expired one, a class below what the job needs.

Source  商服贸规函〔2020〕191号; rulebook: health_valid_months, health_class.
Silent  where a job is unknown: what it needs is unknown too.
"""

from jiaxin.domain.facts import Value
from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import CellCheck, Remark, RowCheck, RowUnderCheck
from jiaxin.domain.quality.thresholds import Limits

_SOURCE = "商服贸规函〔2020〕191号"
REMARKS = (
    Remark("health-future", Severity.ERROR, "体检日期晚于今天：{shown}", "请填写实际体检的日期", _SOURCE),
    Remark("health-expired", Severity.WARNING, "体检已超过12个月：{shown}", "请安排重新体检后更新", _SOURCE),
    Remark(
        "health-class-low",
        Severity.WARNING,
        "健康类别“{shown}”低于所做工种的要求",
        "请按工种补做相应类别的体检",
        _SOURCE,
    ),
    Remark(
        "class-unknown",
        Severity.WARNING,
        "健康类别无法识别：{shown}",
        "请填写一般、居家、养老照护或母婴照护家政服务员",
        _SOURCE,
    ),
)


def _checked(value: Value, limits: Limits) -> str:
    day = str(value)
    if day > limits.today:
        return "health-future"
    return "health-expired" if day < limits.health_since else ""


def _class(row: RowUnderCheck) -> None:
    has, jobs = row.values["health_class"], row.values["job_types"]
    if not has or not isinstance(jobs, list):
        return
    rank = row.limits.class_rank
    needed = max(rank[_needed(row, str(job))] for job in jobs)
    if rank.get(str(has), needed) < needed:
        row.note("health-class-low", "health_class")


def _needed(row: RowUnderCheck, job: str) -> str:
    limits = row.limits
    if job == limits.live_in_job and "住家" in row.raw("job_types").replace("不住家", ""):
        return limits.live_in_needed
    return limits.class_needed.get(job, next(iter(limits.class_rank)))


CHECKS = (
    CellCheck("health-day", ("health_checked_on",), _checked),
    RowCheck("health-class-low", ("health_class", "job_types"), _class),
)
