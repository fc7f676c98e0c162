"""Every sentence has its English, every English its sentence, and both have the same holes."""

import re
import tomllib
from collections import Counter

from jiaxin.domain.wording import english
from jiaxin.kit.rewording import Catalogue
from tests.architecture.source import named, text, under
from tools import wording, write_wording

PIECES = "law.toml"  # names that citations are read by, piece by piece
_FOLDER = write_wording.FOLDER


def _page(name: str) -> dict[str, str]:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))


def test_every_sentence_has_its_english():
    lacking = wording.missing()
    assert not lacking, "\n".join(f"{where}: {one}" for one, where in lacking.items())


def test_no_english_is_left_of_a_sentence_that_nobody_says():
    made = _page(write_wording.PAGE.name) | _page(PIECES)
    stale = english().keys() - wording.said().keys() - made.keys()
    assert not stale, f"said nowhere: {sorted(stale)}"


def test_an_entry_keeps_the_holes_of_its_sentence_and_no_chinese():
    assert not wording.misfilled()
    left = [key for key, said in english().items() if re.search("[\u3400-\u9fff]", said) and not re.fullmatch("[a-z ]*[男女/].*|.*“、”.*|中文|.*男.*", said)]
    assert not left, left


def test_no_sentence_is_in_two_files():
    files = Counter(key for page in _FOLDER.glob("*.toml") for key in _page(page.name))
    assert not [key for key, times in files.items() if times > 1]


def test_labels_are_those_of_the_glossary():
    assert write_wording.PAGE.read_text("utf-8") == write_wording.page()


def test_what_is_on_no_page_exists_and_is_really_in_chinese():
    gone = [one for one in wording.UNSEEN if not (wording.ROOT / one).exists()]
    assert not gone, f"no such file: {gone}"


def test_a_template_says_chinese_only_where_it_is_translated():
    """Or as the name of a column on a narrow screen (`data-label`), which is read when the page leaves."""
    bare = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
    block = re.compile(r"{%\s*(?P<tag>blocktranslate|comment)\b.*?{%\s*end(?P=tag)\s*%}", re.DOTALL)
    found = []
    for path in under("jiaxin", ".html"):
        rest = bare.sub("", block.sub("", text(path))).replace('lang="zh-CN" hreflang="zh-CN">中文<', "")
        rest = re.sub(r'\sdata-label="[^"]*"', "", rest)
        found += [f"{named(path)}: {one}" for one in re.findall("[^<>\"]*[\u3400-\u9fff][^<>\"]*", rest)]
    assert not found, "\n".join(found)


def test_the_check_finds_what_it_looks_for():
    page = '{% translate "甲" %}<p title="{% empty "乙" %}">{% blocktranslate with n=x|date:"Y年" %}丙 {{ n }}{% endblocktranslate %}丁</p>'
    assert {one for one in wording.said_in_template(page) if wording.CHINESE.search(one)} == {"甲", "乙", "丙 {n}", "丁"}
    code = '"""戊"""\nx = f"己{a}庚{b.c}"\ny = "辛" "壬"'
    assert {one for one in wording.said_in_code(code) if wording.CHINESE.search(one)} == {"己{1}庚{2}", "辛壬"}
    assert Catalogue({"甲": "A", "甲{n}乙": "B {n}"}).text("甲甲乙") == "B A"
