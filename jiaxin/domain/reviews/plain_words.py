"""回复用语 — a reply is read by others: nothing in it may lead to a person or to another place.

Refuses  a telephone or identity number, or any row of digits as long as one, however it is broken up or written in Chinese
         digits; a link or an address of mail; a way to be reached elsewhere; a family called by name.
Silent   about a name nobody is addressed by and no list given knows; about dates and sums of money, which a reply needs; about
         tone: what is unfit is hidden by the bureau, with a reason.
Errors   `Refused` with code `reply.*`: the thing found, the rule, what to write instead.
"""

import re
import unicodedata
from collections.abc import Iterable

from jiaxin.domain.errors import Refused

_DIGITS = str.maketrans("〇零一二三四五六七八九幺两", "00123456789" + "12")
_DATE = re.compile(r"(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月(?:\d{1,2}[日号])?)")
_SUM = re.compile(r"(?<!\d)\d{1,6}\.\d{1,2}(?![\d.])")
_ROW = re.compile(r"\d(?:[\s\-–—_.·()*/]{0,3}[\dxX]){6,}")
_LINK = re.compile(r"(?:https?:|ftp:|www\.)\S*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[a-z0-9-]+\.(?:com|cn|net|org|top|xyz|cc|vip|shop|site|info|me|io)(?:/\S*)?", re.I)
_ELSEWHERE = re.compile(r"微信号?|加v|v信|wechat|qq号?|抖音号?|小红书|二维码", re.I)
_SURNAMES = (  # the commonest, without those that end everyday words (对于、对方、平常): a sentence is not to be refused for those
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎余潘杜戴夏钟汪姜范姚谭廖邹熊陆郝孔崔康邱秦史顾侯邵孟龙段钱汤尹黎"
)
_POLITE, _CLOSE = "先生|女士|太太|小姐|夫人", "阿姨|大姐|大爷|大妈|大叔|大哥|奶奶|爷爷|叔叔"
_CALLED = re.compile(rf"[{_SURNAMES}](?:[\u4e00-\u9fff]{{0,2}}(?:{_POLITE})|{_CLOSE}|某)|姓[{_SURNAMES}](?:的|客户|家庭|雇主)")


def plain(text: str, longest: int, names: Iterable[str] = ()) -> str:
    """The reply as it is kept: one blank at a time. Raises Refused. names: full names that must not stand in it."""
    kept = " ".join(text.split())
    if len(kept) < 2:
        raise Refused("reply.empty", "回复还没有写", "写一两句话：怎么看待这条评价、做了什么改进")
    if len(kept) > longest:
        raise Refused("reply.long", f"回复有 {len(kept)} 字，最多 {longest} 字", "请写短一些")
    read = "".join(c for c in unicodedata.normalize("NFKC", kept) if unicodedata.category(c) != "Cf")  # as a reader sees it
    if found := _LINK.search(read):
        raise Refused("reply.link", f"回复里有网址或邮箱“{found[0]}”，回复里不能放链接", "请删去后再发出")
    if found := _ELSEWHERE.search(read):
        raise Refused("reply.contact", f"回复里有“{found[0]}”，回复里不能留联系方式", "家庭查得到企业的公开电话；请删去后再发出")
    if found := _ROW.search(_SUM.sub("元", _DATE.sub("日", read.translate(_DIGITS)))):
        raise Refused("reply.number", f"回复里有一串数字“{found[0]}”，电话、证件号和单号都不能写", "请删去数字后再发出；日期和金额可以写")
    if any(len(one) > 1 and one in read for one in names):
        raise Refused("reply.name", "回复里有真实姓名，回复里不能写任何人的姓名", "请写“客户”或“服务员”")
    if found := _CALLED.search(read):
        raise Refused("reply.called", f"回复里有称呼“{found[0]}”，回复里不能写家庭的姓名", "请写“客户”或“您”")
    return kept
