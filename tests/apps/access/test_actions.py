import dataclasses

import pytest
from django.db import DatabaseError, connection, transaction

from jiaxin.apps.access import actions, queries, refusals
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Role, Thing
from tests.apps.access.conftest import SETUP

pytestmark = pytest.mark.django_db


def refused(actor: Actor, permission: Permission, thing: Thing | None = None) -> str:
    with pytest.raises(Refused) as caught:
        actions.require(actor, permission, thing)
    return caught.value.code


class TestRequire:
    def test_what_is_allowed_goes_on_in_silence(self, district):
        actions.require(district["clerk"], Permission.FILE_VIEW, Thing(organisation="orga"))
        refusals.write_waiting()
        assert queries.refusals() == []

    def test_a_stranger_learns_only_that_there_is_nothing(self, district):
        assert refused(district["rival"], Permission.FILE_VIEW, Thing(organisation="orga")) == "access.absent"

    def test_a_colleague_learns_the_reason(self, district):
        with pytest.raises(Refused) as caught:
            actions.require(district["clerk"], Permission.RULES_DRAFT)
        assert caught.value.code == "access.role"
        assert "起草评分规则" in caught.value.said

    def test_every_refusal_is_recorded_even_when_the_action_rolls_back(self, district):
        with pytest.raises(Refused), transaction.atomic():
            actions.require(district["rival"], Permission.FILE_VIEW, Thing(owner="w", organisation="orga", kind="file"))
        refusals.write_waiting()
        (line,) = queries.refusals(actor="rival")
        assert (line.permission, line.code) == (Permission.FILE_VIEW, "scope")


class TestReceipts:
    def test_she_sees_the_class_of_viewer_the_purpose_and_the_fields(self, district):
        actions.log_read(district["clerk"], ["worker1", "worker2"], [FieldClass.HEALTH, FieldClass.BASIC], "续签合同")
        (look,) = queries.who_looked("worker1")
        assert look.viewer == "样例安心家政服务有限公司（企业文员）"
        assert (look.purpose, look.fields) == ("续签合同", ("basic", "health"))
        assert "clerk" not in look.viewer

    def test_a_list_page_is_one_receipt_that_names_everybody_once(self, district):
        number = actions.log_read(district["clerk"], ["w1", "w2", "w1"], [FieldClass.BASIC], "查看名单")
        (receipt,) = queries.receipts()
        assert (receipt.id, receipt.subjects) == (number, 2)

    def test_others_do_not_find_it(self, district):
        actions.log_read(district["clerk"], ["worker1"], [FieldClass.BASIC], "续签合同")
        assert queries.who_looked("worker2") == []

    def test_the_latest_comes_first(self, district):
        for purpose in ("一", "二", "三"):
            actions.log_read(district["clerk"], ["w"], [FieldClass.BASIC], purpose)
        assert [look.purpose for look in queries.who_looked("w")] == ["三", "二", "一"]

    @pytest.mark.parametrize("table", ["access_read", "access_read_subject", "access_grant", "access_refusal"])
    @pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET id = id + 1000"])
    def test_the_database_refuses_to_change_what_is_written(self, district, table, change):
        actions.log_read(district["clerk"], ["w"], [FieldClass.BASIC], "续签合同")
        refused(district["rival"], Permission.RULES_DRAFT)
        refusals.write_waiting()
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change.format(table))


class TestAccounts:
    def test_an_account_stands_for_its_post(self, district):
        actor = queries.actor_named("clerk")
        assert dataclasses.asdict(actor) == dataclasses.asdict(district["clerk"])
        assert (actor.id, actor.role, actor.organisation) == ("clerk", Role.COMPANY_CLERK, "orga")

    def test_opening_and_placing_are_in_two_hands(self, district):
        system = dataclasses.replace(district["system"], fresh=True)
        security = dataclasses.replace(district["security"], fresh=True)
        with pytest.raises(Refused):
            actions.give_post(system, "clerk", Role.BUREAU_ADMIN)
        with pytest.raises(Refused):
            actions.invite(security, "newcomer", "新人")
        actions.invite(system, "newcomer", "新人")
        with pytest.raises(Refused):
            actions.give_post(system, "newcomer", Role.BUREAU_CLERK, organisation="bureau")
        with pytest.raises(Refused, match=r"account\.own"):
            actions.give_post(security, "security", Role.BUREAU_ADMIN)
        with pytest.raises(Refused) as caught:
            queries.actor_named("newcomer")
        assert caught.value.code == "access.no-post"
        actions.give_post(security, "newcomer", Role.BUREAU_CLERK, organisation="bureau")
        assert queries.actor_named("newcomer").role is Role.BUREAU_CLERK

    def test_nobody_but_the_set_up_may_set_up(self, district):
        with pytest.raises(Refused):
            actions.set_up_account(district["bureau"], "x", Role.BUREAU_ADMIN)

    def test_a_post_needs_an_organisation_that_exists(self, db):
        with pytest.raises(Refused) as caught:
            actions.set_up_account(SETUP, "x", Role.COMPANY_CLERK, organisation="nowhere")
        assert caught.value.code == "organisation.unknown"

    def test_an_account_is_bound_to_one_file_for_good(self, district):
        worker = actions.set_up_account(SETUP, "wang", Role.WORKER)
        assert actions.attach_subject(worker, "subjecta").subject == "subjecta"
        actions.attach_subject(worker, "subjecta")
        with pytest.raises(Refused) as caught:
            actions.attach_subject(worker, "subjectb")
        assert caught.value.code == "account.attached"

    def test_an_organisation_is_found_by_id_or_credit_code(self, district):
        assert queries.organisation_named("91340212MA2Q1W3E0X").id == "orga"
        assert queries.organisation_kind("orga") == "company"
        assert queries.organisation_kind("nowhere") == ""
        assert queries.console_actor("orga").organisation == "orga"
        with pytest.raises(Refused):
            queries.console_actor("nowhere")

    def test_a_phone_number_is_nowhere_in_clear(self, district):
        actions.set_up_account(SETUP, "wang", Role.WORKER, phone="15412345678")
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM access_account")
            for row in cursor.fetchall():
                for value in row:
                    assert b"15412345678" not in (
                        bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                    )


class TestTokens:
    def test_a_program_acts_for_its_organisation(self, district):
        actor = queries.actor_of_token(actions.make_token(SETUP, "clerk"))
        assert actor is not None
        assert (actor.role, actor.organisation) == (Role.COMPANY_CLERK, "orga")
        assert actor.id.startswith("machine:")

    def test_a_wrong_secret_an_ended_token_and_nonsense_are_nobody(self, district):
        token = actions.make_token(SETUP, "clerk")
        assert queries.actor_of_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
        assert queries.actor_of_token("nonsense") is None
        assert queries.actor_of_token("jx_unknown_secret") is None
        actions.end_token(dataclasses.replace(district["security"], fresh=True), token.split("_")[1])
        assert queries.actor_of_token(token) is None
