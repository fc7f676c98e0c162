"""Whatever the ledger holds, no card and no page tells a number, a phone, a full name, a hospital or a complaint."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jiaxin.apps.publication.rendering import Place, card_page
from jiaxin.domain.disclosure import CodeState, disclose_worker
from jiaxin.domain.facts import Fact, Facts, Standing
from tests.domain.disclosure import cast

NAMES = st.text("张王李欧阳娜秀英建国淑芬", min_size=2, max_size=6)
SECRETS = st.text("秘密甲乙丙丁0123456789Xx<&\"'", min_size=6, max_size=24)
DAYS = st.integers(-900, 400).map(lambda n: (cast.TODAY + timedelta(days=n)).isoformat())
MAYBE_DAYS = st.one_of(DAYS, st.sampled_from(["", "去年", "2026-13-01"]))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str], list[Fact]]:
    """A name, the secrets planted in every text field, and the facts that carry them."""
    name = draw(NAMES)
    secrets = [draw(SECRETS) for _ in range(6)]
    a, b, c, d, e, f = secrets

    def said(kind: str, **fields: object) -> Fact:
        standing = draw(st.sampled_from(list(Standing)))
        return cast.fact(kind, cast.TODAY - timedelta(days=draw(st.integers(0, 800))), standing, "claim-1", **fields)  # type: ignore[arg-type]

    pool = [
        said("profile", name=name, id_number=a, phone=b, residence_address=c, remark=d,
             job_types=["保洁", e, f"育婴{f}"]),
        said("identity.check", result=draw(st.sampled_from(["passed", "abnormal", a])), method=b, batch_no=c,
             checked_on=draw(MAYBE_DAYS), valid_through=draw(MAYBE_DAYS)),
        said("background.check", result="failed", batch_no=a, checked_on=draw(MAYBE_DAYS)),
        said("health.check", health_class=draw(st.sampled_from(["general", "elder_care", d])), health_hospital=e,
             health_checked_on=draw(DAYS), valid_through=draw(DAYS)),
        said("insurance", insurance_kind=f, insurance_policy=a, insurance_from=draw(MAYBE_DAYS),
             insurance_until=draw(MAYBE_DAYS)),
        said("skill.certificate", skill_name=b, skill_number=c, skill_level=draw(st.integers(-1, 9)), verified_by=d),
        said("employment", employment_mode=e),
        said("complaint", complaint_no=f, text=a), said("complaint.finding", complaint_no=f, upheld=True, decided_by=b),
        said("rating", order_no=c, stars=1, text=d), said("praise", praise_kind=e, source_text=f),
        said("penalty", document_no=a, legal_basis=b, conduct=c, penalty_class="severe"),
    ]  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(range(len(pool))), unique=True))
    return name, secrets, [pool[i] for i in sorted(chosen)]


@settings(max_examples=150, deadline=None)
@given(files(), st.sampled_from(["green", "yellow", "grey", "red"]), st.sampled_from(list(CodeState)))
def test_no_card_ever_holds_what_identifies_or_exposes(
    file: tuple[str, list[str], list[Fact]], state: str, code: CodeState
) -> None:
    name, secrets, facts = file
    shown = disclose_worker(Facts("S", cast.entries(facts)), cast.FIRM, cast.Colour(state), 3, "", cast.TODAY, code)
    if shown is None:
        return
    page = card_page(shown, Place("样例区"))
    for secret in [name, *secrets, cast.PHONE]:
        assert secret not in repr(shown)
        assert secret not in page


def test_a_file_full_of_secrets_still_makes_a_page() -> None:
    """Guards the property above against passing because nothing is ever shown."""
    shown = disclose_worker(cast.worker(cast.complaint(1)), cast.FIRM, cast.Colour(), 4, "", cast.TODAY)
    assert shown is not None
    page = card_page(shown, Place("样例区"))
    assert "张*英" in page
    assert not any(s in page for s in (cast.NAME, cast.ID_NUMBER, cast.PHONE, cast.HOSPITAL, cast.COMPLAINT, "样例路"))


def test_the_page_never_says_that_someone_is_safe() -> None:
    for state in ("green", "yellow", "grey", "red"):
        shown = disclose_worker(cast.worker(), cast.FIRM, cast.Colour(state), 5, "", date(2026, 11, 23))
        assert shown is not None
        page = card_page(shown, Place("样例区"))
        assert not any(word in page for word in ("安全", "放心用", "值得信任", "可信", "推荐"))
