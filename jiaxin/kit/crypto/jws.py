"""Signed tokens as OpenID providers issue them: JWS compact form (RFC 7515), keys as JWK sets (RFC 7517).

Three algorithms, all with a public key: RS256, ES256, EdDSA (RFC 7518, RFC 8037). The algorithm is the key's: what a
token says about itself only has to agree, so that neither `none` nor a secret made of a public key gets through.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256

_LEAST_RSA_BITS = 2048
_HALF = 32  # bytes of r, and of s


class Forged(Exception):
    """The token is not signed by one of these keys, or is no token."""


def opened(token: str, keys: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The claims of a token that one of the keys signed. Raises Forged."""
    try:
        head, body, signature = token.split(".")
        said = json.loads(_bytes(head))
        if "crit" in said:
            raise Forged("the token asks for something we do not know")
        message, made = f"{head}.{body}".encode("ascii"), _bytes(signature)
        fitting = [key for key in keys if key.get("use", "sig") == "sig" and said.get("kid") in (None, key.get("kid"))]
        if not any(said.get("alg") == _algorithm(key) and _accepts(key, made, message) for key in fitting):
            raise Forged("no known key has signed this token")
        claims = json.loads(_bytes(body))
    except (ValueError, KeyError, TypeError, UnicodeError) as why:
        raise Forged("not a token") from why
    if not isinstance(claims, dict):
        raise Forged("not a token")
    return claims


def _algorithm(key: Mapping[str, Any]) -> str:
    return {("RSA", ""): "RS256", ("EC", "P-256"): "ES256", ("OKP", "Ed25519"): "EdDSA"}.get((key["kty"], key.get("crv", "")), "")


def _accepts(key: Mapping[str, Any], signature: bytes, message: bytes) -> bool:
    try:
        match _algorithm(key):
            case "RS256":
                public = rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"])).public_key()
                if public.key_size < _LEAST_RSA_BITS:
                    return False
                public.verify(signature, message, padding.PKCS1v15(), SHA256())
            case "ES256":
                if len(signature) != 2 * _HALF:
                    return False
                point = ec.EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), ec.SECP256R1()).public_key()
                pair = utils.encode_dss_signature(int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:]))
                point.verify(pair, message, ec.ECDSA(SHA256()))
            case "EdDSA":
                ed25519.Ed25519PublicKey.from_public_bytes(_bytes(key["x"])).verify(signature, message)
            case _:
                return False
    except InvalidSignature:
        return False
    return True


def _bytes(text: str) -> bytes:
    if "=" in text or not text.isascii():
        raise ValueError("base64url without padding is what tokens are written in")
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _number(text: str) -> int:
    return int.from_bytes(_bytes(text))
