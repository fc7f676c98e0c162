"""SM2 against the example of the standard: GB/T 32918.5-2017, annex A.2, user id 1234567812345678."""

import pytest

from jiaxin.kit.crypto import sm2

MESSAGE = b"message digest"
PRIVATE = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
PUBLIC = bytes.fromhex(
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)


def test_the_key_pair_and_the_signature_of_the_standard():
    assert sm2.public_of(PRIVATE) == PUBLIC
    assert sm2.accepts(PUBLIC, SIGNATURE, MESSAGE)


@pytest.mark.parametrize("at", [0, 31, 32, 63])
def test_a_changed_byte_is_not_accepted(at):
    changed = bytearray(SIGNATURE)
    changed[at] ^= 1
    assert not sm2.accepts(PUBLIC, bytes(changed), MESSAGE) and not sm2.accepts(PUBLIC, SIGNATURE, MESSAGE + b"!")


def test_without_the_system_library_it_is_the_same_arithmetic(monkeypatch):
    monkeypatch.setattr(sm2, "_library", lambda: None)
    assert sm2.public_of(PRIVATE) == PUBLIC and sm2.accepts(PUBLIC, SIGNATURE, MESSAGE)


def test_what_is_signed_here_is_accepted_and_never_the_same_twice():
    one, other = sm2.sign(PRIVATE, MESSAGE), sm2.sign(PRIVATE, MESSAGE)
    assert one != other and sm2.accepts(PUBLIC, one, MESSAGE) and sm2.accepts(PUBLIC, other, MESSAGE)
