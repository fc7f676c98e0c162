"""Draw again: who is inspected follows from the published list and the public number alone. Python 3.9, nothing else.

    python3 jiaxin_verify_draw.py list.json "THE NUMBER" [DIGEST]

Prints the SHA-256 of the list, whether it is the digest that was published beforehand, and who is drawn.
The list names firms by credit code with class and weight, how many of each class are drawn at random and how many by risk.
"""

import json
import sys
from decimal import Context
from hashlib import sha256

EXACT = Context(prec=40)


def lot(seed, use, firm):
    return sha256(seed + f"|{use}|{firm}".encode()).digest()


def wait(seed, firm, weight):
    """Waiting time of an exponential clock that runs `weight` times as fast."""
    u = int.from_bytes(lot(seed, "risk", firm)[:16], "big") + 1
    part = EXACT.divide(EXACT.create_decimal(u), EXACT.create_decimal(2**128 + 1))
    return EXACT.divide(-EXACT.ln(part), EXACT.create_decimal(weight))


def draw(said, seed):
    at_random, by_risk = [], []
    for klass in sorted({k for _, k, _ in said["firms"]}):
        firms = [(f, w) for f, k, w in said["firms"] if k == klass]
        first, second = said["random"].get(klass, 0), said["risk"].get(klass, 0)
        order = sorted(firms, key=lambda f: lot(seed, "random", f[0]))
        at_random += [f for f, _ in order[:first]]
        rest = sorted(order[first:], key=lambda f: (wait(seed, *f), f[0])) if second else []
        by_risk += [f for f, _ in rest[:second]]
    return at_random, by_risk


def main(words):
    if len(words) < 3:
        print(__doc__)
        return 2
    with open(words[1], "rb") as file:
        raw = file.read()
    digest = sha256(raw).hexdigest()
    print("list", digest)
    if len(words) > 3:
        print("published digest:", "the same" if words[3] == digest else "DIFFERENT")
    at_random, by_risk = draw(json.loads(raw), sha256(f"{digest}|{words[2]}".encode()).digest())
    print("at random:", *at_random)
    print("by risk:", *by_risk)
    return 0 if len(words) < 4 or words[3] == digest else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
