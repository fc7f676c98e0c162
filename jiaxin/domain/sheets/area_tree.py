"""区划表 — district, streets, communities and grids, each with the days between which its boundary holds.

Feeds the region table, no facts. A place that changed stands in two rows with one code and validities that
do not overlap. Grid codes are local: a community's twelve digits and two to six more.

Source  统计用区划代码 (6, 9, 12 digits); grids by the district's own numbering.
Not here  which address lies where (region look-up), abolished county codes (values/region).
"""

from jiaxin.domain.sheets.sheet import Column, Draft, Setting, SheetKind, Values

LEVELS = (
    ("区", "县", "区县", "区级"),
    ("街道", "乡镇", "镇", "乡", "街道（乡镇）", "街道级"),
    ("社区", "村", "村（社区）", "社区级"),
    ("网格", "网格级"),
)


def compose(values: Values, setting: Setting, drafts: list[Draft]) -> list[Draft]:
    """No facts: accepted rows go to the region table as they are."""
    return []


SHEET = SheetKind(
    code="area-tree",
    label="区划表",
    titles=("区划", "网格划分", "街道社区", "网格表"),
    requires=(("region_code", "parent_code", "valid_from"),),
    anchors=("region_code", "region_name"),
    columns=(
        Column(
            "region_code",
            label="区划代码",
            reads="code_text",
            aliases=("代码", "区域代码", "网格编号", "网格代码", "编码"),
            topic=r"(?:行政|统计用)?(?:区划|区域|网格|机构|地区)(?:代码|编码|编号|码)",
        ),
        Column(
            "region_name",
            label="区划名称",
            reads="text",
            aliases=("名称", "区域名称", "网格名称"),
            topic=r"(?:行政)?(?:区划|区域|网格|地区|街道|社区)(?:名称|全称|名)",
        ),
        Column(
            "region_level",
            label="级别",
            reads="choice",
            aliases=("行政级别", "层级", "区划级别"),
            words=LEVELS,
            topic=r"(?:行政|区划|区域)?(?:级别|层级|等级|类型)",
        ),
        Column(
            "parent_code",
            label="上级代码",
            reads="code_text",
            aliases=("上级区划代码", "父级代码", "所属代码"),
            topic=r"(?:上级|父级|上一级|所属|隶属)(?:行政)?(?:区划|区域|街道|社区|机构)?(?:代码|编码|编号)",
        ),
        Column(
            "valid_from",
            label="启用日期",
            reads="date",
            aliases=("生效日期", "起始日期", "启用时间"),
            required=True,
            topic=r"(?:启用|生效|开始|设立|起始|有效)(?:起)?(?:日期|时间)",
        ),
        Column(
            "valid_until",
            label="停用日期",
            reads="date",
            aliases=("失效日期", "终止日期", "停用时间"),
            topic=r"(?:停用|失效|结束|撤销|终止|截止)(?:日期|时间)",
        ),
    ),
    checks=(
        "area-code-missing",
        "area-code-invalid",
        "area-name-missing",
        "area-level-mismatch",
        "area-parent-missing",
        "area-overlap",
        "validity-reversed",
        "closed:region_level",
    ),
    composes=compose,
)
