import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.kit.crypto import Broken, Key, Suite, nonces, random_keys

RAW = bytes(range(32))
SUITES = list(Suite)


@given(plaintext=st.binary(max_size=300), associated=st.binary(max_size=60), suite=st.sampled_from(SUITES))
def test_what_was_sealed_opens_in_its_place(plaintext, associated, suite):
    sealed = Key(RAW).seal(plaintext, associated, suite)
    assert Key(RAW).open(sealed, associated) == plaintext
    assert len(sealed) == len(plaintext) + 30


@given(suite=st.sampled_from(SUITES), at=st.integers(0, 50), bit=st.integers(0, 7))
def test_a_single_changed_bit_is_noticed(suite, at, bit):
    sealed = bytearray(Key(RAW).seal(b"x" * 21, b"place", suite))
    sealed[at] ^= 1 << bit
    with pytest.raises(Broken):
        Key(RAW).open(bytes(sealed), b"place")


@pytest.mark.parametrize("suite", SUITES)
def test_a_value_moved_to_another_place_does_not_open(suite):
    sealed = Key(RAW).seal(b"value", b"entry 1 name", suite)
    with pytest.raises(Broken):
        Key(RAW).open(sealed, b"entry 2 name")


@pytest.mark.parametrize("suite", SUITES)
def test_another_key_does_not_open(suite):
    with pytest.raises(Broken):
        Key(bytes(32)).open(Key(RAW).seal(b"value", b"", suite), b"")


@pytest.mark.parametrize(
    "stub", [b"", b"\x01", b"\x01\x01" + b"0" * 27, b"\x02\x01" + b"0" * 40, b"\x01\x09" + b"0" * 40]
)
def test_what_is_not_a_sealed_value_is_refused(stub):
    with pytest.raises(Broken):
        Key(RAW).open(stub, b"")


def test_the_aes_body_is_what_any_other_program_would_read():
    sealed = Key(RAW).seal(b"value", b"place", Suite.AES256GCM)
    assert sealed[:2] == b"\x01\x01"
    assert AESGCM(RAW).decrypt(sealed[2:14], sealed[14:], b"place") == b"value"


def test_the_sm4_block_cipher_gives_the_vector_of_the_standard():
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    encryptor = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()
    assert encryptor.update(key).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_gives_the_vector_of_rfc_8998():
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    box = Key(RAW)
    box._sm4 = algorithms.SM4(key)
    sealed = box.seal(plain, bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"), Suite.SM4GCM, nonce)
    assert sealed[14:].hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )


def test_both_suites_lie_side_by_side():
    key = Key(RAW)
    mixed = [key.seal(b"a", b"", Suite.AES256GCM), key.seal(b"b", b"", Suite.SM4GCM)]
    assert [key.open(s, b"") for s in mixed] == [b"a", b"b"]


def test_nonces_and_keys_drawn_in_bulk_differ():
    drawn = list(nonces(5000))
    assert len(set(drawn)) == 5000
    assert {len(n) for n in drawn} == {12}
    assert len(set(random_keys(5000))) == 5000


def test_a_wrapped_key_opens_for_its_owner_only():
    kek = Key(RAW)
    wrapped = kek.wrap(bytes(32), b"OWNERA")
    assert kek.unwrap(wrapped, b"OWNERA").open(Key(bytes(32)).seal(b"v", b""), b"") == b"v"
    with pytest.raises(Broken):
        kek.unwrap(wrapped, b"OWNERB")


def test_a_suite_is_chosen_by_name():
    assert Suite.named("sm4gcm") is Suite.SM4GCM
    with pytest.raises(ValueError, match="aes256gcm or sm4gcm"):
        Suite.named("des")


def test_keys_have_256_bits_and_never_print_themselves():
    with pytest.raises(ValueError, match="32 bytes"):
        Key(b"short")
    assert RAW.hex() not in repr(Key(RAW))
