"""Ciphers, digests and signatures. The only place that talks to the cryptography library.

Not here  who may open what, and whose key it is (apps/access/vault).
"""

from jiaxin.kit.crypto.blinding import blinded
from jiaxin.kit.crypto.digests import Digest, digest, mac, macs
from jiaxin.kit.crypto.sealing import Broken, Key, Suite, Wrapping, nonces, random_keys
from jiaxin.kit.crypto.signing import Signer, Verifier

__all__ = [
    "Broken",
    "Digest",
    "Key",
    "Signer",
    "Suite",
    "Verifier",
    "Wrapping",
    "blinded",
    "digest",
    "mac",
    "macs",
    "nonces",
    "random_keys",
]
