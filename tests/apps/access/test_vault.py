import stat
import threading

import pytest
from django.conf import settings
from django.db import connection, transaction

from jiaxin.apps.access import vault
from jiaxin.domain.errors import Refused
from jiaxin.kit.crypto import Broken, Suite

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]


@pytest.fixture(autouse=True)
def _nothing_held():
    vault.forget()
    yield
    vault.forget()


def seal(owner: str, text: str, place: str = "place") -> bytes:
    return vault.seal_many([(owner, text.encode(), place.encode())])[0]


def opened(owner: str, sealed: bytes, place: str = "place") -> str | None:
    (plain,) = vault.open_many([(owner, sealed, place.encode())])
    return None if plain is None else plain.decode()


def test_what_is_sealed_for_an_owner_opens_again_after_everything_held_is_dropped():
    vault.ensure_keys(["AAAA", "claim:1"])
    sealed = vault.seal_many([("AAAA", b"1", b"a"), ("claim:1", b"2", b"b"), ("AAAA", b"3", b"c")])
    vault.forget()
    assert vault.open_many([("AAAA", sealed[0], b"a"), ("claim:1", sealed[1], b"b"), ("AAAA", sealed[2], b"c")]) == [
        b"1",
        b"2",
        b"3",
    ]


def test_nothing_of_the_plaintext_is_in_what_is_sealed():
    vault.ensure_keys(["AAAA"])
    assert b"Zhang" not in seal("AAAA", "Zhang San")


def test_one_owners_key_does_not_open_anothers_value():
    vault.ensure_keys(["AAAA", "BBBB"])
    with pytest.raises(Broken):
        opened("BBBB", seal("AAAA", "x"))


def test_a_value_moved_to_another_place_does_not_open():
    vault.ensure_keys(["AAAA"])
    with pytest.raises(Broken):
        opened("AAAA", seal("AAAA", "x", "entry 1"), "entry 2")


def test_keys_are_made_once():
    assert vault.ensure_keys(["AAAA", "AAAA", "BBBB"]) == 2
    sealed = seal("AAAA", "x")
    assert vault.ensure_keys(["AAAA", "CCCC"]) == 1
    assert opened("AAAA", sealed) == "x"


def test_sealing_for_an_owner_without_a_key_is_a_programming_error():
    with pytest.raises(LookupError, match="ensure_keys"):
        seal("NOBODY", "x")


def test_after_destruction_nothing_opens_and_nothing_can_be_sealed():
    vault.ensure_keys(["AAAA", "BBBB"])
    mine, other = seal("AAAA", "x"), seal("BBBB", "y")
    assert vault.destroy(["AAAA", "NEVER"], "erasure") == 1
    assert vault.open_many([("AAAA", mine, b"place"), ("BBBB", other, b"place")]) == [None, b"y"]
    with pytest.raises(Refused) as refused:
        seal("AAAA", "z")
    assert refused.value.code == "vault.destroyed"


def test_a_tombstone_remains_and_gets_no_new_key():
    vault.ensure_keys(["AAAA"])
    vault.destroy(["AAAA"], "lapse")
    assert vault.ensure_keys(["AAAA"]) == 0
    assert vault.destroy(["AAAA"], "again") == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped, destroyed_because FROM access_key WHERE owner = 'AAAA'")
        wrapped, because = cursor.fetchone()
    assert (bytes(wrapped), because) == (b"", "lapse")


def test_a_key_copied_to_another_owner_does_not_unwrap():
    vault.ensure_keys(["AAAA", "BBBB"])
    vault.forget()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_key SET wrapped = (SELECT wrapped FROM access_key WHERE owner = 'AAAA') WHERE owner = 'BBBB'"
        )
    with pytest.raises(Broken):
        seal("BBBB", "x")


def test_a_key_made_in_a_block_that_was_rolled_back_seals_nothing():
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            vault.ensure_keys(["AAAA"])
            seal("AAAA", "x")
            raise ZeroDivisionError
        with pytest.raises(LookupError):
            seal("AAAA", "x")
        vault.ensure_keys(["AAAA"])
        sealed = seal("AAAA", "x")
    vault.forget()
    assert opened("AAAA", sealed) == "x"


def test_both_suites_are_readable_and_the_configured_one_writes(settings):
    vault.ensure_keys(["AAAA"])
    one = seal("AAAA", "x")
    before, settings.CRYPTO_SUITE = settings.CRYPTO_SUITE, "aes256gcm" if settings.CRYPTO_SUITE == "sm4gcm" else "sm4gcm"
    vault.ensure_keys(["BBBB"])
    two = seal("AAAA", "y")
    first, then = Suite.named(before), Suite.named(settings.CRYPTO_SUITE)
    assert (one[1], two[1], seal("BBBB", "z")[1]) == (first, then, then) and first != then
    vault.forget()
    assert [opened("AAAA", one), opened("AAAA", two)] == ["x", "y"]


