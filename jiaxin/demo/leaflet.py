"""说明页 — what is printed when the district is open: addresses, sign-ins, cards, what to try first."""

import json
from pathlib import Path

from jiaxin.demo.truth import FILE

HOUSEHOLD_PHONE = "16512340001"  # in a range no operator has
_LOOKED_AT = 300  # workers among whom a card of each colour is looked for


def text(folder: Path, pages: str, window: str) -> str:
    """Opens the data folder to read; changes nothing."""
    from jiaxin.portals.console.district import open_district

    open_district(str(folder))
    from jiaxin.apps.oversight.queries import status
    from jiaxin.demo import showing
    from jiaxin.demo.accounts import PASSWORD, sign_ins

    counts = status()
    known = json.loads((folder / FILE).read_text("utf-8"))["workers"]
    confirmed = [w for w in known if w["subject"] and w["confirmed_on"]]
    lines = [
        "",
        "样例区已经开张（人、企业、号码全部是编造的）",
        f"  登录页面  {pages}/sign-in/",
        f"  查询页面  {window}/",
        f"  家政员 {counts['workers']:,}  企业 {counts['companies']:,}  本人已确认 {counts['confirmed_files']:,}"
        f"  事实 {counts['facts']:,}  公开的码 {counts['cards']:,}",
        "",
        f"登录（演示密码都是 {PASSWORD}）",
        *(f"  {one.username:<16} {one.role}  {one.office}" for one in sign_ins()),
    ]
    if confirmed:
        lines.append(f"  家政员用手机验证码：{_phone(confirmed)}（验证码在 system-admin 的“待发短信”里）")
        lines.append(f"  家庭用手机验证码：{HOUSEHOLD_PHONE}")
    lines += ["", "打开几个码"]
    lines += [f"  {what}  {address}" for what, address in showing.cards(folder, window, _some(confirmed))]
    lines += ["", f"试试上传  {folder / showing.ROSTER}（用 company 登录）", "Ctrl-C 停止"]
    return "\n".join(lines)


def _some(confirmed: list[dict[str, str]]) -> list[str]:
    return [w["subject"] for w in confirmed[:_LOOKED_AT]]


def _phone(confirmed: list[dict[str, str]]) -> str:
    by_phone = [w for w in confirmed if w["confirms"] == "phone"] or confirmed
    return by_phone[0]["phone"]
