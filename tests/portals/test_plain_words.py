"""平白话 — what families, workers and passers-by read is said in short sentences and without the words of decrees."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiaxin.apps.notices.wording import WORDINGS
from tools.wording import ROOT, said, said_in_code, said_in_template

RULES = tomllib.loads(Path(__file__).with_name("plain_words.toml").read_text("utf-8"))
_END, _ASIDE, _VALUE = re.compile(r"[。；！？\n]"), re.compile(r"（[^（）]*）|\([^()]*\)"), re.compile(r"\{[^{}]*\}")


def pieces(sentence: str) -> Iterator[str]:
    """What is read in one breath; a value stands as three signs, blanks do not count."""
    for one in _END.split(_ASIDE.sub("", sentence)):
        yield _VALUE.sub("···", one).replace(" ", "")


def spoken(places: list[str]) -> dict[str, str]:
    """Sentence → where, of folders and of single files."""
    found = said(*(one for one in places if (ROOT / one).is_dir()))
    for one in places:
        if (ROOT / one).is_file():
            text = (ROOT / one).read_text("utf-8")
            found |= dict.fromkeys((said_in_template if one.endswith(".html") else said_in_code)(text), one)
    return found


@pytest.mark.parametrize("reader", RULES["reader"], ids=lambda one: one["who"])
def test_what_is_read_is_short_and_plain(reader: dict) -> None:
    found = spoken(reader["says"])
    assert len(found) > 90, "the sentences are looked for where they no longer are"
    long = [f"{where}: {len(one)} characters: {one}" for sentence, where in found.items() for one in pieces(sentence) if len(one) > reader["longest"]]
    assert not long, "cut these in two:\n" + "\n".join(long)
    official = [f"{where}: {word} → {plain}: {sentence}" for sentence, where in found.items() for word, plain in RULES["official"].items() if word in sentence]
    assert not official, "say these plainly:\n" + "\n".join(official)


def test_a_message_is_short_and_plain() -> None:
    told = {code: text.removeprefix("【家信】") for code, text in WORDINGS.items()}
    long = [f"{code}: {len(one)} characters: {one}" for code, text in told.items() for one in pieces(text) if len(one) > RULES["messages"]["longest"]]
    official = [f"{code}: {word} → {plain}" for code, text in told.items() for word, plain in RULES["official"].items() if word in text]
    assert not long + official, "\n".join(long + official)


def test_the_rule_finds_what_it_is_for() -> None:
    decree = "鉴于上述情况，兹决定对您的申请不予受理，相关事宜请自收到本通知之日起十五日内到区商务主管部门办理。"
    assert max(map(len, pieces(decree))) > 40
    assert sum(word in decree for word in RULES["official"]) >= 6
    assert list(pieces("您的{document}将于 {day} 到期（以证件为准）。请更新")) == ["您的···将于···到期", "请更新"]