def test_the_key_file_is_for_its_owner_only_and_an_open_one_stops_everything(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path / "keys"
    vault.ensure_keys(["AAAA"])
    kek = settings.KEYS_FOLDER / "kek"
    assert stat.S_IMODE(kek.stat().st_mode) == 0o600
    kek.chmod(0o640)
    vault.forget()
    with pytest.raises(Refused) as refused:
        seal("AAAA", "x")
    assert refused.value.code == "vault.key-file-open"


def test_a_lost_master_key_is_never_replaced_by_a_new_one(settings, tmp_path):
    vault.ensure_keys(["AAAA"])
    vault.forget()
    settings.KEYS_FOLDER = tmp_path / "keys"
    with pytest.raises(Refused) as refused:
        seal("AAAA", "x")
    assert refused.value.code == "vault.no-kek"
    assert not (tmp_path / "keys" / "kek").exists()


def test_the_master_key_is_not_in_the_database():
    vault.ensure_keys(["AAAA"])
    raw = bytes.fromhex((settings.KEYS_FOLDER / "kek").read_text().split()[1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM access_key")
        assert all(raw not in bytes(row[0]) for row in cursor.fetchall())


def test_the_blind_index_tells_equal_values_and_separates_fields():
    phone = vault.blind_index("phone", "15400000001")
    assert len(phone) == 32
    assert phone == vault.blind_index("phone", "15400000001")
    assert phone != vault.blind_index("phone", "15400000002")
    assert phone != vault.blind_index("id_number", "15400000001")
    assert vault.blind_index_many("phone", ["15400000001", "1"])[0] == phone


def test_the_blind_index_keeps_its_digest_when_the_suite_changes(settings):
    before = vault.blind_index("phone", "15400000001")
    settings.CRYPTO_SUITE = "sm4gcm"
    vault.forget()
    assert vault.blind_index("phone", "15400000001") == before


def test_a_new_district_under_the_national_suite_indexes_with_sm3(settings, tmp_path):
    settings.CRYPTO_SUITE, settings.KEYS_FOLDER = "sm4gcm", tmp_path / "keys"
    vault.forget()
    vault.blind_index("phone", "1")
    assert (tmp_path / "keys" / "index").read_text().startswith("sm3 ")


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_a_key_whose_transaction_rolls_back_is_forgotten(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            vault.ensure_keys(["ROLL"])
            seal("ROLL", "x")
            raise ZeroDivisionError
        with pytest.raises(LookupError):
            seal("ROLL", "x")
        vault.ensure_keys(["ROLL"])
        sealed = seal("ROLL", "x")
        vault.forget()
        assert opened("ROLL", sealed) == "x"

    def test_a_key_of_a_rolled_back_savepoint_is_forgotten_inside_the_same_transaction(self):
        with transaction.atomic():
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                vault.ensure_keys(["SAVE"])
                seal("SAVE", "x")
                raise ZeroDivisionError
            with pytest.raises(LookupError):
                seal("SAVE", "x")

    def test_a_destruction_that_rolls_back_destroys_nothing(self):
        vault.ensure_keys(["KEPT"])
        sealed = seal("KEPT", "x")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            vault.destroy(["KEPT"], "mistake")
            assert opened("KEPT", sealed) is None
            raise ZeroDivisionError
        assert opened("KEPT", sealed) == "x"

    def test_a_destruction_elsewhere_reaches_the_keys_held_here(self):
        vault.ensure_keys(["GONE"])
        sealed = seal("GONE", "x")
        assert opened("GONE", sealed) == "x"
        with transaction.atomic(), connection.cursor() as cursor:  # as another process would leave it
            cursor.execute("UPDATE access_key SET wrapped = %s, destroyed_at = made_at", [b""])
            cursor.execute(
                "INSERT INTO access_vault (id, generation) VALUES (1, 1)"
                " ON CONFLICT (id) DO UPDATE SET generation = access_vault.generation + 1"
            )
        assert opened("GONE", sealed) is None

    def test_two_threads_make_the_same_keys_and_agree(self):
        if connection.vendor == "sqlite" and connection.is_in_memory_db():
            pytest.skip("a database in memory locks whole tables between threads instead of waiting")
        owners = [f"RACE{n}" for n in range(40)]
        sealed: list[list[bytes]] = []

        def work():
            try:
                vault.ensure_keys(owners)
                sealed.append(vault.seal_many([(owner, b"x", b"") for owner in owners]))
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        vault.forget()
        assert len(sealed) == 3
        for batch in sealed:
            assert set(vault.open_many([(o, s, b"") for o, s in zip(owners, batch, strict=True)])) == {b"x"}
