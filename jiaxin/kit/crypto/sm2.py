"""SM2 signatures with SM3 (GB/T 32918.2-2016, user id 1234567812345678): 64 bytes r ‖ s, public key x ‖ y.

Points are multiplied by the system's libcrypto where it is there, whose way through a secret number does not depend
on it; else here, in plain whole numbers, which is for checking and for tests. A district under the cipher law signs
in a certified device behind the same two functions.
"""

import ctypes
import ctypes.util
import secrets
from functools import cache
from typing import Any

from jiaxin.kit.crypto.digests import Digest, digest

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
Point = tuple[int, int] | None
_NID, _HALF = 1172, 32
_ID = b"1234567812345678"


def public_of(private: bytes) -> bytes:
    found = _times(int.from_bytes(private, "big"), G)
    assert found is not None
    return found[0].to_bytes(_HALF, "big") + found[1].to_bytes(_HALF, "big")


def new_private() -> bytes:
    return (secrets.randbelow(N - 2) + 1).to_bytes(_HALF, "big")


def sign(private: bytes, message: bytes) -> bytes:
    d = int.from_bytes(private, "big")
    e = _hashed(public_of(private), message)
    while True:
        k = secrets.randbelow(N - 1) + 1
        point = _times(k, G)
        assert point is not None
        r = (e + point[0]) % N
        s = pow(1 + d, -1, N) * (k - r * d) % N
        if r and s and r + k != N:
            return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def accepts(public: bytes, signature: bytes, message: bytes) -> bool:
    if len(public) != 2 * _HALF or len(signature) != 2 * _HALF:
        return False
    x, y = int.from_bytes(public[:_HALF], "big"), int.from_bytes(public[_HALF:], "big")
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    if not (0 < r < N and 0 < s < N) or x >= P or y >= P or (y * y - (x * x + A) * x - B) % P:
        return False
    t = (r + s) % N
    if not t:
        return False
    point = _plus(_times(s, G), _times(t, (x, y)))
    return point is not None and (_hashed(public, message) + point[0]) % N == r


def _hashed(public: bytes, message: bytes) -> int:
    curve = b"".join(number.to_bytes(_HALF, "big") for number in (A, B, *G))
    known = digest((len(_ID) * 8).to_bytes(2, "big") + _ID + curve + public, Digest.SM3)
    return int.from_bytes(digest(known + message, Digest.SM3), "big")


def _times(number: int, point: Point) -> Point:
    library = _library()
    return _multiplied(library, number, point) if library is not None and point is not None else plainly(number, point)


def plainly(number: int, point: Point) -> Point:
    """A multiple of a point without the library."""
    found: Point = None
    for bit in bin(number)[2:]:
        found = _plus(found, found)
        if bit == "1":
            found = _plus(found, point)
    return found


def _plus(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return other if one is None else one
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P) if one == other else (y2 - y1) * pow(x2 - x1, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


@cache
def _library() -> Any:
    """The system's libcrypto with the curve in it, or None."""
    name = ctypes.util.find_library("crypto")
    if name is None:
        return None
    try:
        library: Any = ctypes.CDLL(name)
        for made in ("EC_GROUP_new_by_curve_name", "EC_POINT_new", "BN_new", "BN_bin2bn", "BN_CTX_new"):
            getattr(library, made).restype = ctypes.c_void_p
        library.EC_GROUP_new_by_curve_name.argtypes = [ctypes.c_int]
        library.EC_POINT_new.argtypes = [ctypes.c_void_p]
        library.BN_bin2bn.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
        library.BN_bn2binpad.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        library.EC_POINT_mul.argtypes = [ctypes.c_void_p] * 6
        library.EC_POINT_set_affine_coordinates.argtypes = [ctypes.c_void_p] * 5
        library.EC_POINT_get_affine_coordinates.argtypes = [ctypes.c_void_p] * 5
        for freed in ("EC_POINT_free", "BN_clear_free", "BN_CTX_free"):
            getattr(library, freed).argtypes = [ctypes.c_void_p]
            getattr(library, freed).restype = None
        library.group = library.EC_GROUP_new_by_curve_name(_NID)
    except (OSError, AttributeError):
        return None
    return library if library.group else None


def _multiplied(library: Any, number: int, point: tuple[int, int]) -> Point:
    context, result, given = library.BN_CTX_new(), library.EC_POINT_new(library.group), None
    numbers = [library.BN_bin2bn(n.to_bytes(_HALF, "big"), _HALF, None) for n in (number % N, *point)]
    out = [library.BN_new(), library.BN_new()]
    try:
        if point == G:
            done = library.EC_POINT_mul(library.group, result, numbers[0], None, None, context)
        else:
            given = library.EC_POINT_new(library.group)
            library.EC_POINT_set_affine_coordinates(library.group, given, numbers[1], numbers[2], context)
            done = library.EC_POINT_mul(library.group, result, None, given, numbers[0], context)
        if done != 1 or library.EC_POINT_get_affine_coordinates(library.group, result, *out, context) != 1:
            return plainly(number, point)
        found = []
        for one in out:
            raw = ctypes.create_string_buffer(_HALF)
            library.BN_bn2binpad(one, raw, _HALF)
            found.append(int.from_bytes(raw.raw, "big"))
        return found[0], found[1]
    finally:
        for one in (*numbers, *out):
            library.BN_clear_free(one)
        for one in (result, given):
            if one:
                library.EC_POINT_free(one)
        library.BN_CTX_free(context)
