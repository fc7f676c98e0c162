#!/usr/bin/env python3
"""见证程序 — remembers the last checkpoint it saw of each log, and signs the next only if that one is its beginning.

For an association or a neighbouring district. Needs this file and jiaxin_verify_log.py beside it, nothing else.

    python jiaxin_witness.py new-key NAME                 make a key; prints the VKEY to tell everybody
    python jiaxin_witness.py look FOLDER|URL --key VKEY   check and sign; writes the signed checkpoint to --out
    python jiaxin_witness.py seen                         what was last seen of each log

What is remembered lies in `witness.json`, the key in `witness.key` (mode 600), both in --folder. The
signature is C2SP cosignature/v1: "at this time, this was the largest size of this log known to me".
Signing is not in constant time: run it where nobody else can measure it.
Exit status 0: signed; 1: the log contradicts what was seen before, nothing is signed; 2: could not look.
"""

import argparse
import json
import os
import secrets
import sys
import time
from base64 import b64encode
from hashlib import sha256, sha512
from pathlib import Path

import jiaxin_verify_log as verify


def sign(seed, message):
    """Ed25519, RFC 8032 5.1.6."""
    hashed = sha512(seed).digest()
    secret = int.from_bytes(hashed[:32], "little") & (1 << 254) - 8 | 1 << 254
    public = verify.point_to(verify.times([(secret, verify.BASE)]))
    once = int.from_bytes(sha512(hashed[32:] + message).digest(), "little") % verify.ORDER
    point = verify.point_to(verify.times([(once, verify.BASE)]))
    h = int.from_bytes(sha512(point + public + message).digest(), "little") % verify.ORDER
    return point + ((once + h * secret) % verify.ORDER).to_bytes(32, "little")


def public_of(seed):
    secret = int.from_bytes(sha512(seed).digest()[:32], "little") & (1 << 254) - 8 | 1 << 254
    return verify.point_to(verify.times([(secret, verify.BASE)]))


def key_data(name, seed):
    data = b"\x04" + public_of(seed)
    return data, sha256(name.encode() + b"\n" + data).digest()[:4]


def new_key(asked):
    if not asked.name or any(c.isspace() or c == "+" for c in asked.name):
        raise SystemExit("名称不能为空，不能含空格或加号")
    seed = secrets.token_bytes(32)
    handle = os.open(asked.folder / "witness.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(f"{asked.name} {seed.hex()}\n")
    data, number = key_data(asked.name, seed)
    print(f"{asked.name}+{number.hex()}+{b64encode(data).decode()}")
    return 0


def seen(asked):
    path = asked.folder / "witness.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def show(asked):
    for origin, last in seen(asked).items():
        print(f"{origin}\t{last['size']}\t{last['root']}")
    return 0


def look(asked):
    name, seed = (asked.folder / "witness.key").read_text("utf-8").split()
    tiles = verify.Tiles(asked.source)
    note = tiles.read("checkpoint").decode()
    try:
        point = verify.checkpoint_of(note, verify.keys_of(asked.key))
        tiles.size, tiles.of, known = point.size, verify.hash_of(point.origin), seen(asked)
        for other in known:
            if other != point.origin and verify.but_for_the_hash(other) == verify.but_for_the_hash(point.origin):
                raise verify.Unsound("hash", f"以前见证的是 {other}，现在换了哈希算法（{point.origin}）：一本日志从头到尾只用一种")
        last = known.get(point.origin, {"size": 0, "root": ""})
        if point.size >= last["size"] and tiles.span(0, point.size) != point.root:
            raise verify.Unsound("root", "哈希块与检查点的根哈希不符", point.size)
        if last["size"]:
            before = verify.Checkpoint(point.origin, last["size"], bytes.fromhex(last["root"]))
            verify.fits(tiles, point.origin, before, "上次见证的检查点")
    except verify.Unsound as why:
        print(f"{why.code}\t{why.position}\t拒绝签名：{why.said}")
        return 1
    known[point.origin] = {"size": point.size, "root": point.root.hex(), "note": note}
    draft = asked.folder / "witness.json.new"
    draft.write_text(json.dumps(known, ensure_ascii=False), "utf-8")
    draft.replace(asked.folder / "witness.json")  # remembered first: never sign what could be forgotten
    at = int(time.time())
    made = at.to_bytes(8, "big") + sign(bytes.fromhex(seed), f"cosignature/v1\ntime {at}\n{point.text}".encode())
    cosigned = f"{note}— {name} {b64encode(key_data(name, bytes.fromhex(seed))[1] + made).decode()}\n"
    if asked.out:
        asked.out.write_text(cosigned, "utf-8")
    print(f"signed\t{point.size}\t{point.origin} 的前 {last['size']} 条未变，现有 {point.size} 条，已签名")
    return 0


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for word, run in (("new-key", new_key), ("look", look), ("seen", show)):
        one = commands.add_parser(word)
        one.set_defaults(run=run)
        one.add_argument("--folder", type=Path, default=Path())
        if word == "new-key":
            one.add_argument("name")
        if word == "look":
            one.add_argument("source")
            one.add_argument("--key", action="append", required=True)
            one.add_argument("--out", type=Path)
    asked = parser.parse_args(argv)
    try:
        return asked.run(asked)
    except (OSError, ValueError) as why:
        print(f"error\t0\t无法见证：{type(why).__name__}: {why}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
