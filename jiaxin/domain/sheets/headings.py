"""表头文字 — what a heading says: its bare words, what it is about, which property of it.

A heading is compared without blanks, width, case, brackets, numbering and marks (`*`, `：`). What stands
in brackets is kept apart: it may say (本人) or (年月日), and counts where the rest says nothing.

Forbidden columns  what may not be kept about a worker (religion, marriage and children, blood, genes,
                   fingerprints, illness, zodiac, income, property, taxes): 《征信业管理条例》第14条.
Not here  which column of a sheet a heading becomes (mapping).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from jiaxin.domain.values.text import narrow, squeeze

_BRACKETED = re.compile(r"[(\[【〔{<《](.*?)[)\]】〕}>》]")
_OPEN = re.compile(r"[(\[【〔{<《].*\Z")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、)]|[①-⑳]|[一二三四五六七八九十]{1,3}、)")
_MARKS = re.compile(r"\.\Z|[*※#:：。,，!！?？_\"'“”‘’|\u25a0-\u27bf]+")  # the range holds ★ ▲ ● ◆ ☑
_REQUIRED = re.compile(r"^(?:必填项?|选填项?|请填写|填写(?!日期|时间|人))|(?:必填项?|选填项?)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """`path` from the top cell of a heading block down to the cell over the data; bare words each."""

    path: tuple[str, ...]
    notes: str = ""  # what stood in brackets
    shown: str = ""  # as written, for people

    @property
    def leaf(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def group(self) -> str:
        return "".join(self.path[:-1])

    @property
    def whole(self) -> str:
        return "".join(self.path)


@lru_cache(maxsize=8192)
def bare(text: str) -> tuple[str, str]:
    """(words without brackets, what the brackets said)."""
    text = squeeze(narrow(text)).lower()
    notes = "".join(_BRACKETED.findall(text))
    text = _OPEN.sub("", _BRACKETED.sub("", text))
    text = _REQUIRED.sub("", _MARKS.sub("", _NUMBERED.sub("", _MARKS.sub("", text) or text)))
    return (text, notes) if text else (notes, "")


def heading(cells: tuple[str, ...]) -> Heading:
    """From the cells of one column in a heading block, top to bottom; repeated and blank ones count once."""
    path: list[str] = []
    notes = ""
    shown = ""
    for cell in cells:
        words, said = bare(cell)
        if words and (not path or words != path[-1]):
            path.append(words)
            notes = said
            shown = cell.strip()
    return Heading(tuple(path), notes, shown)


# ---- what may not be kept --------------------------------------------------------------------

_FORBIDDEN = re.compile(
    r"宗教|信仰|信教|教派|婚姻|婚否|婚育|婚史|婚况|已婚|未婚|离异|结婚|配偶|子女|生育|孕产|孩子(?:数|情况|年龄)|小孩(?:数|情况)|几个孩子"
    r"|血型|基因|dna|指纹|虹膜|人脸|生物特征|疾病|病史|患病|病情|既往|传染病|乙肝|艾滋|精神病|残疾|遗传|慢性病|过敏|手术史|用药"
    r"|生肖|属相|星座|八字|收入|薪资|薪酬|工资|月薪|年薪|存款|有价证券|证券|股票|基金|商业债券|不动产|房产|房屋产权|名下房|资产|财产|税"
    r"|religi|faith|marital|marriage|married|spouse|children|bloodtype|blood|zodiac|horoscope|gene(?:s|tic)|fingerprint"
    r"|illness|disease|medicalhistory|income|salary|wage|deposit|realestate|propertyowned|^tax"
)
_NOT_FORBIDDEN = re.compile(r"识别号|税号|纳税人|是否无|带孩子|接送|母婴|病患陪护|陪护")


def forbidden(one: Heading) -> bool:
    """Whether the column may not be kept at all."""
    text = one.whole + one.notes
    return _FORBIDDEN.search(text) is not None and _NOT_FORBIDDEN.search(text) is None


# ---- columns without a field ------------------------------------------------------------------

_IGNORED = re.compile(
    r"\A(?:序号?|编?序|行号|次序|no\.?|num|sn|id序号|项次|排序|顺序号?)\Z|民族|年龄|周岁|岁数|籍贯|工号|员工编号|人员编号|档案编?号|卡号|星级|星等|政治面貌|党派|党员"
    r"|身高|体重|身材|成绩|分数|得分|评分|评价|考核|合格|照片|相片|图片|签名|签字|手印|普通话|方言|特长|爱好|微信|wechat|qq|邮箱|e-?mail|邮编"
    r"|银行|开户|账号|账户|紧急|应急|家属|亲属|联系人|监护人|担保人|推荐人|介绍人|nation|ethnic|\Aage\Z|native|emergency|staffno|employeeid|score"
)
# words of somebody who is not the worker: such a name, phone or number is not hers
_OTHERS = re.compile(
    r"紧急|应急|家属|亲属|亲友|联系人|配偶|丈夫|父亲|母亲|监护|担保|推荐人|介绍人|雇主|客户|业主|消费者|用户|负责人|法人|法定代表|经理|店长|老板|主管|办公|固定电话|座机|传真"
    r"|(?<!被)采集|填表|填报人|录入|经办|审核|授课|讲师|教师|老师|师傅|组长|班主任|户主|房东|派单|来电|诉求人|(?<!被)投诉人|举报人|申诉人"
    r"|emergency|contactperson|guardian|employer|customer|client|manager|fax"
)
_FIRMS = re.compile(r"单位|企业|公司|机构|门店|中介|商家|company|firm")
_FIRM_NAMED = re.compile(r"(?:单位|企业|公司|机构|学校)(?:名称|全称|简称|名)?\Z")


def ignored(one: Heading) -> bool:
    """A column that offices keep and we have no field for."""
    return _IGNORED.search(one.whole) is not None


def about_others(one: Heading) -> bool:
    return _OTHERS.search(one.whole + one.notes) is not None


def about_firm(one: Heading) -> bool:
    return _FIRMS.search(one.whole) is not None


def names_firm(one: Heading) -> bool:
    """保险公司, 培训机构名称: what stands under it is the name of an organisation."""
    return _FIRM_NAMED.search(one.leaf) is not None


_BILINGUAL = re.compile(r"([^\x00-\x7f]{2,})[a-z][a-z./&']+\Z")


def without_translation(one: Heading) -> Heading | None:
    """姓名 Name → 姓名: the words in front of their English; nothing where there is none."""
    found = _BILINGUAL.match(one.leaf)
    return Heading((*one.path[:-1], found[1]), one.notes, one.shown) if found else None


# a unit in brackets tells what a column of times counts: 培训时间（学时）
_UNITS = {"hours": re.compile(r"学时|课时|小时|h|hours?")}


def unit_of(one: Heading) -> str:
    """The reader whose unit stands in the brackets; empty = none, or not behind a word of time."""
    if one.notes and re.search(r"时[间长数]?\Z", one.leaf):
        return next((reads for reads, unit in _UNITS.items() if unit.fullmatch(one.notes)), "")
    return ""


# ---- topic and aspect --------------------------------------------------------------------------

TOPICS = {
    "health.check": r"健康体检|健康证明?|健康合格证|健康检查|健康|体检|查体|身体检查|体格检查|health|medical",
    "skill.certificate": r"职业技能|职业资格|资格证书?|技能证书?|等级证书?|技能|资格|证书|持证(?!人)|获证|取证|skill|certificate",
    "training": r"岗前培训|技能培训|业务培训|培训班?|参训|参培|受训|开班|开课|授课|上课|讲课|课程|training|course",
    "insurance": r"家政责任险|商业保险|意外险|保险|投保|参保|险|承保|保单|(?<!社会)保障|insur(?:ance|ed)|policy",
    "consent": r"信息授权书?|信用授权书?|个人授权书?|授权委托书|授权书?|知情同意书?|同意书|知情书|承诺授权|同意|consent|authori[sz]ation",
    "company": r"所属企业|所属公司|所属单位|所在单位|所在公司|工作单位|用人单位|用工单位|服务机构|家政公司|家政企业|企业|公司|单位|机构|company|firm|organi[sz]ation",
    "employment": r"从事(?:家政|本行业|该行业)|从业|入行|参加工作|入职|入司|入店|(?:进|到|来|加入)(?:公司|店|单位)|上岗|到岗|开始工作|工作|用工|雇佣|employ(?:ment|ed)?",
    "collected": r"采集|填表|填报|填写|上报|录入|登记|登录|建档|信息采集|collect(?:ed|or|ion)?",
    "identity": r"居民身份证|公民身份|身份证件?|身份|证件|idcard|idno|identity|identification",
    "person": r"被采集人员?|持证人|申请人|学员|家政工|保洁员|保洁工|月嫂|育儿嫂|育婴师|育婴员|护工|保姆|钟点工|参训人员?|家政服务人员|家政服务员|家政人员|服务人员|从业人员|从业者|劳动者|工作人员|职工|雇工|服务员|家政员|员工|人员|阿姨|本人|雇员|护理员|worker|staff|employee",
    "household": r"户籍|户口|籍贯所在|身份证上?的?(?=地址|住址)|原籍|家乡|hukou|permanent",
    "residence": r"现居住|现居|现住|居住|常住|暂住|目前住|现在住|家庭|通讯|联系|residen(?:ce|tial)|home|current|living",
    "hours": r"(?:岗前|技能|业务)*(?:培训|参训|学习|累计|完成|实际|应修|总)*(?:学时|课时|时长|小时|时数)(?:总?数|合计)?",
    "remark": r"(?:补充|其他|其它|情况|特别|相关)*(?:备注|说明|附注|注释)(?:信息|说明)?|remarks?|notes?|comments?",
    "birth": r"出生|生日|生辰|birth|dob",
    "job": r"从事|从业|服务|工作|岗位|工种|职业|job|trade|occupation|service",
    "education": r"文化|学历|教育|受教育|education",
}

_DAY = r"(?:年月日|日期?|时间)?"
ASPECTS = {
    "date": r"何时|年月日|日期|时间|年月|日子|日|date|time|on",
    "from": r"起始年月|起始时间|起始日期?|开始时间|开始日期|起期|起保|生效|起|from|start(?:ed)?(?:date)?|since",
    "expiry": rf"有效(?:期限?|日期?)(?:截?止|至|到)?{_DAY}|(?:到期|截止|终止|结束|届满|失效|过期|逾期|止保|脱保){_DAY}|止期|止日|期限|期至|有效至|至\Z|止"
    r"|expir(?:y|es|ation)(?:date)?|until|validto|validthrough|enddate",
    "kind": r"类别|类型|种类|分类|险种|品种|类|type|kind|class|category",
    "provider": r"机构|单位|学校|中心|主办方?|承办方?|institution|provider",
    "level": r"等级|级别|档次|级|level|grade",
    "number": r"编号|号码|证号|单号|代码|号|码|number|no|code|id",
    "called": r"姓名|名字|名称|名|name",
    "name": r"名称|名字|项目|课程|内容|科目|专业|班名|班次|主题|专题|全称|(?<!姓)名|name|title",
    "place": r"医院|机构|单位|地点|中心|hospital|clinic|institution|provider",
    "hours": r"学时数?|课时数?|小时数?|时长|时数|hours?",
    "whether": r"是否|有无|已|签署|签订|签字|签|状态|情况|与否|signed|yesno",
    "person": r"人员|人|员|者|by|person",
    "phone": r"手机号码?|手机|移动电话|联系电话|电话号码?|联系方式|电话|tel(?:ephone)?|mobile|phone|cell",
    "address": r"详细地址|地址|住址|住所|所在地|居住地|地|住处|address",
    "mode": r"形式|方式|性质|模式|关系|mode",
    "sort": r"工种|岗位|职业|类型|类别|项目|内容|服务|title",
    "trade": r"工种|职业",
    "words": r"程度|水平|学历|level",
}
_NOISE = re.compile(
    r"的|之|所|持有?|个人|信息|情况|一栏|项|及|与|和|最近|最新|本年度|年度|年份|月份|本公司|本单位|本人|相关|有关|填写|如|家政|服务|人员|证书?|书|签署?|签订|上次|末次|last|the|of|_|-|/|\."
)


@lru_cache(maxsize=4096)
def agreement(words: str, topic: str, aspect: str) -> float:
    """How well words speak of a property of a topic: 0 (not at all) to 1 (nothing else is said)."""
    found = re.search(topic, words)
    if found is None:
        return 0.0
    rest = words[: found.start()] + "|" + words[found.end() :]
    if aspect:
        said = re.search(aspect, rest)
        if said is None:
            return 0.0
        rest = rest[: said.start()] + rest[said.end() :]
    rest = _NOISE.sub("", re.sub(topic, "", rest).replace("|", ""))
    return 1.0 - len(rest) / max(len(words), 1)
