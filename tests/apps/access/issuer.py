"""A stand-in for a city's unified identity: an OpenID provider on the loopback, in a thread, with its own keys."""

import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256

SECRET, CLIENT = "a secret of the stand-in", "jiaxin-stand-in"


def coded(data: bytes | Any) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _number(value: int) -> str:
    return coded(value.to_bytes((value.bit_length() + 7) // 8))


class Issuer:
    """`spoil` changes the claims of the next tokens; `forge` what is signed with; `led` (path, status) leads a path elsewhere, where the right answer waits."""

    def __init__(self) -> None:
        self.keys = {"RS256": rsa.generate_private_key(65537, 2048), "ES256": ec.generate_private_key(ec.SECP256R1()), "EdDSA": ed25519.Ed25519PrivateKey.generate()}
        self.algorithm, self.spoil, self.codes, self.address = "RS256", {}, {}, ""
        self.now = 0.0
        self.led: tuple[str, int] = ("", 0)
        self.sent_on: list[str] = []
        self.elsewhere: list[str] = []

    def allowed(self, asked: str, subject: str) -> dict[str, str]:
        """The browser has come with this address and somebody has proved who she is: what it brings back."""
        words = dict(parse_qsl(urlsplit(asked).query))
        assert words["client_id"] == CLIENT and words["code_challenge_method"] == "S256"
        code = sha256(f"{subject}{words['state']}".encode()).hexdigest()
        self.codes[code] = (subject, words)
        return {"code": code, "state": words["state"]}

    def token(self, form: dict[str, str]) -> dict[str, str] | None:
        subject, words = self.codes.pop(form["code"], ("", {}))
        challenge = coded(sha256(form["code_verifier"].encode()).digest())
        if not subject or form["client_secret"] != SECRET or challenge != words["code_challenge"]:
            return None
        claims = {"iss": self.address, "aud": CLIENT, "sub": subject, "iat": self.now, "exp": self.now + 300, "nonce": words["nonce"]}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(claims | self.spoil)}

    def signed(self, claims: dict[str, Any], head: dict[str, Any] | None = None) -> str:
        message = f"{coded(head or {'alg': self.algorithm, 'kid': self.algorithm})}.{coded(claims)}"
        key, data = self.keys[self.algorithm], message.encode()
        if isinstance(key, rsa.RSAPrivateKey):
            made = key.sign(data, padding.PKCS1v15(), SHA256())
        elif isinstance(key, ec.EllipticCurvePrivateKey):
            r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(SHA256())))
            made = r.to_bytes(32) + s.to_bytes(32)
        else:
            made = key.sign(data)
        return f"{message}.{coded(made)}"

    def jwks(self) -> list[dict[str, str]]:
        one, two = self.keys["RS256"].public_key().public_numbers(), self.keys["ES256"].public_key().public_numbers()
        return [
            {"kty": "RSA", "kid": "RS256", "n": _number(one.n), "e": _number(one.e)},
            {"kty": "EC", "crv": "P-256", "kid": "ES256", "x": coded(two.x.to_bytes(32)), "y": coded(two.y.to_bytes(32))},
            {"kty": "OKP", "crv": "Ed25519", "kid": "EdDSA", "x": coded(self.keys["EdDSA"].public_key().public_bytes_raw())},
        ]

    def answer(self, path: str, form: dict[str, str] | None) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.address, **{name: f"{self.address}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}}
        if path == "/jwks_uri":
            return {"keys": self.jwks()}
        return self.token(form) if path == "/token_endpoint" and form else None


@contextmanager
def standing(issuer: Issuer) -> Iterator[Issuer]:
    class Desk(BaseHTTPRequestHandler):
        def _say(self, form: dict[str, str] | None = None) -> None:
            path, status = issuer.led
            if path and self.path == path:
                issuer.sent_on.append(path)
                self.send_response(status)
                self.send_header("Location", f"{issuer.address}/elsewhere{path}")
                self.end_headers()
                return
            if self.path.startswith("/elsewhere"):
                issuer.elsewhere.append(self.path)
            said = issuer.answer(self.path.removeprefix("/elsewhere"), form)
            self.send_response(200 if said else 400)
            self.end_headers()
            self.wfile.write(json.dumps(said or {"error": "invalid_request"}).encode())

        def do_GET(self) -> None:
            self._say()

        def do_POST(self) -> None:
            self._say({k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()})

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
