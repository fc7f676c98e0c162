"""样例 — every component and page pattern on one page, with the sentences it would really say, and the tokens they are made of.

Mounted for whoever runs the system by portals/office/designing; nobody on it exists.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiaxin.apps.access.doors import public
from jiaxin.portals.shared import tokens
from jiaxin.portals.shared.charts import trend
from jiaxin.portals.shared.parts import (
    Action,
    Choice,
    Column,
    Crumb,
    Detail,
    Entry,
    Filter,
    Moment,
    Remark,
    State,
    Tab,
)

NAVIGATION = (
    Entry("首页", "/", "home"),
    Entry("人员", "/design", "users", 38),
    Entry("资料上传", "/uploads", "file-upload", 2),
    Entry("核对与办理", children=(
        Entry("待复核", "/review", "clipboard-check", 6),
        Entry("投诉与异议", "/cases", "message-circle"),
        Entry("双随机检查", "/inspections", "list-check"),
    )),
    Entry("看板", children=(Entry("建档率与完整度", "/coverage", "chart-bar"), Entry("谁看过资料", "/reads", "eye"))),
)  # fmt: skip
WORKERS = [
    ("王*芳", "母婴护理、育婴", State.OK, "证照齐全", "2026-12-01", 92),
    ("李*兰", "养老照护", State.WATCH, "健康证 12 天后到期", "2026-12-05", 86),
    ("赵*梅", "保洁、收纳", State.STOP, "健康证已过期", "2026-10-30", 71),
    ("孙*英", "做饭", State.WAIT, "待本人确认", "", 0),
    ("钱*莲", "钟点", State.NONE, "资料积累中", "", 40),
]


class Enrolment(forms.Form):
    name = forms.CharField(label="姓名", max_length=30)
    id_number = forms.CharField(label="身份证号", help_text="18 位，末位可能是字母 X")
    education = forms.ChoiceField(
        label="学历", choices=[("", "请选择"), ("junior", "初中"), ("senior", "高中")], required=False
    )
    agreed = forms.BooleanField(label="本人已签授权书，原件留存在公司")


@public("组件样例页，没有任何人的资料，只给测试用")
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "shared/gallery.html", {**samples(), "navigation": NAVIGATION, "here": "/design", "person": "样例区商务局 · 样例账号"})


def samples() -> dict[str, Any]:
    """What the page shows, but for the frame around it."""
    form = Enrolment({"name": "王*芳", "id_number": "99021219750606912"})
    form.add_error("id_number", "身份证号只有 17 位，应为 18 位；请对照身份证原件重新填写")
    return {
        "form": form,
        "colours": tokens.colours(), "grounds": tokens.grounds(), "sizes": tokens.sizes(), "distances": tokens.distances(), "least": tokens.LEAST,
        "icons": (Path(__file__).with_name("front") / "icons.txt").read_text("utf-8").split(),
        "trend": trend([(date(2026, 1, 1) + timedelta(days=30 * n), 520 + 38 * n) for n in range(11)], True, 800), "label": "建档率", "target": "目标",
        "steps": (
            Moment("2026-11-02", "登记投诉", "窗户没有擦", "经手 clerk", "", State.OK), Moment("2026-11-03", "答复", "那天擦过", "经手 worker", "", State.OK),
            Moment("2026-11-12", "等待认定", "期限按工作日计算", "", "", State.WAIT),
        ),
        "crumbs": (Crumb("首页", "/"), Crumb("人员")),
        "actions": (
            Action("下载名册", "#", "download"),
            Action("撤销本批", icon="refresh", dialog="undo", grave=True),
            Action("上传名册", "#", "upload", primary=True),
        ),
        "filters": (
            Filter("q", "姓名或手机后四位"),
            Filter("street", "街道", "", (Choice("", "全部街道"), Choice("a", "样例街道"), Choice("b", "示范街道"))),
            Filter("state", "状态", "", (Choice("", "全部"), Choice("ok", "正常"), Choice("watch", "注意"))),
        ),
        "columns": (
            Column("姓名", "name"), Column("工种"), Column("状态", "state"), Column("健康证至", "health"),
            Column("完整度", "complete", numeric=True),
        ),
        "workers": WORKERS,
        "page": Paginator(range(3120), 50).page(7),
        "tabs": (Tab("全部", "#", 3120, True), Tab("待确认", "#", 38), Tab("将到期", "#", 12), Tab("已离开", "#")),
        "remarks": (
            Remark(
                "人员名册 第 12 行 D 列", "身份证号的校验位不对",
                "请对照身份证原件核对，尤其是最后一位", "error", "990212197506069121",
            ),
            Remark(
                "人员名册 第 15 行 H 列", "手机号填了两个，取了第一个",
                "请确认常用的是第一个", "warning", "12012345678/12012345679",
            ),
            Remark("人员名册 第 20 行 M 列", "“宗教信仰”按规定不收集，这一列已丢弃", "", "info"),
        ),
        "moments": (
            Moment(
                "2026-11-20 09:14", "健康证登记", "母婴类，体检日期 2025-12-02，有效期至 2026-12-01",
                "样例安心家政 · 人员名册.xlsx · 第 12 行 K 列", "#", State.OK,
            ),
            Moment("2026-11-18 16:02", "本人确认", "用尾号 5678 的手机验证码确认了 6 项资料", "", "", State.OK),
            Moment("2026-10-08", "身份核验", "公安核验一致", "区公安分局回执 · 批次 2026-10-08-02", "#", State.OK),
            Moment("2026-09-30", "投诉登记", "迟到，未认定有责", "12345 热线 · 工单 GD20260930118", "#", State.WATCH),
        ),
        "details": (
            Detail("姓名", "王*芳"), Detail("身份证号", "990212********9125", "查看完整号码会留下记录"),
            Detail("身份核验", "公安核验一致", "2026-10-08", state=State.OK),
            Detail("所属公司", "样例安心家政服务有限公司", href="#"),
            Detail("家庭住址"),
        ),
        "upload": Action("上传第一份名册", "#", "upload", primary=True),
    }  # fmt: skip
