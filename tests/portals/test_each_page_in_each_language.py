"""中文、English — every page somebody reaches by pressing, one worker's file, one case, one batch or draw included, in both languages.

What may stay Chinese on an English page is by nature Chinese: what people, companies, places and files are called, and
what somebody typed. Official papers are declared to be Chinese by the page itself.
"""

import ast
import inspect
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

from jiaxin.demo import disputes, people, rounds, streets
from jiaxin.portals.shared.language import COOKIE, ENGLISH
from tests.browser.links import reached
from tests.browser.lively import OPEN, SEATS, Lively, lively
from tests.portals.spoken import CHINESE, LATIN, Spoken

_SURNAMES, _GIVEN = people._SURNAMES + "郗", people._FEMALE + people._MALE + "平安晓"
_STREETS, _COMMUNITIES = "|".join(streets._STREETS), "|".join(streets._COMMUNITIES)
NAMES = re.compile(
    rf"样例[^ <,.;:“”()（，。·]*|(?:{_STREETS})(?:街道(?:办事处)?)?(?:(?:{_COMMUNITIES})社区)?"
    rf"|[{_SURNAMES}](?:\*|[{_GIVEN}])[*{_GIVEN}]?|采集员[甲乙丙丁]?(?:网格员)?|甲检|乙检|赵建国|洁居|邻心|馨宜|[^ ]*\.(?:xlsx|csv)|家信.?〔[^ ]*号|\d{{4}}年第\d次|中文"
)
TYPED = (
    "窗户没有擦", "十一月批", "2026年第一批", "春节前收费专项检查", "专项检查：春节前收费", "春节前收费", "节前投诉收费的多", "扫一扫，看看她的信用", "工作手机", "身份证件经公安核验一致", "待人热情、守时",
    "家政服务岗前培训", "平台操作培训", "养老照护回炉班", "母婴照护提升班", "第 4 次联席会议", "联席会议第四次会议", "完成样例市场专项建档",
    "免费技能培训送进三个街道", "建档全覆盖攻坚", "诚信服务规范课", "母婴护理提高班", "发布行业自律公约", "对预付费家政企业开展专项检查", "核验回执七个工作日内返回", "建档率达到 95%",
    "网格员逐楼走访，未建档的登记原因。", "已与户籍系统管理员商定每周二、周五批量核验。", "两个街道的场地已经落实。", "通报已印发。", "星座",
    "投诉告知书", "企业信用报告",
)  # fmt: skip
_SENTENCE = 6  # characters: shorter words in the stories of the demo are names of procedures
PLAYED = tuple(
    sorted(
        {node.value for story in (disputes, rounds) for node in ast.walk(ast.parse(inspect.getsource(story))) if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) >= _SENTENCE and CHINESE.search(node.value)},
        key=len, reverse=True,
    )
)  # fmt: skip  # what people of the demo type into its matters
SIGN_INS = {part for name in SEATS for part in name.split("-")}


@pytest.fixture
def played(transactional_db: None, tmp_path: Any) -> Iterator[Lively]:
    with lively(tmp_path, served=False) as district:
        yield district


def test_every_page_speaks_one_language(played: Lively) -> None:
    left, runs, pages, asked = set[str](), set[str](), 0, set[str]()
    only = os.environ.get("JIAXIN_SEATS", "").split()  # while mending: these alone
    for who in only or ("", *SEATS):
        client = played.client(who)
        client.cookies[COOKIE] = ENGLISH
        for seen in reached(client, "/" if who else OPEN[0], OPEN if not who else played.further(who)):
            pages += 1
            said = Spoken(seen.html, "en")
            left |= {f"{who} {seen.path}: {one}" for one in said.said if CHINESE.search(_unnamed(one))}
            left |= {f"{who} {seen.path}: {one} round the page" for one in re.findall('<html[^>]* class="[^"]*"', seen.html)}  # only a large view has one
            runs |= {f"{who} {seen.path}: {one}" for one in said.glued}
            if seen.route in asked or seen.status >= 400:
                continue
            asked.add(seen.route)
            client.cookies[COOKIE] = "zh"
            chinese = Spoken(client.get(seen.path, follow=True).content.decode(), "zh")
            client.cookies[COOKIE] = ENGLISH
            words = {word for one in chinese.said for word in re.findall(r"\b[A-Za-z]{3,15}\b", re.sub(r"[\w.@/:-]*[\d_/@:-][\w./:-]*|〔.*?号", " ", one))}
            left |= {f"{who} {seen.path}: {word} in Chinese" for word in words - LATIN - SIGN_INS}
    assert only or (pages > 500 and len(asked) > 110), f"{pages} pages of {len(asked)} addresses: the walk has lost its way"
    assert not left, f"{len(left)}:\n" + "\n".join(sorted(left))
    assert not runs, f"{len(runs)}:\n" + "\n".join(sorted(runs))


def _unnamed(said: str) -> str:
    for one in (*TYPED, *PLAYED, *rounds.INSPECTORS):
        said = said.replace(one, "")
    return NAMES.sub("", said)
