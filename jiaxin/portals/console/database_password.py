"""`jiaxin database-password` — a new password of the database account, drawn, told to PostgreSQL as a SCRAM verifier, and written to keys/database."""

import sys

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    """0, or 2 where it was refused; the password is never shown."""
    parser = Parser(prog="jiaxin database-password", description="更换 PostgreSQL 账号的口令，不用停机")
    parser.add_argument("--account", default="", help="三个账号中的哪一个（要超级用户）；不写就是自己的")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access.actions import change_database_password
    from jiaxin.apps.access.queries import database_password_due
    from jiaxin.domain.errors import Refused

    try:
        user = change_database_password(asked.account)
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    where, due, in_address = database_password_due(user)
    print(f"{user} 的口令已更换，写在 {where}。下次更换不晚于 {due}")
    print("第一次更换：请从 JIAXIN_DATABASE 去掉口令，重启三个进程。" if in_address else "运行中的进程会自动使用，不用重启。")
    return 0
