"""The verifier's own arithmetic, against published vectors and against ours, which is written apart from it."""

import time

import hypothesis
import pytest
from hypothesis import strategies as st

from jiaxin.kit.crypto import Signer
from jiaxin.kit.merkle import leaf_hash, tree_root
from tools.verify import jiaxin_verify_log as verify

pytestmark = pytest.mark.crypto

# RFC 8032 7.1: public key, message, signature. TEST 1, 2, 3 and SHA(abc).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize("vector", VECTORS, ids=["1", "2", "3", "SHA(abc)"])
def test_ed25519_accepts_the_vectors_of_the_standard_and_nothing_near_them(vector: tuple[str, str, str]) -> None:
    public, message, signature = map(bytes.fromhex, vector)
    assert verify.ed25519_accepts(public, message, signature)
    assert not verify.ed25519_accepts(public, message + b"x", signature)
    for at in (0, 31, 32, 63):
        bent = bytes(b ^ 1 if i == at else b for i, b in enumerate(signature))
        assert not verify.ed25519_accepts(public, message, bent)
    larger = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not verify.ed25519_accepts(public, message, signature[:32] + larger.to_bytes(32, "little"))
    assert not verify.ed25519_accepts(public, message, signature[:-1])
    assert not verify.ed25519_accepts(bytes([255]) * 32, message, signature)


@hypothesis.settings(max_examples=15)
@hypothesis.given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_it_accepts_what_the_library_signs(seed: bytes, message: bytes) -> None:
    signer = Signer(seed)
    assert verify.ed25519_accepts(signer.public, message, signer.sign(message))


def test_the_witness_signs_as_the_library_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend("tools/verify")
    import jiaxin_witness

    seed = bytes(range(32))
    assert jiaxin_witness.public_of(seed) == Signer(seed).public
    assert jiaxin_witness.sign(seed, b"message") == Signer(seed).sign(b"message")


LEAVES = [leaf_hash(bytes([i & 255, i >> 8])) for i in range(400)]


@hypothesis.given(size=st.integers(1, 400), data=st.data())
def test_inclusion_and_consistency_say_yes_to_the_truth_only(size: int, data: st.DataObject) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root, old_root = tree_root(LEAVES[:size]), tree_root(LEAVES[:old])
    path, way = inclusion(index, LEAVES[:size]), consistency(old, LEAVES[:size], True)
    assert verify.root_of(LEAVES[:size]) == root
    assert verify.climb(index, size, LEAVES[index], path) == root
    assert verify.climb(index, size, LEAVES[index - 1], path) != root or size == 1
    assert verify.climb(index, size, LEAVES[index], [*path, root]) != root
    assert verify.consistent(old, size, old_root, root, way if old < size else [])
    assert not verify.consistent(old, size, tree_root(LEAVES[1 : old + 1]), root, way if old < size else [])
    assert not verify.consistent(old, size, old_root, root, [*way, root])


def inclusion(index: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if index < k:
        return [*inclusion(index, leaves[:k]), tree_root(leaves[k:])]
    return [*inclusion(index - k, leaves[k:]), tree_root(leaves[:k])]


def consistency(old: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """RFC 6962, 2.1.2."""
    if old == len(leaves):
        return [] if whole else [tree_root(leaves)]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= k:
        return [*consistency(old, leaves[:k], whole), tree_root(leaves[k:])]
    return [*consistency(old - k, leaves[k:], False), tree_root(leaves[:k])]


def test_it_needs_nothing_but_the_standard_library() -> None:
    import subprocess
    import sys

    for program in ("jiaxin_verify_log.py", "jiaxin_witness.py"):
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, 'tools/verify'); sys.argv[1:] = ['--help']; import runpy; runpy.run_path('tools/verify/{program}', run_name='__main__')"],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0 and "VKEY" in done.stdout, done.stderr


if __name__ == "__main__":
    public, message, signature = map(bytes.fromhex, VECTORS[1])
    started = time.perf_counter()
    for _ in range(20):
        verify.ed25519_accepts(public, message, signature)
    print(f"{(time.perf_counter() - started) / 20 * 1000:.1f} ms a signature")
