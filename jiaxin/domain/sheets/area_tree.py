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
        ),
        Column("region_name", label="区划名称", reads="text", aliases=("名称", "区域名称", "网格名称")),
        Column(
            "region_level",
            label="级别",
            reads="choice",
            aliases=("行政级别", "层级", "区划级别"),
            words=LEVELS,
        ),
        Column("parent_code", label="上级代码", reads="code_text", aliases=("上级区划代码", "父级代码", "所属代码")),
        Column(
            "valid_from", label="启用日期", reads="date", aliases=("生效日期", "起始日期", "启用时间"), required=True
        ),
        Column("valid_until", label="停用日期", reads="date", aliases=("失效日期", "终止日期", "停用时间")),
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
