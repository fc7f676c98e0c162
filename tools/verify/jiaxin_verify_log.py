#!/usr/bin/env python3
"""日志验证程序 — checks the public log of a district without trusting the district. One file, standard library only.

    python jiaxin_verify_log.py log FOLDER|URL --key VKEY      checkpoint, all checkpoints so far, all tiles
        --entries DATABASE.sqlite3|-     compare every entry with its leaf; `-` reads JSON lines
        --held FILE|SIZE:ROOT            a checkpoint kept elsewhere or read from paper (repeat)
        --witness VKEY --quorum N        a checkpoint must carry so many signatures of these witnesses
        --state FILE                     remember where this check ended; the next one reads on from there
    python jiaxin_verify_log.py proof FILE ENTRY --key VKEY    one entry, offline (C2SP tlog-proof)
    python jiaxin_verify_log.py views CHECKPOINT CHECKPOINT … --key VKEY [--proof FILE]   do they fit together?

The hash is SHA-256, or SM3 (GB/T 32905-2016) where the name of the log begins with `jiaxin-sm3/`: one log, one hash.
VKEY is a line `name+id+base64`, or a file of such lines; have it from somebody other than the log.
Answers line by line: code, position, sentence. Exit status 0: sound; 1: not; 2: cannot be checked.
The entries of a log are counted from 1, as the district counts them; the formats of C2SP count from 0.
"""

import argparse
import json
import sqlite3
import sys
import time
from base64 import b64decode
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import new as new_hash
from hashlib import sha256, sha512
from pathlib import Path

# ---- Ed25519, RFC 8032 5.1, after the code of its section 6. Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(pairs):
    """Sum of scalar · point over (scalar, point), doubling once for all of them (Straus)."""
    sums = [ZERO]
    for _, point in pairs:
        sums += [add(one, point) for one in sums]
    found = ZERO
    for bit in range(max(n.bit_length() for n, _ in pairs) - 1, -1, -1):
        found = add(found, found)
        which = sum((n >> bit & 1) << i for i, (n, _) in enumerate(pairs))
        if which:
            found = add(found, sums[which])
    return found


