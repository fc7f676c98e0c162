"""A reply leads to no person and no other place, and an honest sentence passes."""

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.reviews import plain

GOOD = (
    "感谢您的评价，我们已安排阿姨参加 2026-11-03 的培训。",
    "对于阿姨迟到的事，我们道歉，已退还 1200.00 元，另补 1000、2000 元的券。",
    "2026年11月3日至2026年12月4日已整改，服务时间 8:00-12:00。",
    "每周一、二、三、四、五、六、七都可以改期，大家辛苦了。",
    "尊敬的女士：您好，全家都满意是我们的目标。",
)
BAD = {
    "请打 13800138000": "reply.number",
    "请打 138-0013-8000": "reply.number",
    "请打１３８００１３８０００": "reply.number",
    "请打 1 3 8 0 0 1 3 8 0 0 0": "reply.number",
    "请打138\u200b0013\u200b8000": "reply.number",
    "一三八零零一三八零零零": "reply.number",
    "客服 400-800-1234": "reply.number",
    "身份证 99010119900101123X": "reply.number",
    "订单 20261103001 已处理": "reply.number",
    "详见 www.example.cn": "reply.link",
    "见 https：//a.b": "reply.link",
    "写信到 a@b.cn": "reply.link",
    "请加微信联系": "reply.contact",
    "王先生说得不对": "reply.called",
    "王建国先生您好": "reply.called",
    "李阿姨说得对": "reply.called",
    "陈某多次改时间": "reply.called",
    "这是姓李的客户": "reply.called",
    "样建国多次改时间": "reply.name",
    " ": "reply.empty",
    "好" * 301: "reply.long",
}


@pytest.mark.parametrize("text", GOOD)
def test_an_honest_sentence_passes_as_it_was_written(text: str) -> None:
    assert plain(f"  {text} ", 300, ["样建国"]) == text


@pytest.mark.parametrize(("text", "code"), BAD.items())
def test_what_leads_elsewhere_is_refused_and_named(text: str, code: str) -> None:
    with pytest.raises(Refused) as why:
        plain(text, 300, ["样建国"])
    assert why.value.code == code and why.value.said and why.value.do_this


def test_the_refusal_shows_what_was_found() -> None:
    with pytest.raises(Refused, match=r"138-0013-8000"):
        plain("请打 138-0013-8000", 300)
