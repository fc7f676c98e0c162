"""收信判断 — is this envelope the next one of a peer we trust? Accept, keep for its turn, know already, or hold for a person.

Only what a peer's own valid key has signed may move its line. What is not accepted changes nothing: an envelope ahead of its
turn waits for those before it, one that was read is known again by its hash, and two different ones under one number, or one
that names another predecessor, are a fork: the peer, or whoever has its key, has told two stories, and its line stops.

Silent  about what the content says (content), and about who decides what is held (apps/exchange).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jiaxin.domain.exchange.envelope import KINDS, Header
from jiaxin.domain.exchange.rules import ExchangeRules


class Outcome(StrEnum):
    ACCEPT = "accept"  # the next one: apply its content
    KNOWN = "known"  # read before, byte for byte: nothing happens
    WAIT = "wait"  # those before it are missing
    HOLD = "hold"  # 待处理: a person looks


@dataclass(frozen=True, slots=True)
class Key:
    """A public key of a peer and its time, seconds since 1970; `withdrawn` 0 = stands."""

    since: int
    until: int
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """How far we have read a peer. `same`: hash of what we hold under the envelope's number, empty for nothing."""

    trusted: bool
    stopped: bool
    purposes: frozenset[str]
    number: int
    hash: str
    same: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Outcome
    reason: str = ""


# 待处理原因: what a person reads; the order is that of the questions
REASONS: Mapping[str, str] = {
    "recipient": "不是写给本区的",
    "peer": "寄出方不在对接名单里",
    "key": "签名用的密钥不在名单里，或不在有效期内",
    "signature": "签名不对，内容可能被改过",
    "distrusted": "寄出方已停止信任",
    "early": "写信时间晚于现在，可能是对方时钟不准",
    "late": "写信时间过早，超过了允许的期限",
    "fork": "同一编号有两封不同的信，或前后接不上",
    "stopped": "这个单位的来信已停收，等两人处理",
    "kind": "不认识的来信种类",
    "purpose": "用途不在双方约定之内",
    "payload": "正文与签名不符，或打不开",
    "bound": "正文写的收寄双方或编号与信封不同",
    "misfit": "正文的内容不合要求",
    "unasked": "本区没有请求过这份记录",
    "person": "记录里的人与请求的不是同一人",
    "fields": "含有约定之外的内容",
    "too-much": "一份记录里的条数太多",
    "budget": "当天请求的次数太多",
    "ended": "本人已撤回同意，不再接收",
}
_HOLD = Outcome.HOLD


def judged(header: Header, own: str, now: int, line: Line | None, key: Key | None, signed: bool, fingerprint: str, rules: ExchangeRules) -> Verdict:
    """`line` None: the sender is no peer; `key` None: no such key of it; `fingerprint`: the envelope's hash."""
    if header.recipient != own:
        return Verdict(_HOLD, "recipient")
    if line is None:
        return Verdict(_HOLD, "peer")
    if key is None or not key.since <= header.at <= key.until or key.withdrawn:
        return Verdict(_HOLD, "key")
    if not signed:
        return Verdict(_HOLD, "signature")
    if not line.trusted:
        return Verdict(_HOLD, "distrusted")
    if line.same == fingerprint:
        return Verdict(Outcome.KNOWN)
    if line.same or (header.number <= line.number) or (header.number == line.number + 1 and header.previous != line.hash):
        return Verdict(_HOLD, "fork")
    if line.stopped:
        return Verdict(_HOLD, "stopped")
    if (at := timed(header, now, rules)) is not None:
        return at
    if header.kind not in KINDS:
        return Verdict(_HOLD, "kind")
    if header.purpose not in line.purposes:
        return Verdict(_HOLD, "purpose")
    return Verdict(Outcome.WAIT if header.number > line.number + 1 else Outcome.ACCEPT)


def timed(header: Header, now: int, rules: ExchangeRules) -> Verdict | None:
    if header.at > now + rules.clock_minutes * 60:
        return Verdict(_HOLD, "early")
    if header.at < now - rules.travel_days * 86_400:
        return Verdict(_HOLD, "late")
    return None


def missing(number: int, held: frozenset[int], most: int) -> tuple[int, ...]:
    """Numbers to ask for again: what lies between what was read and the furthest that waits."""
    if not held:
        return ()
    gaps = (one for one in range(number + 1, max(held)) if one not in held)
    return tuple(one for one, _ in zip(gaps, range(most), strict=False))
