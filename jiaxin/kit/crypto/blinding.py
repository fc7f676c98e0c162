"""Blinding many short values at once: equal in, equal out, and nothing to be learned without the key.

Each value fills one block of a block cipher (AES-128, or SM4 of GB/T 32907-2016): a pseudo-random function at a
hundred times the speed of a keyed digest for each value. Deterministic on purpose, so for indexes only; what is
kept of a block is cut to eight bytes by the caller and cannot be turned back.
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 16


def blinded(key: bytes, blocks: bytes, sm4: bool = False) -> bytes:
    """`key`: 16 bytes; `blocks`: so many values of 16 bytes, one behind the other; as many come out."""
    if len(key) != BLOCK or len(blocks) % BLOCK:
        raise ValueError("a key and every value have 16 bytes")
    cipher = algorithms.SM4(key) if sm4 else algorithms.AES(key)
    encryptor = Cipher(cipher, modes.ECB()).encryptor()  # nosec B305  # each block is a value of its own: equal ones shall be equal
    return encryptor.update(blocks) + encryptor.finalize()
