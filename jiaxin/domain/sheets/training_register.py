"""培训登记表 — who took part in which training, on which day, for how long.

One row is one training of one worker who is already filed; consent, age, phone and health are not its
business.
"""

from jiaxin.domain.sheets.sheet import Column, SheetKind

COLUMNS = (
    Column(
        "training_name",
        "training.training_name",
        aliases=("课程", "所学课程", "培训", "培训班", "项目", "名称"),
        aspect="name|trade",
        looks="course",
        required=True,
    ),
    Column("training_hours", "training.training_hours", topic="hours"),
    Column(
        "training_on",
        "training.training_on",
        aliases=("日期", "时间", "培训日", "上课时间"),
        aspect="date",
        required=True,
    ),
    Column(
        "id_number",
        "profile.id_number",
        aliases=("身份证件号码", "学员身份证号", "身份证编号", "idcard", "id number"),
        topic="identity",
        aspect="number",
        hints=("证", "身份", "id", "号"),
        nothing=False,
        personal=True,
    ),
    Column(
        "name",
        "profile.name",
        aliases=("学员姓名", "学员", "参训人员", "参训人", "参加人员", "名字", "name"),
        topic="person",
        aspect="called?",
        hints=("名", "人", "员"),
        looks="person",
        nothing=False,
        personal=True,
    ),
    Column("provider", "training.provider", aspect="provider", listed=False),
    Column("score", "training.score", aspect="", listed=False),
    Column("passed", "training.passed", listed=False),
    Column("remark", "profile.remark", topic="remark", aliases=("备注信息", "附注", "其他", "其它", "note", "remark")),
)

SHEET = SheetKind(
    code="training",
    label="培训登记表",
    columns=COLUMNS,
    titles=("培训", "学员", "签到", "课时"),
    requires=(
        ("name", "training_name"),
        ("id_number", "training_name"),
        ("id_number", "training_on"),
        ("name", "training_on"),
    ),
    anchors=("name", "id_number"),
    states=("training",),
    checks=(
        "name-id-swapped",
        "name-missing",
        "id-missing",
        "worker-unknown",
        "name-id-mismatch",
        "date-future",
        "training-hours",
        "remark-length",
        "formula-text",
        "duplicate-training",
    ),
)
