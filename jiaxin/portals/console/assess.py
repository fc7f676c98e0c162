"""`jiaxin assess FOLDER` — 测评配合包: one page for 等保, one for 密评, each point answered by what runs here now."""

from pathlib import Path

from jiaxin.portals.console.arguments import Parser

TITLES = {
    "dengbao": "网络安全等级保护测评配合材料（GB/T 22239-2019 三级 8.1.4 安全计算环境）",
    "miping": "商用密码应用安全性评估配合材料（GB/T 39786-2021 三级 8.4 应用和数据安全）",
}


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin assess", description="等保、密评的配合材料，由运行中的系统生成")
    parser.add_argument("target", type=Path, help="写到哪个文件夹，没有就新建")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from django.conf import settings

    from jiaxin.apps.access.queries import assessed
    from jiaxin.kit import clock

    asked.target.mkdir(parents=True, exist_ok=True)
    for which, title in TITLES.items():
        lines = [f"# {title}", "", f"{settings.DISTRICT.name}，{clock.now().astimezone(clock.CHINA):%Y-%m-%d %H:%M} 由运行中的系统生成。", ""]
        for one in assessed(which):
            lines += [f"## {one.number} {one.asked}", "", *(f"- {line}" for line in one.told), ""]
        path = asked.target / f"{which}.md"
        path.write_text("\n".join(lines), "utf-8")
        print(f"已写入 {path}")
    return 0
