"""今天: what waits is said at the desk of whoever may do it, with how much and by when; where nothing waits, how far she is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake.models import Claim, FieldRecord, IdentityQuestion, VerificationRequest
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.apps.rights.models import Leak
from jiaxin.apps.scoring.estimates import Suspected
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA
from tests.portals.office.officers import desk, district, officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - the first is a fixture

pytestmark = pytest.mark.django_db
STREET = "349912001"


def _home(role: Role, **more: str) -> str:
    return desk(role, **more).get("/office/").text


def _door_record(account: str, street: str = STREET, days_ago: int = 1) -> None:
    FieldRecord.objects.create(
        key=uuid4().hex, phone="p", account=account, organisation="o", street=street, digest="d", state="waiting", captured_on=clock.today(),
        received_at=clock.now() - timedelta(days=days_ago),
    )  # fmt: skip


def test_records_from_the_door_wait_for_their_street_and_not_for_who_sent_them() -> None:
    district()
    her = officer(Role.STREET, street=STREET)
    _door_record("grid:1")
    _door_record(her.id)
    _door_record("grid:2", street="349912002")
    page = signed_in(her).get("/office/").text
    assert "1 份上门登记等您核对" in page and 'href="/field/records"' in page
    listed = signed_in(her).get("/field/records").text
    assert listed.count("/field/records/") == 2, "the list holds her street's alone, her own among them"
    assert "份上门登记等您核对" not in _home(Role.BUREAU_CLERK)


def test_a_question_of_identity_and_a_check_that_is_late_wait_for_the_bureau() -> None:
    district()
    assert "身份疑问等您判断" not in _home(Role.BUREAU_CLERK)
    asked = clock.now() - timedelta(days=9)
    IdentityQuestion.objects.create(id="q1", state="open", batch="b", subject="", candidates=[], asked_at=asked)
    for subject, due in (("a" * 16, -2), ("b" * 16, 5)):
        VerificationRequest.objects.create(batch_no="H1", subject=subject, asked_at=asked, asked_by="x", due_on=clock.today() + timedelta(days=due))
    page = _home(Role.BUREAU_CLERK)
    assert f"1 条身份疑问等您判断，最早的从 {asked.astimezone(CHINA).date()} 起" in page and 'href="/office/identity"' in page
    assert "1 人送公安核验超期没有回执" in page and str(clock.today() - timedelta(days=2)) in page
    assert "送公安核验超期" not in _home(Role.STREET, street=STREET)


def test_suspicions_wait_for_who_may_decide_them_and_leaks_for_the_security_administrator() -> None:
    district()
    Suspected.objects.create(household="h" * 16, firm="", suspicion=900, since=clock.today(), orders=3, document=b"{}")
    Suspected.objects.create(household="i" * 16, firm="", suspicion=900, since=clock.today(), orders=3, document=b"{}", finding="genuine")
    now = clock.now()
    Leak.objects.create(id="l1", opened_at=now, opened_by="x", said="论坛", found=1, of=1, chance="0", persons=2, authority_by=now - timedelta(hours=1), persons_by=now + timedelta(days=1))
    assert "1 户的评价可疑" in _home(Role.BUREAU_CLERK) and "1 户的评价可疑" not in _home(Role.MARKET)
    assert "1 件泄露事件在处置，其中 1 件已超时" in _home(Role.SECURITY_ADMIN)
    assert "泄露" not in _home(Role.SYSTEM_ADMIN) and "件泄露事件" not in _home(Role.BUREAU_CLERK)


def test_the_grid_worker_reads_how_many_doors_wait_in_her_grid() -> None:
    district()
    rows = list(WorkerFile.objects.filter(claimed=True).order_by("subject").values_list("subject", flat=True))
    for subject, street, grid in zip(rows[:4], (STREET, STREET, STREET, "349912002"), (f"{STREET}01", "", f"{STREET}02", ""), strict=True):
        WorkerFile.objects.filter(subject=subject).update(street=street, grid=grid)
    officer(Role.BUREAU_CLERK)
    page = signed_in(access.set_up_account(console_actor(), "grid", Role.GRID, organisation="bureau", street=STREET, grid=f"{STREET}01")).get("/office/").text
    assert "本网格有 2 人等上门确认" in page, "hers, and the one no grid is known of"
    assert 'href="/field/capture"' in page


def test_claims_about_to_lapse_open_to_their_own_list() -> None:
    district()
    some = list(Claim.objects.values_list("subject", flat=True).distinct().order_by("subject")[:3])
    Claim.objects.filter(subject__in=some).update(lapses_on=clock.today() + timedelta(days=3))
    clerk = desk(Role.BUREAU_CLERK)
    held = WorkerFile.objects.filter(subject__in=some, claimed=True).count()
    page = clerk.get("/office/").text
    assert held and f"{held} 人的代录内容 7 天内到期作废" in page and "state=lapsing" in page
    assert f"找到 {held} 人" in clerk.get("/office/workers?state=lapsing").text


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.STREET, "样例街道"), (Role.MARKET, "看看哪项指标落后"), (Role.AUDITOR, "抽查最近谁看过什么"), (Role.SYSTEM_ADMIN, "核对离岗人员的账号是否已停用"),
        (Role.SUPERVISOR, "选一家企业走访"), (Role.EVALUATOR, "看看已经交的评估"), (Role.ASSOCIATION, "看进度"),
    ],
)  # fmt: skip
def test_where_nothing_waits_a_role_reads_how_far_it_is_and_what_is_useful(role: Role, said: str) -> None:
    district()
    page = _home(role, street=STREET if role is Role.STREET else "")
    assert "今天没有等您办理的事" in page and said in page


def test_a_home_asks_the_database_as_often_for_many_as_for_few() -> None:
    district()
    client = desk(Role.STREET, street=STREET)
    client.get("/office/")
    counted = []
    for many in (1, 40):
        for _ in range(many):
            _door_record("grid:1")
        lapsing = dict(Claim.objects.order_by("id").values_list("id", "subject")[:many])
        Claim.objects.filter(id__in=list(lapsing)).update(lapses_on=clock.today() + timedelta(days=2))
        WorkerFile.objects.filter(subject__in=list(lapsing.values())).update(street=STREET)
        WorkerFile.objects.filter(subject__in=list(WorkerFile.objects.order_by("subject").values_list("subject", flat=True)[: 3 * many])).update(street=STREET)
        with CaptureQueriesContext(connection) as asked:
            assert "份上门登记等您核对" in client.get("/office/").text
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 24
