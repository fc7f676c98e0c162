"""`jiaxin first-admins` — the three first administrators of a district: a link each, good once and for an hour."""

import sys

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin first-admins", description="新区的三个管理员：各一个一次性链接")
    parser.add_argument("--address", default="", help="办公页面的网址，例如 https://xinyong.example")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district, prepare_district

    open_district(asked.data)
    prepare_district()  # the first thing anybody does in a new district
    from django.conf import settings
    from django.urls import reverse

    from jiaxin.apps.access import limits
    from jiaxin.apps.access.actions import first_invitations
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.domain.errors import Refused

    try:
        made = first_invitations(console_actor())
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    address = (asked.address or f"https://{settings.ALLOWED_HOSTS[0]}").rstrip("/")
    print(f"下面的链接各用一次，{limits.FIRST_INVITATION_MINUTES} 分钟内有效。三个岗位应由三个人担任，请当面交给本人。")
    for role, username, secret in made:
        print(f"  {role.label}  账号 {username}\n    {address}{reverse('entrance:first', args=[secret])}")
    return 0
