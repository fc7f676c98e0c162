"""One place talks to the cipher library, one place opens what is sealed."""

import re

from tests.architecture.source import named, text, under

CIPHERS = re.compile(r"^\s*(?:from|import) (?:cryptography|gmssl|nacl)\b", re.MULTILINE)
KEYS = re.compile(r"^\s*from jiaxin\.kit\.crypto(?:\.sealing)? import [^\n]*\b(?:Key|Suite)\b", re.MULTILINE)


def test_only_the_crypto_kit_imports_a_cipher_library() -> None:
    found = {named(path) for path in under("jiaxin") if CIPHERS.search(text(path))}
    assert found
    assert all(name.startswith("jiaxin/kit/crypto/") for name in found), found


def test_only_the_vault_its_ring_and_what_wraps_keys_hold_keys() -> None:
    found = {named(path) for path in under("jiaxin") if KEYS.search(text(path))}
    assert found - {"jiaxin/kit/crypto/__init__.py", "jiaxin/kit/crypto/pkcs11.py"} == {f"jiaxin/apps/access/{name}.py" for name in ("vault", "keyring", "rootkeys", "rewrapping")}
