"""1,000,000 mutated and forged codes: how many are accepted. And how large the status list of 100,000 codes is.

    python -m tools.bench.forging [--count 1000000] [--seed 1]

Kinds, in equal parts: one bit of the signed bytes; one letter of the text; cut short or longer; parts of two genuine codes
put together; a genuine code under another address; claims changed and signed by a key of the forger's own under our key's
number; signatures moved by the group's order; the same content spelt another way (CBOR and base32); the algorithm changed;
a status list passed off as a code. Bar: none accepted. Genuine codes between them must all be accepted.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from jiaxin.domain.onecode import payload as payloads
from jiaxin.domain.onecode.envelope import SM2, Envelope, opened, to_text
from jiaxin.domain.onecode.payload import address, split
from jiaxin.domain.onecode.statuslist import OVER, SIZE
from jiaxin.domain.onecode.verdict import judge
from jiaxin.kit.crypto import Signer
from jiaxin.kit.crypto.schemes import accepts
from tests.browser.codes import District

ORDER = 2**252 + 27742317777372353535851937790883648493
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
Forge = Callable[[random.Random, str, str], str]


def bit(chance: random.Random, one: str, other: str) -> str:
    code, raw = split(one)
    spoilt = bytearray(raw)
    spoilt[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return address("", code, bytes(spoilt))


def letter(chance: random.Random, one: str, other: str) -> str:
    head, _, text = one.partition("#")
    at = chance.randrange(len(text))
    return f"{head}#{text[:at]}{chance.choice(LETTERS.replace(text[at], ''))}{text[at + 1 :]}"


def length(chance: random.Random, one: str, other: str) -> str:
    head, _, text = one.partition("#")
    if chance.random() < 0.5:
        return f"{head}#{text[: chance.randrange(len(text))]}"
    return f"{head}#{text}{''.join(chance.choices(LETTERS, k=chance.randint(1, 40)))}"


def spliced(chance: random.Random, one: str, other: str) -> str:
    a, b = opened(split(one)[1]), opened(split(other)[1])
    mixed = replace(a, signature=b.signature) if chance.random() < 0.5 else replace(a, payload=b.payload)
    return address("", split(one)[0], mixed.to_bytes())


def moved(chance: random.Random, one: str, other: str) -> str:
    return f"{other.partition('#')[0]}#{one.partition('#')[2]}"


def own_key(chance: random.Random, one: str, other: str) -> str:
    code, raw = split(one)
    envelope = opened(raw)
    said = replace(payloads.read(envelope), place=chance.randrange(SIZE), name="王*丽", expires_at=2_000_000_000)
    draft = Envelope(envelope.algorithm, envelope.kid, said.to_bytes(), b"")
    signer = Signer(chance.randbytes(32))
    return address("", code, replace(draft, signature=signer.sign(draft.message(payloads.bound(code)))).to_bytes())


def order(chance: random.Random, one: str, other: str) -> str:
    code, raw = split(one)
    envelope = opened(raw)
    s = int.from_bytes(envelope.signature[32:], "little") + ORDER * chance.randint(1, 14)
    if s >> 256:
        s = (s - ORDER) % (1 << 256) | 1 << 255
    return address("", code, replace(envelope, signature=envelope.signature[:32] + s.to_bytes(32, "little")).to_bytes())


def respelt(chance: random.Random, one: str, other: str) -> str:
    """The same content in bytes or letters that `encode` and `to_text` do not write."""
    head, _, text = one.partition("#")
    raw = split(one)[1]
    match chance.randrange(4):
        case 0:
            return f"{head}#{text.lower()}"
        case 1:
            return f"{head}#{text}======"
        case 2:  # the tag's number in two bytes
            return f"{head}#{to_text(bytes((0xD8, 0x12)) + raw[1:])}"
    spare = -len(raw) * 8 % 5  # the last letter has bits that mean nothing
    last = LETTERS.index(text[-1]) | chance.randint(1, (1 << spare) - 1) if spare else 0
    return f"{head}#{text[:-1]}{LETTERS[last]}" if spare else f"{head}#{text}A"


def algorithm(chance: random.Random, one: str, other: str) -> str:
    code, raw = split(one)
    changed = chance.choice([-7, -35, -257, 5, 0, SM2, -chance.randint(9, 10**6)])
    return address("", code, replace(opened(raw), algorithm=changed).to_bytes())


def list_as_code(chance: random.Random, one: str, other: str) -> str:
    district = District(now=1_795_780_000)
    listed = district.status({chance.randrange(SIZE): OVER})
    return address("", split(one)[0], listed)


KINDS: tuple[Forge, ...] = (bit, letter, length, spliced, moved, own_key, order, respelt, algorithm, list_as_code)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, district = random.Random(given.seed), District(now=1_795_780_000)
    keys, status, now = district.keys(), district.status(), district.now
    genuine = []
    for _ in range(500):
        code = "".join(chance.choices(LETTERS.lower(), k=26))
        said = district.says(place=chance.randrange(SIZE), photo=chance.randbytes(16), root=chance.randbytes(16), live=False)
        genuine.append(address("", code, district.sealed(said, code)))
    refused = [one for one in genuine if not judge(one, keys, status, now, accepts).genuine]
    begun, accepted, reasons = time.process_time(), dict.fromkeys((k.__name__ for k in KINDS), 0), dict.fromkeys((k.__name__ for k in KINDS), 0)
    known = set(genuine)
    for i in range(given.count):
        forge = KINDS[i % len(KINDS)]
        one, other = chance.sample(genuine, 2)
        text = forge(chance, one, other)
        reasons[forge.__name__] += text not in known
        accepted[forge.__name__] += judge(text, keys, status, now, accepts).genuine
    print(f"genuine codes refused: {len(refused)} of {len(genuine)}; {time.process_time() - begun:.0f} CPU s")
    for name, count in accepted.items():
        print(f"  {name:14}{reasons[name]:>9,} forged  {count} accepted")
    print(f"{'held' if not sum(accepted.values()) else 'MISSED':7}{sum(accepted.values())} of {sum(reasons.values()):,} accepted (bar 0)")
    stopped = {place: OVER if chance.random() < 0.7 else 2 for place in chance.sample(range(SIZE), 2_000)}
    size = len(district.status(stopped))
    print(f"{'held' if size <= 5_000 else 'MISSED':7}status list, 100,000 codes, 2,000 stopped: {size:,} bytes signed (bar 5,000)")
    sys.exit(0 if not sum(accepted.values()) and not refused and size <= 5_000 else 1)


if __name__ == "__main__":
    main()
