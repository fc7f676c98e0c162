"""Keys inside a device, against SoftHSM: what the standard promises and what we rely on."""

import os
from pathlib import Path

import pytest

from jiaxin.kit.crypto import Broken, Key, Suite
from jiaxin.kit.crypto.pkcs11 import DeviceError, DeviceKey, KeyDevice, Mechanism, Token
from tests.soft_device import PIN, TOKEN


@pytest.fixture
def token(key_device: KeyDevice) -> Token:
    return Token(Path(key_device.library), TOKEN, PIN.encode(), Mechanism())


def a_key(token: Token, prefix: str) -> DeviceKey:
    token.generate(f"{prefix}-0001", os.urandom(4))
    return DeviceKey(token, token.keys(prefix)[-1])


def test_a_key_wrapped_in_the_device_comes_back_and_opens_what_it_sealed(token: Token) -> None:
    kek, raw = a_key(token, "round"), bytes(range(32))
    wrapped = kek.wrap(raw, b"AAAA")
    assert raw not in wrapped and wrapped[:2] == bytes((1, Suite.AES256GCM))
    assert kek.unwrap(wrapped, b"AAAA").open(Key(raw).seal(b"text", b"place"), b"place") == b"text"


def test_a_key_moved_to_another_owner_or_altered_does_not_come_back(token: Token) -> None:
    kek, raw = a_key(token, "moved"), os.urandom(32)
    wrapped = kek.wrap(raw, b"AAAA")
    with pytest.raises(Broken):
        kek.unwrap(wrapped, b"BBBB")
    for at in (0, 1, 2, 13, 14, len(wrapped) - 1):
        with pytest.raises(Broken):
            kek.unwrap(bytes(b ^ 1 if i == at else b for i, b in enumerate(wrapped)), b"AAAA")
    with pytest.raises(Broken):
        kek.unwrap(wrapped[:-1], b"AAAA")
    assert kek.unwrap(wrapped, b"AAAA").open(Key(raw).seal(b"text", b""), b"") == b"text"  # refusals leave the session whole


def test_two_keys_of_the_device_do_not_open_each_others(token: Token) -> None:
    one = a_key(token, "pair")
    token.generate("pair-0002", os.urandom(4))
    wrapped = one.wrap(os.urandom(32), b"A")
    with pytest.raises(Broken):
        DeviceKey(token, token.keys("pair")[-1]).unwrap(wrapped, b"A")


def test_the_device_says_that_it_keeps_its_keys_to_itself_and_lists_the_newest_last(token: Token) -> None:
    for number in (2, 10, 1):
        token.generate(f"order-{number:04d}", bytes([number] * 4))
    token.generate("other-0001", b"abcd")
    found = token.keys("order")
    assert [one.label for one in found] == ["order-0001", "order-0002", "order-0010"]
    assert [one.id for one in found] == [bytes([n] * 4) for n in (1, 2, 10)]
    assert all(one.kept for one in found)
    assert "SoftHSM" in token.about


def test_the_value_of_a_key_cannot_be_read_out(token: Token) -> None:
    a_key(token, "inside")
    with pytest.raises(DeviceError) as refused:
        token._within(lambda: token._value(token.keys("inside")[0].handle, 0x11))  # CKA_VALUE
    assert refused.value.code == 0x11  # CKR_ATTRIBUTE_SENSITIVE


def test_a_closed_session_is_opened_again(token: Token) -> None:
    kek = a_key(token, "again")
    wrapped = kek.wrap(bytes(32), b"A")
    token._within(lambda: token._call("C_CloseSession", token._session))
    assert kek.unwrap(wrapped, b"A")


def test_a_wrong_pin_a_missing_token_library_or_mechanism_says_so(key_device: KeyDevice, token: Token) -> None:
    token.keys("any")
    library = Path(key_device.library)
    for asked, said in (
        (Token(library, "nobody's", PIN.encode(), Mechanism()), "no token is labelled nobody's"),
        (Token(Path("/nowhere/lib.so"), TOKEN, PIN.encode(), Mechanism()), "lib.so: OSError"),
    ):
        with pytest.raises(DeviceError, match=said):
            asked.keys("any")
    sm4 = Token(library, TOKEN, PIN.encode(), Mechanism(Suite.SM4GCM, 0x80000101, 0x80000102, 0x80000103, 16))
    with pytest.raises(DeviceError, match="C_GenerateKey CKR 0x70"):  # CKR_MECHANISM_INVALID: SoftHSM has no SM4, and the number went through
        sm4.generate("sm4-0001", b"abcd")
    assert PIN not in repr(token)