def point_from(data):
    """None when the 32 bytes are no point."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def point_to(p):
    inverse = pow(p[2], -1, P)
    return (p[1] * inverse % P | (p[0] * inverse % P & 1) << 255).to_bytes(32, "little")


BASE = point_from((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519_accepts(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, s = point_from(public), int.from_bytes(signature[32:], "little")
    if a is None or s >= ORDER:
        return False
    h = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return point_to(times([(s, BASE), (h, (P - a[0], a[1], 1, P - a[3]))])) == signature[:32]


# ---- Hashes of the trees: SHA-256; SM3, GB/T 32905-2016, in words of 32 bits
M = 0xFFFFFFFF


def turned(word, by):
    by %= 32
    return (word << by | word >> 32 - by) & M


def own_sm3(data):
    """Pure Python, for systems whose hashlib has no SM3."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    data += b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for start in range(0, len(data), 64):
        w = [int.from_bytes(data[i : i + 4], "big") for i in range(start, start + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ turned(w[j - 3], 15)
            w.append(x ^ turned(x, 15) ^ turned(x, 23) ^ turned(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            x = turned(a, 12)
            s = turned(x + e + turned(0x79CC4519 if j < 16 else 0x7A879D8A, j) & M, 7)
            one = (a ^ b ^ c if j < 16 else a & b | a & c | b & c) + d + (s ^ x) + (w[j] ^ w[j + 4]) & M
            two = (e ^ f ^ g if j < 16 else e & f | ~e & M & g) + h + s + w[j] & M
            a, b, c, d = one, a, turned(b, 9), c
            e, f, g, h = two ^ turned(two, 9) ^ turned(two, 17), e, turned(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True)]
    return b"".join(word.to_bytes(4, "big") for word in state)


def system_sm3(data):
    return new_hash("sm3", data).digest()


def sha(data):
    return sha256(data).digest()


try:
    sm3 = system_sm3 if system_sm3(b"abc") == own_sm3(b"abc") else own_sm3
except ValueError:
    sm3 = own_sm3
SM3_LOG = "jiaxin-sm3/"


def hash_of(origin):
    """The hash of a log, which its name says. Two names that differ in it are two logs: nothing of one counts for the other."""
    return sm3 if origin.startswith(SM3_LOG) else sha


def but_for_the_hash(origin):
    return origin.replace(SM3_LOG, "jiaxin/", 1) if origin.startswith(SM3_LOG) else origin


# ---- Signed notes and checkpoints: C2SP signed-note, tlog-checkpoint, tlog-cosignature
class Unsound(Exception):
    """Carries code, position (0: none) and sentence."""

    def __init__(self, code, said, position=0):
        super().__init__(said)
        self.code, self.said, self.position = code, said, position


def key_of(text):
    """(name, id, kind, public key) of `name+id+base64(kind ‖ key)`."""
    name, number, coded = text.strip().split("+", 2)
    data = b64decode(coded)
    if sha256(name.encode() + b"\n" + data).digest()[:4].hex() != number or data[0] not in (1, 4) or len(data) != 33:
        raise Unsound("key", f"公钥 {name} 写错了")
    return name, bytes.fromhex(number), data[0], data[1:]


def keys_of(texts):
    lines = [line for one in texts for line in (Path(one).read_text("utf-8") if "+" not in one else one).splitlines()]
    return [key_of(line) for line in lines if line.strip()]


class Checkpoint:
    """`at` is when the log says it signed, 0 where it does not say; `witnessed` the names of trusted witnesses."""

    def __init__(self, origin, size, root, at=0, text=""):
        self.origin, self.size, self.root, self.at, self.text = origin, size, root, at, text
        self.witnessed = set()


def checkpoint_of(note, keys, witnesses=(), own=True):
    """`own`: it must be signed by a key of the log's own name; else any of the keys will do."""
    text, _, lines = note.rpartition("\n\n")
    text += "\n"
    try:
        origin, size, root = text.split("\n")[:3]
        found = Checkpoint(origin, int(size), b64decode(root, validate=True), text=text)
    except ValueError:
        raise Unsound("note", "不是检查点文件") from None
    signed = False
    for line in lines.splitlines():
        name, _, coded = line.removeprefix("— ").rpartition(" ")
        made = b64decode(coded)
        for key in [k for k in (*keys, *witnesses) if (k[0], k[1]) == (name, made[:4])]:
            at, signature, message = 0, made[4:], text.encode()
            if key[2] == 4:
                at, signature = int.from_bytes(signature[:8], "big"), signature[8:]
                message = f"cosignature/v1\ntime {at}\n{text}".encode()
            if not ed25519_accepts(key[3], message, signature):
                raise Unsound("signature", f"检查点（{size} 条）上 {name} 的签名不对")
            if key in keys:
                signed, found.at = signed or name == origin or not own, max(found.at, at)
            else:
                found.witnessed.add(name)
                signed = signed or not own
    if not signed:
        raise Unsound("unsigned", f"检查点（{size} 条）没有 {origin} 的可信签名")
    return found


# ---- Merkle trees: RFC 6962 / RFC 9162 2.1, tiles: C2SP tlog-tiles
def node(left, right, of=sha):
    return of(b"\x01" + left + right)


def fold(edge, hashes, of=sha):
    """Go on along the right edge: `edge` holds (height, hash) of full subtrees, heights falling."""
    for value in hashes:
        height = 0
        while edge and edge[-1][0] == height:
            height, value = height + 1, node(edge.pop()[1], value, of)
        edge.append((height, value))
    return edge


def join(edge, of=sha):
    found = edge[-1][1] if edge else of(b"")
    for _, left in reversed(edge[:-1]):
        found = node(left, found, of)
    return found


def root_of(hashes, of=sha):
    return join(fold([], hashes, of), of)


def climb(index, size, leaf, path, of=sha):
    """RFC 9162 2.1.3.2: the root that an inclusion proof leads to; None when its length does not fit."""
    at, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = node(beside, found, of)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, beside, of)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def consistent(old, new, old_root, new_root, path, of=sha):
    """RFC 9162 2.1.4.2."""
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path
    path = list(path) if old & (old - 1) else [old_root, *path]
    if old > new or not path:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node(beside, first, of), node(beside, second, of)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node(second, beside, of)
        at, last = at >> 1, last >> 1
    return last == 0 and (first, second) == (old_root, new_root)


class Tiles:
    """The public files of a log, in a folder or behind an address, at one size, under one hash."""

    def __init__(self, source, size=0, of=sha):
        self.source, self.size, self.of, self.kept = source.rstrip("/"), size, of, {}

    def read(self, name):
        if "://" in self.source:
            import urllib.request  # here: it takes as long to load as a thousand entries to check

            with urllib.request.urlopen(f"{self.source}/{name}", timeout=30) as answer:
                return answer.read()
        return Path(self.source, name).read_bytes()

    def width(self, level, index):
        return min(256, (self.size >> 8 * level) - index * 256)

    def tile(self, level, index):
        if (level, index) not in self.kept:
            self.kept[level, index] = self.load(level, index)
        return self.kept[level, index]

    def load(self, level, index):
        digits = f"{index:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        parts = [digits[i : i + 3] for i in range(0, len(digits), 3)]
        full = f"tile/{level}/" + "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
        width = self.width(level, index)
        for name in [full] if width == 256 else [f"{full}.p/{width}", full]:
            try:
                data = self.read(name)
            except OSError:
                continue
            if len(data) >= 32 * width:
                return [data[i : i + 32] for i in range(0, 32 * width, 32)]
        raise Unsound("tile", f"哈希块 {full} 缺失或不完整", index * 256 ** (level + 1) + 1)

    def span(self, low, high):
        """Root over the leaves low … high-1, from as few tiles as possible."""
        count = high - low
        if count and count & (count - 1) == 0 and low % count == 0:
            level, above = divmod(count.bit_length() - 1, 8)
            first = low // count << above
            return root_of(self.tile(level, first // 256)[first % 256 :][: 1 << above], self.of)
        if not count:
            return root_of([], self.of)
        middle = low + (1 << (count - 1).bit_length() - 1)
        return node(self.span(low, middle), self.span(middle, high), self.of)

    def check(self, first=0):
        """Every tile above the leaves says what the tiles below it give, from leaf `first` on."""
        level = 0
        while self.size >> 8 * (level + 1):
            for index in range(first >> 8 * (level + 1), self.size >> 8 * (level + 1)):
                if self.tile(level + 1, index // 256)[index % 256] != root_of(self.tile(level, index), self.of):
                    raise Unsound("tile", f"第 {level} 层第 {index} 个哈希块与上层不符", index * 256 ** (level + 1) + 1)
            level += 1


# ---- The entries behind the leaves
def facts_say(body):
    owner = body.get("claim") or body["subject"]
    found = {name: body[name] for name in ("id", "kind", "subject")}
    return found | {"key_owner": owner, "natural_key": bytes.fromhex(body["key"])}


def reads_say(body):
    names = ("id", "actor", "role", "organisation", "street", "purpose", "fields", "reference")
    return {name: body[name] for name in names} | {"at": body["at_us"], "subjects": " ".join(body["subjects"])}


SAY = {"facts": facts_say, "reads": reads_say}
HEADS = {"facts": "ledger_head", "reads": "access_read_head"}
SELECT = {
    "facts": "SELECT position, body, leaf, id, kind, subject, key_owner, natural_key FROM ledger_entry"
    " WHERE position > ? ORDER BY position",
    "reads": "SELECT l.position, l.body, l.leaf, r.id, r.actor, r.role, r.organisation, r.street, r.purpose, r.fields,"
    " r.reference, r.at, (SELECT group_concat(subject, ' ') FROM (SELECT subject FROM access_read_subject s"
    " WHERE s.read_id = l.read_id ORDER BY s.id)) AS subjects FROM access_read_leaf l"
    " LEFT JOIN access_read r ON r.id = l.read_id WHERE l.position > ? ORDER BY l.position",
}


def rows_of(entries, log, after):
    """(position, body, leaf or None, other columns) in order, and the row that says where the log ends."""
    if entries == "-":
        return (plain(json.loads(line)) for line in sys.stdin if line.strip()), None
    base = sqlite3.connect(f"{Path(entries).resolve().as_uri()}?mode=ro", uri=True)
    head = base.execute(f"SELECT size, root, recorded_us FROM {HEADS[log]} WHERE name = ?", [log]).fetchone()
    found = base.execute(SELECT[log], [after])
    names = [column[0] for column in found.description]
    return (plain(dict(zip(names, row, strict=True))) for row in found), head or (0, b"", 0)


def plain(row):
    row = {k: bytes.fromhex(v[2:]) if isinstance(v, str) and v.startswith("\\x") else v for k, v in row.items()}
    if isinstance(row.get("at"), str):
        at = datetime.fromisoformat(row["at"])
        row["at"] = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    if "subjects" in row:
        row["subjects"] = row["subjects"] or ""
    return row.pop("position"), row.pop("body"), row.pop("leaf", None), row


def audit(log, rows, head, tiles, state, stamps):
    """Every entry against its leaf. Yields what is wrong; brings `state` (rows, edge, recorded_us) up to date."""
    start, have, sound = state["rows"], [], True
    for position, body, leaf, columns in rows:
        at, value = start + len(have), tiles.of(b"\x00" + body)
        have.append(value)
        if not sound:
            continue
        if position != at + 1 or (at < tiles.size and value != tiles.tile(0, at >> 8)[at & 255]):
            sound = False
            continue
        try:
            said = json.loads(body)
            wrong = next((name for name, v in SAY[log](said).items() if name in columns and columns[name] != v), "")
        except (ValueError, KeyError):
            said, wrong = {"recorded_us": 0}, "body"
        wrong = wrong or ("leaf" if leaf not in (None, value) else "")
        if wrong:
            gone = "id" in columns and columns["id"] is None
            yield Unsound("deleted" if gone else "edited", "回执已被删除" if gone else f"数据库中“{wrong}”一栏被改动", position)
        if said["recorded_us"] < state["recorded_us"]:
            yield Unsound("clock", "记录时间早于前一条", position)
        state["recorded_us"] = said["recorded_us"]
        signed = stamps.get(position) or stamps.get(tiles.size) if position <= tiles.size else 0
        earliest, latest = stamps.get(position - 1, 0) - 600, (signed or 1 << 60) + 5
        if not earliest <= said["recorded_us"] / 1e6 <= latest:
            yield Unsound("clock", "记录时间与检查点的时间不符", position)
    upto = start + len(have)
    if not sound or upto < tiles.size:
        yield named([tiles.tile(0, i >> 8)[i & 255] for i in range(start, tiles.size)], have, start)
        return
    state["edge"], state["rows"] = fold(state["edge"], have, tiles.of), upto
    if head and (head[0], bytes(head[1])) != (upto, join(state["edge"], tiles.of) if upto else b""):
        yield Unsound("head", f"数据库记着日志有 {head[0]} 条，与实际的 {upto} 条或其根哈希不符", min(head[0], upto) + 1)
    elif head and head[2] != state["recorded_us"]:
        yield Unsound("clock", "数据库记着的末条时间与末条不符", upto)


def named(want, have, start):
    """What happened at the first place where entries and leaves differ."""
    first = next((i for i, (a, b) in enumerate(zip(want, have, strict=False)) if a != b), min(len(want), len(have)))
    position = start + first + 1
    if first >= len(have):
        return Unsound("truncated", f"从这一条起，末尾 {len(want) - first} 条被截去", position)
    if first >= len(want):
        return Unsound("deleted", "检查点之后的位置有缺口", position)
    missing, extra = Counter(want[first:]), Counter(have[first:])
    lost, added = want[first] not in extra, extra[have[first]] > missing[have[first]]
    if lost and added:
        return Unsound("edited", "内容被改动", position)
    if lost:
        return Unsound("deleted", "这一条被删除", position)
    return Unsound("inserted", "这里被插入了一条", position) if added else Unsound("reordered", "顺序被调换", position)


# ---- The whole log
MOST = 50  # complaints that are printed; all are counted


def fits(tiles, origin, other, held):
    """A checkpoint seen elsewhere or earlier against the log as it is now."""
    if other.origin != origin and but_for_the_hash(other.origin) == but_for_the_hash(origin):
        raise Unsound("hash", f"{held}与现在的日志用的不是同一种哈希算法（{other.origin}，{origin}）：一本日志从头到尾只用一种")
    if other.origin != origin:
        raise Unsound("origin", f"{held}属于另一本日志（{other.origin}）")
    if other.size > tiles.size:
        raise Unsound("rolled-back", f"{held}有 {other.size} 条，现在只有 {tiles.size} 条：日志被倒退", tiles.size + 1)
    if tiles.span(0, other.size) != other.root:
        code = "split-view" if other.size == tiles.size else "rewritten"
        raise Unsound(code, f"{held}（{other.size} 条）的根哈希与现在的日志不符：给不同的人看了不同的日志，或历史被改写", other.size)


def past(tiles, keys, state):
    """Checkpoints this log says it has signed, oldest first, and whether what an earlier check read still stands there.

    `state`: what was read and found signed then is not proved again while its bytes are the same, its last line excepted.
    """
    try:
        data = tiles.read("checkpoints")
    except OSError:
        raise Unsound("history", "缺少历次检查点的清单") from None
    keys = [key for key in keys if key[2] == 4] or keys  # of two signatures by one key, the one with the time will do
    trusted = sha256(repr(sorted(keys)).encode()).hexdigest()
    before, upto = state["listed"], data.rfind(b"\n") + 1
    same = sha256(data[:before]).hexdigest() == state["list"] if before else True
    start = data.rfind(b"\n", 0, max(0, before - 1)) + 1 if same and state["keys"] == trusted else 0
    state |= {"listed": upto, "list": sha256(data[:upto]).hexdigest(), "keys": trusted}
    found = []
    for line in data[start:].decode().splitlines():
        try:
            note = json.loads(line)
        except ValueError:
            continue  # half a line of a process that was killed
        found.append(checkpoint_of(note, keys))
    return found, same


def cosigned(tiles, witnesses):
    """What trusted witnesses have signed, as the log publishes it."""
    try:
        lines = [json.loads(line) for line in tiles.read("cosignatures").decode().splitlines()] if witnesses else []
    except OSError:
        return
    for text in dict.fromkeys(one["text"] for one in lines):
        note = text + "\n" + "".join(one["line"] for one in lines if one["text"] == text)
        try:
            yield checkpoint_of(note, [], witnesses, own=False)
        except Unsound as why:
            if why.code != "unsigned":
                raise


def check_log(asked):
    """Yields what is wrong with a log: its checkpoints, its tiles, its entries."""
    keys, witnesses = keys_of(asked.key), keys_of(asked.witness)
    tiles = Tiles(asked.source)
    try:
        now = checkpoint_of(tiles.read("checkpoint").decode(), keys, witnesses)
    except OSError:
        raise Unsound("checkpoint", "缺少检查点文件") from None
    state = {"origin": now.origin, "size": 0, "root": "", "at": 0, "rows": 0, "edge": [], "recorded_us": 0}
    state |= {"listed": 0, "list": "", "keys": ""}
    if asked.state and Path(asked.state).exists():
        state |= json.loads(Path(asked.state).read_text("utf-8"))
        state["edge"] = [(height, bytes.fromhex(value)) for height, value in state["edge"]]
    every, same = past(tiles, keys, state)
    if every and every[-1].at > now.at:
        now = every[-1]  # the list is written first
    log, tiles.size, tiles.of = now.origin.rpartition("/")[2], now.size, hash_of(now.origin)
    print(f"checkpoint\t{now.size}\t{now.origin}，{now.size} 条，签于{stamp(now.at)}")
    seen = [one for one in cosigned(tiles, witnesses) if len(one.witnessed) >= max(1, asked.quorum)]
    if seen:
        newest = max(seen, key=lambda one: one.size)
        print(f"witnessed\t{newest.size}\t{'、'.join(sorted(newest.witnessed))} 见证到第 {newest.size} 条")
    elif asked.quorum:
        yield Unsound("witness", f"没有一个检查点有 {asked.quorum} 个可信的见证签名")
    held = [(held_of(one, now.origin, keys), f"所持检查点 {one} ") for one in asked.held]
    held += [(one, "见证过的检查点") for one in seen]
    if state["size"]:
        held.append((Checkpoint(state["origin"], state["size"], bytes.fromhex(state["root"])), "上次核对的检查点"))
    for other, said in held:
        yield from trouble(fits, tiles, now.origin, other, said)
    tiles.check(first=state["size"])
    if tiles.span(0, now.size) != now.root:
        raise Unsound("root", "哈希块与检查点的根哈希不符", now.size)
    if not same:
        yield Unsound("history", "历次检查点的清单里，上次核对过的部分已被改动", state["size"])
    stamps, before = {}, Checkpoint(now.origin, 0, b"")
    for one in every:
        if one.at <= state["at"] and one.size <= state["size"]:
            before = one
            continue
        if one.size < before.size:
            yield Unsound("rolled-back", f"检查点从 {before.size} 条退回 {one.size} 条", one.size + 1)
        elif one.at < before.at - 5:
            yield Unsound("clock", f"检查点的时间倒退：{stamp(one.at)}", one.size)
        yield from trouble(fits, tiles, now.origin, one, "清单中的检查点")
        stamps.setdefault(one.size, one.at)
        before = one
    if before.text and (before.size, before.root) != (now.size, now.root):
        yield Unsound("history", "最新的检查点不在清单末尾", now.size)
    if asked.entries:
        rows, head = rows_of(asked.entries, log, state["rows"])
        yield from audit(log, rows, head, tiles, state, stamps)
        print(f"entries\t{state['rows']}\t逐条核对到第 {state['rows']} 条，其中 {max(0, state['rows'] - now.size)} 条尚无检查点")
    asked.found = state | {"size": now.size, "root": now.root.hex(), "at": now.at, "origin": now.origin}


def trouble(check, *arguments):
    try:
        check(*arguments)
    except Unsound as why:
        yield why


def held_of(text, origin, keys):
    size, colon, root = text.partition(":")
    if colon and size.isdigit():  # from paper: the signature is that of the hand below the page
        return Checkpoint(origin, int(size), b64decode(root))
    return checkpoint_of(Path(text).read_text("utf-8"), keys)


def stamp(at):
    return f" {datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S} UTC" if at else "时间不明"


# ---- One entry; several checkpoints
def check_proof(asked):
    head, _, note = Path(asked.file).read_text("utf-8").partition("\n\n")
    first, *lines = head.split("\n")
    lines = lines[1:] if lines and lines[0].startswith("extra ") else lines
    if first != "c2sp.org/tlog-proof@v1" or not lines or not lines[0].startswith("index "):
        raise Unsound("proof", "不是证明文件")
    index, point = int(lines[0][6:]), checkpoint_of(note, keys_of(asked.key), keys_of(asked.witness))
    of = hash_of(point.origin)
    leaf = of(b"\x00" + Path(asked.entry).read_bytes())
    path = [b64decode(line) for line in lines[1:]]
    if not 0 <= index < point.size or climb(index, point.size, leaf, path, of) != point.root:
        yield Unsound("proof", "这一条不在该检查点的日志里", index + 1)
    if len(point.witnessed) < asked.quorum:
        yield Unsound("witness", f"只有 {len(point.witnessed)} 个可信的见证签名，要求 {asked.quorum} 个")
    print(f"proof\t{index + 1}\t{point.origin} 第 {index + 1} 条，检查点 {point.size} 条，签于{stamp(point.at)}")


def check_views(asked):
    keys = keys_of(asked.key)
    points = [checkpoint_of(Path(file).read_text("utf-8"), keys) for file in asked.files]
    if asked.proof:
        head, _, note = Path(asked.proof).read_text("utf-8").partition("\n\n")
        old, *path = head.split("\n")
        new = checkpoint_of(note, keys)
        proof = [b64decode(line) for line in path]
        for one in [p for p in points if (p.origin, p.size) == (new.origin, int(old.removeprefix("old ")))]:
            if not consistent(one.size, new.size, one.root, new.root, proof, hash_of(new.origin)):
                yield Unsound("rewritten", f"{one.size} 条时的日志不是 {new.size} 条时的开头", one.size)
        points.append(new)
    for i, a in enumerate(points):
        for b in points[i + 1 :]:
            if a.origin != b.origin and but_for_the_hash(a.origin) == but_for_the_hash(b.origin):
                yield Unsound("hash", f"两份检查点用的不是同一种哈希算法（{a.origin}，{b.origin}）")
                continue
            if a.origin == b.origin and a.size == b.size and a.root != b.root:
                yield Unsound("split-view", f"两份检查点都是 {a.size} 条，根哈希却不同", a.size)
            if a.at and b.at and (a.at < b.at - 5) == (a.size > b.size) and a.size != b.size and abs(a.at - b.at) > 5:
                yield Unsound("rolled-back", "较晚的检查点条数反而较少：日志被倒退", min(a.size, b.size) + 1)
    print(f"views\t{len(points)}\t{'、'.join(str(one.size) for one in points)} 条")


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, check, words in (
        ("log", check_log, ["source"]),
        ("proof", check_proof, ["file", "entry"]),
        ("views", check_views, ["files"]),
    ):
        one = commands.add_parser(name)
        one.set_defaults(check=check)
        for word in words:
            one.add_argument(word, nargs="+" if word == "files" else None)
        one.add_argument("--key", action="append", required=True)
        one.add_argument("--witness", action="append", default=[])
        one.add_argument("--quorum", type=int, default=0)
        for option in {"log": ["--entries", "--state"], "views": ["--proof"]}.get(name, []):
            one.add_argument(option, default="")
        if name == "log":
            one.add_argument("--held", action="append", default=[])
    asked = parser.parse_args(argv)
    started, found = time.monotonic(), []
    try:
        found.extend(asked.check(asked))
    except Unsound as why:
        found.append(why)
    except (OSError, ValueError, KeyError, sqlite3.Error) as why:
        print(f"error\t0\t无法核对：{type(why).__name__}: {why}", file=sys.stderr)
        return 2
    for one in found[:MOST]:
        print(f"{one.code}\t{one.position}\t{f'第 {one.position} 条：' if one.position else ''}{one.said}")
    if not found and getattr(asked, "state", ""):
        state = asked.found | {"edge": [(height, value.hex()) for height, value in asked.found["edge"]]}
        Path(asked.state).write_text(json.dumps(state), "utf-8")
    print(f"{'sound' if not found else 'unsound'}\t{len(found)}\t{'没有发现问题' if not found else '发现问题'}（{time.monotonic() - started:.2f} 秒）")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
