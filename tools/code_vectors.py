"""Vectors of signed codes, once for each format and suite: `python -m tools.code_vectors FILE`.

The committed file (tests/fixtures/onecode/vectors.json) is never written again: cards of that day are in people's pockets.
A new format or suite gets a new file beside it, and both verifiers must go on giving every verdict in all of them.
"""

import json
import random
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

from jiaxin.domain.onecode import payload as payloads
from jiaxin.domain.onecode.cbor import decode, encode
from jiaxin.domain.onecode.envelope import Envelope, opened, to_text
from jiaxin.domain.onecode.keylist import KeyList, kid_of
from jiaxin.domain.onecode.statuslist import OVER, PAUSED
from jiaxin.domain.onecode.verdict import judge
from jiaxin.kit.crypto.schemes import Scheme, accepts
from tests.browser.codes import DAY, District

NOW, CODE = 1_795_780_000, "ma7k2vq4xh3c5n6t8w9zr0yp1d".translate(str.maketrans("01890", "abcde"))
BASE = "https://jz.yanglidistrict.gov.cn"


def main(target: Path) -> None:
    chance, cases = random.Random(20_261_127), list[dict[str, object]]()
    for scheme in Scheme:
        _suite(scheme, chance, cases)
    target.write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(cases)} vectors")


def _suite(scheme: Scheme, chance: random.Random, cases: list[dict[str, object]]) -> None:
    old = District(scheme, bytes(range(2, 34)), NOW)
    new = District(scheme, bytes(range(3, 35)), NOW)
    stranger = District(scheme, bytes(range(4, 36)), NOW)
    past = replace(old.key(), until=NOW - 10 * DAY)
    keys = KeyList("349912", "样例区", NOW, (new.key(), past))
    status = new.status({5: OVER, 6: PAUSED, 16_777_215: OVER})

    def case(name: str, text: str, keys: KeyList | None = keys, status: bytes | None = status, now: int = NOW) -> None:
        found = judge(text, keys, status, now, accepts)
        cases.append(
            {
                "name": f"{scheme}: {name}",
                "text": text,
                "keys": keys.to_text() if keys else None,
                "status": b64encode(status).decode() if status else None,
                "now": now,
                "reason": found.reason,
                "age": found.list_age,
                "shown": found.payload.name if found.payload else None,
            }
        )

    def address(district: District, code: str = CODE, **changed: object) -> str:
        return payloads.address(BASE, code, district.sealed(district.says(**changed), code))

    card = address(new)
    first = address(old, format=1, root=bytes(32), issued_at=NOW - 20 * DAY)
    case("card", card)
    case("card, capital letters in the path", card.replace(CODE, CODE.upper()))
    case("card of the previous key", address(old, issued_at=NOW - 20 * DAY))
    case("card of the previous format and key", first)
    case("previous key signing after its time", address(old))
    case("live code", address(new, live=True, issued_at=NOW - 10, expires_at=NOW + 50))
    case("live code after its minute", address(new, live=True, issued_at=NOW - 70, expires_at=NOW - 10))
    case("no photo, every trade, grey", address(new, trades=payloads.TRADES, state="grey"))
    case("a photo, no trade, yellow", address(new, photo=bytes(range(16)), trades=(), state="yellow"))
    case("expired", address(new, expires_at=NOW))
    case("from the future", address(new, issued_at=NOW + 400))
    case("over", address(new, place=5))
    case("paused", address(new, place=6))
    case("last place", address(new, place=16_777_215))
    case("another district", address(new, issuer="349913"))
    case("a stranger's key", address(stranger))
    case("withdrawn key", card, KeyList("349912", "样例区", NOW, (replace(new.key(), withdrawn_at=NOW),)))
    case("key no longer accepted", card, KeyList("349912", "样例区", NOW, (replace(new.key(), accepted_until=NOW - 1),)))
    case("a stranger's key under the kid of ours", card, KeyList("349912", "样例区", NOW, (replace(new.key(), public=stranger.public.hex()),)))
    case("no key list", card, None)
    case("no status list", card, keys, None)
    case("spoilt status list", card, keys, status[:-1] + bytes([status[-1] ^ 1]))
    case("status list signed by a stranger", card, keys, stranger.status())
    case("old status list", card, keys, new.status({5: OVER}, NOW - 2 * DAY))
    case("over on an old status list", address(new, place=5), keys, new.status({5: OVER}, NOW - 2 * DAY))
    case("status list from the future", card, keys, new.status({}, NOW + 4000))
    case("empty status list", card, keys, new.status())
    case("another code in the path", card.replace(CODE, "a" * 26))
    case("no payload", card.partition("#")[0])
    case("no code", f"{BASE}/v#" + card.partition("#")[2])
    case("a card as a status list", card, keys, opened(payloads.split(card)[1]).to_bytes())
    raw = payloads.split(card)[1]
    envelope, claims = opened(raw), decode(opened(raw).payload)
    assert isinstance(claims, dict)
    said = list(claims[payloads.PRIVATE])  # type: ignore[arg-type]

    def rewritten(body: object, algorithm: int = envelope.algorithm) -> str:
        payload = encode(body)  # type: ignore[arg-type]
        draft = Envelope(algorithm, kid_of(new.public), payload, bytes(64))
        made = replace(draft, signature=new.sign(draft.message(payloads.bound(CODE))))
        return f"{BASE}/c/{CODE}#{to_text(made.to_bytes())}"

    case("a later format", rewritten(claims | {payloads.PRIVATE: [3, *said[1:]]}))
    case("an unknown algorithm", rewritten(claims, -7))
    case("a claim too many", rewritten(claims | {2: "x"}))
    case("a trade nobody knows", rewritten(claims | {payloads.PRIVATE: [*said[:5], 1 << 15, *said[6:]]}))
    case("a name too long", rewritten(claims | {payloads.PRIVATE: [*said[:4], "长" * 9, *said[5:]]}))
    case("live is no word", rewritten(claims | {payloads.PRIVATE: [*said[:7], 1]}))
    case("a place that is text", rewritten(claims | {payloads.PRIVATE: [2, "5", *said[2:]]}))
    letters = card.partition("#")[2]
    for i in range(60):
        at = chance.randrange(len(letters))
        other = chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=018 abc")
        kind = i % 4
        text = [
            letters[:at] + other + letters[at + 1 :],
            letters[:at],
            letters[:at] + letters[at + 1 :],
            letters[:at] + other + letters[at:],
        ][kind]
        case(f"mutation {i}", f"{BASE}/c/{CODE}#{text}")
    for i in range(40):
        spoilt = bytearray(raw)
        spoilt[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        case(f"one bit {i}", f"{BASE}/c/{CODE}#{to_text(bytes(spoilt))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
