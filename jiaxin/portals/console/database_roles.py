"""`jiaxin database-roles` — the three accounts of the PostgreSQL database and what each may do. Run as its superuser."""

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin database-roles", description="设置 PostgreSQL 的三个数据库账号")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district, prepare_district

    open_district(asked.data)
    from django.db import connection

    from jiaxin.apps.access.actions import set_up_database_accounts

    if connection.vendor != "postgresql":
        print("本区使用 SQLite，没有数据库账号可设；正式运行请使用 PostgreSQL")
        return 1
    prepare_district()
    for line in set_up_database_accounts():
        print(line)
    return 0
