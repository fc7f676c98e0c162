import hashlib
import hmac

from jiaxin.kit.crypto import Digest, digest, mac


def test_sm3_gives_the_digest_of_the_standard():
    assert digest(b"abc", Digest.SM3).hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest(b"abcd" * 16, Digest.SM3).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_sha256_gives_the_digest_of_the_standard():
    assert digest(b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_keyed_digests_agree_with_a_second_implementation():
    assert mac(b"key", b"value") == hmac.new(b"key", b"value", hashlib.sha256).digest()
    # HMAC written out (RFC 2104) over our own SM3.
    padded = b"key".ljust(64, b"\0")
    inner = digest(bytes(b ^ 0x36 for b in padded) + b"value", Digest.SM3)
    outer = digest(bytes(b ^ 0x5C for b in padded) + inner, Digest.SM3)
    assert mac(b"key", b"value", Digest.SM3) == outer
