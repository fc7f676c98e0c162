"""`jiaxin demo` — a district that never was, built in a minute or two and served.

Building and serving are two processes: what builds plays on a simulated clock and ends; what serves lives in
the present.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from shlex import split

from jiaxin.domain.errors import Refused
from jiaxin.portals.console.arguments import Parser, a_day


def run(argv: list[str]) -> int:
    asked = _asked(argv)
    from config.environment import data_folder
    from jiaxin.demo import building, ports, serving
    from jiaxin.demo.plan import Plan

    plan = Plan(asked.as_of, asked.workers, asked.seed, asked.days, asked.follow_every)
    folder = Path(asked.data).resolve() if asked.data else data_folder()
    try:
        if not asked.no_serve:
            ports.need(serving.ports_of(asked.port))  # before minutes are spent on building
        if asked.build_only:
            return _build(folder, plan)
        beside = _Beside(asked.beside)
        if asked.fresh or not building.is_built(folder, plan):
            building.make_room(folder, asked.fresh)
            built = subprocess.run([sys.executable, "-m", "jiaxin", "demo", *argv, "--build-only"], check=False)
            if built.returncode:
                return built.returncode
        else:
            print(f"{folder} 里已经建好，直接打开（--fresh 重新建）", flush=True)
            building.bring_up(folder)
        beside.ends_well()
        return 0 if asked.no_serve else _serve(folder, asked.port)
    except Refused as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2


class _Beside:
    """A command that runs while the district is built (styles and scripts) and must have ended well before it is served."""

    def __init__(self, command: str) -> None:
        heard = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self._process = subprocess.Popen(split(command), **heard) if command else None

    def ends_well(self) -> None:
        if self._process is None:
            return
        said, _ = self._process.communicate()
        if self._process.returncode:
            sys.stderr.buffer.write(said)
            sys.stderr.flush()
            broken = f"页面的样式和脚本没有生成（代码 {self._process.returncode}）"
            raise Refused("demo.beside", broken, "请看上面的报错，改正后重新运行 make demo")


def _asked(argv: list[str]) -> argparse.Namespace:
    from jiaxin.demo.plan import DAYS, FOLLOW_EVERY, WORKERS
    from jiaxin.demo.serving import PORT
    from jiaxin.kit import clock

    parser = Parser(prog="jiaxin demo", description="建一个演示区并打开它。")
    parser.add_argument("--workers", type=int, default=WORKERS, help="家政员人数")
    parser.add_argument("--seed", type=int, default=1, help="同一个种子，同一个区")
    parser.add_argument("--as-of", type=a_day, default=clock.today(), help="最后一天，缺省是今天")
    parser.add_argument("--days", type=int, default=DAYS, help="往前演多少天")
    parser.add_argument("--follow-every", type=int, default=FOLLOW_EVERY, help="每隔多少天把评分和卡片算到当天")
    parser.add_argument("--data", default="", help="数据文件夹，与其他命令的缺省相同")
    parser.add_argument("--port", type=int, default=PORT, help="登录页面的端口；查询页面用下一个")
    parser.add_argument("--no-serve", action="store_true", help="建好就退出")
    parser.add_argument("--fresh", action="store_true", help="已有的演示区删掉重建")
    parser.add_argument("--build-only", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--beside", default="", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _build(folder: Path, plan: object) -> int:
    from jiaxin.demo import building
    from jiaxin.demo.plan import Plan

    assert isinstance(plan, Plan)
    found = building.build(folder, plan, lambda line: print(line, flush=True))
    counts, seconds = found["counts"], found["seconds"]
    assert isinstance(counts, dict) and isinstance(seconds, dict)
    print("计数：" + "  ".join(f"{name} {count:,}" for name, count in counts.items()))
    print("用时（秒）：" + "  ".join(f"{stage} {spent}" for stage, spent in seconds.items()), flush=True)
    return 0


def _serve(folder: Path, port: int) -> int:
    from jiaxin.demo import leaflet
    from jiaxin.demo.serving import District

    district = District(folder, port)
    told = list[str]()
    district.start(lambda: told.append(leaflet.text(folder, district.pages, district.window)))
    print(*told, flush=True)
    return district.watch(lambda line: print(line, flush=True))
