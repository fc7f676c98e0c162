"""`jiaxin database-password` — a new password of the database account, drawn, told to PostgreSQL as a SCRAM verifier, and written to keys/database."""

import argparse
import sys


def run(argv: list[str]) -> int:
    """0, or 2 where it was refused; the password is never shown."""
    parser = argparse.ArgumentParser(prog="jiaxin database-password", description="Change the password of a database account.")
    parser.add_argument("--account", default="", help="another one of the three accounts (as superuser); its own where nothing is said")
    parser.add_argument("--data", default="", help="data folder of the district")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access import databasesecrets
    from jiaxin.domain.errors import Refused

    try:
        user = databasesecrets.rotate(asked.account)
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    print(f"{user} 的口令已更换，写在 {databasesecrets.path()}。下次更换不晚于 {databasesecrets.due_on()}")
    print("第一次更换：请从 JIAXIN_DATABASE 去掉口令，重启三个进程。" if databasesecrets.in_address(user) else "运行中的进程会自动使用，不用重启。")
    return 0
