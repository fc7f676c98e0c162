"""`python -m jiaxin COMMAND` — every command by name; what a command needs is loaded only when it runs."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

# name → (module with `run(argv) -> int`, what it does)
COMMANDS = {
    "demo": ("jiaxin.demo.command", "建一个演示区并打开它"),
    "work": ("jiaxin.portals.console.work", "后台任务进程"),
    "status": ("jiaxin.portals.console.status", "本区现有的数量"),
    "import": ("jiaxin.portals.console.import_sheet", "导入一份表格"),
    "first-admins": ("jiaxin.portals.console.first_admins", "新区的三个管理员：各一个一次性链接"),
    "doctor": ("jiaxin.portals.console.doctor", "检查本机的安装是否安全"),
    "breached": ("jiaxin.portals.console.breached", "装入泄露口令表，设密码时据此拒绝"),
    "flaws": ("jiaxin.portals.console.flaws", "用漏洞公告核对第三方组件，列出超期的"),
    "assess": ("jiaxin.portals.console.assess", "等保、密评的配合材料，由运行中的系统生成"),
    "database-roles": ("jiaxin.portals.console.database_roles", "设置 PostgreSQL 的三个数据库账号"),
    "connections": ("jiaxin.portals.console.connections", "生成只许连到规定地址的 systemd 服务文件"),
    "database-password": ("jiaxin.portals.console.database_password", "更换 PostgreSQL 账号的口令，不用停机"),
    "keys": ("jiaxin.portals.console.keys", "密钥仪式、演练、恢复、更换"),
    "backup": ("jiaxin.portals.console.backup", "加密备份"),
    "restore": ("jiaxin.portals.console.restore", "从备份恢复"),
    "trace-leak": ("jiaxin.portals.console.trace_leak", "从泄露的名单片段找出是谁的副本"),
    "score": ("jiaxin.portals.console.score", "按账本重新计算任何一天的评分"),
    "mark-pictures": ("jiaxin.portals.console.mark_pictures", "为早先保存的照片补做比对指纹"),
    "rescore": ("jiaxin.portals.console.rescore", "把全区评分重算一遍，与现行结果核对"),
    "rulebook": ("jiaxin.portals.console.rulebook", "比较两版评分规则"),
    "checkpoint": ("jiaxin.portals.console.checkpoint", "日志检查点：查看、签发、打印"),
    "prove": ("jiaxin.portals.console.prove", "导出一条记录的证明"),
    "resolve": ("jiaxin.portals.console.resolve", "找出名单中哪些行是同一个人"),
    "verify": ("jiaxin.portals.console.verify", "不联网验一个码"),
    "code-key": ("jiaxin.portals.console.code_key", "签码密钥：查看、轮换、停用"),
    "exchange": ("jiaxin.portals.console.letters", "跨区互换：寄信、收信、各单位的进度"),
    "check-sheet": ("jiaxin.portals.console.check_sheet", "检查一份表格，不写入任何数据"),
}

CUT_OFF = 141  # as a shell calls a program that its reader left


def main(argv: Sequence[str]) -> int:
    if argv and argv[0] in COMMANDS:
        status: int = import_module(COMMANDS[argv[0]][0]).run(argv[1:])
        return status
    asked_for_help = not argv or argv[0] in ("-h", "--help", "help")
    if not asked_for_help:
        print(f"没有“{argv[0]}”这个命令", file=sys.stderr)
    width = max(len(name) for name in COMMANDS)
    print("用法：python -m jiaxin 命令 …", *(f"  {n:<{width}}  {said}" for n, (_, said) in COMMANDS.items()), sep="\n")
    return 0 if asked_for_help else 2


def _to_the_end() -> int:
    """Whoever reads may stop before the end (`| head`): that is no error and needs no trace of one."""
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left goes nowhere, also at exit
        return CUT_OFF
    return status


if __name__ == "__main__":
    sys.exit(_to_the_end())
