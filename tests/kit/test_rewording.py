"""A page read through a catalogue: what is known is said, what is not stays and is marked."""

from jiaxin.kit.rewording import Catalogue

CATALOGUE = Catalogue({
    "姓名": "Name",
    "已有 {n} 人": "{n} people so far",
    "{1}：{2}分": "{1}: {2} points",
    "诚信": "Honesty",
    "查看{1}的档案": "See the file of {1}",
    "第 {1} 条": "Item {1}",
    "保存": "Save",
})  # fmt: skip


def test_a_sentence_and_its_shape():
    assert CATALOGUE.text("姓名") == "Name"
    assert CATALOGUE.text(" 已有 12 人\n") == " 12 people so far\n"
    assert CATALOGUE.text("诚信：9分") == "Honesty: 9 points"


def test_what_nobody_knows_stays():
    assert CATALOGUE.text("样例街道 3 号") == "样例街道 3 号"
    assert CATALOGUE.text("查看李桂兰的档案") == "See the file of 李桂兰"


def test_a_text_is_taken_apart_where_only_pieces_are_known():
    assert CATALOGUE.text("姓名：李桂兰") == "Name: 李桂兰"
    assert CATALOGUE.text("姓名、诚信") == "Name, Honesty"


def test_days():
    assert CATALOGUE.text("2026年11月8日") == "8 November 2026"
    assert CATALOGUE.text("2026年11月") == "November 2026"
    assert CATALOGUE.text("姓名：2026年1月2日") == "Name: 2 January 2026"
    assert CATALOGUE.text("2026年13月") == "2026年13月"


def test_a_value_ends_with_its_sentence():
    assert CATALOGUE.text("查看甲。乙的档案") == "查看甲。乙的档案"


def test_a_page_keeps_its_markup_and_marks_what_stays():
    page = '<html lang="zh-CN"><body><p title="姓名">姓名 &amp; <b>李桂兰</b></p><input type="submit" value="保存"><option>李桂兰</option></body>'
    said = CATALOGUE.page(page)
    assert '<html lang="en">' in said
    assert 'title="Name"' in said and 'value="Save"' in said
    assert '<b><span lang="zh-CN">李桂兰</span></b>' in said
    assert "<option>李桂兰</option>" in said, "nothing may be nested in an option"


def test_what_is_marked_as_chinese_is_left_alone():
    page = '<p>姓名</p><div lang="zh-CN"><p>姓名</p><div>保存</div></div><p>保存</p>'
    assert CATALOGUE.page(page) == '<p>Name</p><div lang="zh-CN"><p>姓名</p><div>保存</div></div><p>Save</p>'


def test_values_are_escaped_again_and_scripts_are_not_touched():
    assert CATALOGUE.page("<p>查看&lt;b&gt;的档案</p>") == "<p>See the file of &lt;b&gt;</p>"
    assert CATALOGUE.page("<script>x='姓名'</script>") == "<script>x='姓名'</script>"
    assert CATALOGUE.page('<script type="application/json">["姓名","</"]</script>') == '<script type="application/json">["Name", "\\u003C/"]</script>'


def test_what_a_person_wrote_cannot_become_markup():
    """A name that holds quotation marks stays within its attribute."""
    said = CATALOGUE.page('<p title="查看&quot;&gt;&lt;x的档案">x</p>')
    assert said == '<p title="See the file of &quot;&gt;&lt;x">x</p>'


def test_of_two_values_side_by_side_one_may_be_empty():
    two = Catalogue({"每人 {1} 元{2}{3}": "{1} yuan each{2}{3}", "，至多 {1} 人": ", at most {1} people"})
    assert two.text("每人 5 元，至多 3 人") == "5 yuan each, at most 3 people"
    assert two.text("每人 5 元") == "5 yuan each"


PEOPLE = Catalogue({"{n} 人待确认": "{n} {person waits|people wait}", "人": "{person|people}", "共": "In all", "缺": "Missing", "项": "{entry|entries}"})


def test_one_is_not_said_as_many():
    assert [PEOPLE.text(f"{n} 人待确认") for n in ("0", "1", "11", "1,001")] == ["0 people wait", "1 person waits", "11 people wait", "1,001 people wait"]
    assert PEOPLE.text("人") == "people", "without a number, as a heading says it"
    assert PEOPLE.page("<p><b>1</b> 人</p><td>1</td><th>人</th>") == "<p><b>1</b> person</p><td>1</td><th>people</th>"
    assert PEOPLE.page('<p title="1 人" data-label="人">1</p>') == '<p title="1 person" data-label="people">1</p>'
    assert PEOPLE.page("<p>1 \u27e6person|people\u27e7</p>") == "<p>1 person</p>", "as a template leaves it"
    assert PEOPLE.json('{"unit": "人", "said": "1 人待确认"}') == '{"unit": "people", "said": "1 person waits"}'


def test_words_do_not_run_into_the_bold_ones_beside_them():
    assert PEOPLE.page("<p>共<b>3</b>人</p>") == "<p>In all <b>3</b> people</p>"
    assert PEOPLE.page("<p>缺：<b>李</b></p>").startswith("<p>Missing: <b>")


TOGETHER = Catalogue({"甲 {1} 项，乙 {2} 星": "{1} first, {2} second", "整句，有停顿": "Whole, with a stop", "号": "no.", "黄": "Yellow", "{1}年": "Year {1}"})


def test_a_sentence_with_stops_is_found_among_others():
    assert TOGETHER.text("整句，有停顿：甲 1 项，乙 4.6 星") == "Whole, with a stop: 1 first, 4.6 second"
    assert TOGETHER.text("2026年、整句，有停顿") == "Year 2026, Whole, with a stop"


def test_a_sign_within_a_name_or_an_address_is_no_word():
    assert TOGETHER.text("黄*金") == "黄*金"
    assert TOGETHER.text("样例路2号") == "样例路2号"
    assert TOGETHER.text("《办法》2012年") == "“办法” Year 2012"


def test_what_somebody_typed_goes_back_as_it_is():
    assert CATALOGUE.page("<textarea>姓名</textarea><p>姓名</p>") == "<textarea>姓名</textarea><p>Name</p>"
    assert CATALOGUE.json('{"said": ["姓名"], "name": "姓名"}', ("said",)) == '{"said": ["Name"], "name": "姓名"}'
    assert CATALOGUE.text("姓名：周二、周五，逐楼走访。") == "Name: 周二、周五，逐楼走访。", "its stops as well"
