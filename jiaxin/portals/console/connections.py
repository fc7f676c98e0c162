"""`jiaxin connections FOLDER` — the units of systemd for the three processes, which may connect where the settings say and nowhere else."""

import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    """0, or 2 where a name of the settings is not known."""
    parser = Parser(prog="jiaxin connections", description="生成只许连到规定地址的 systemd 服务文件")
    parser.add_argument("folder", type=Path, help="三个文件写到哪个文件夹")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access.queries import connections_of
    from jiaxin.domain.errors import Refused

    try:
        places = connections_of(asked.folder)
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    for one in places:
        print(f"{one.what}：{one.host}:{one.port}（{'、'.join(one.units)}）")
    print(f"{asked.folder}：三个服务文件；除以上地址、本机和前置代理外一律不通。拷到 /etc/systemd/system 后执行 systemctl daemon-reload")
    return 0
