"""命令的参数 — what is typed behind a command, and a plain Chinese sentence where it is wrong.

`Parser` is argparse with its own words in Chinese; `a_day` reads `--as-of`; `a_file` refuses what is no file before
anything is opened. Exit status of a wrong argument: 2.
"""

import argparse
import os
import re
from datetime import date
from pathlib import Path
from typing import NoReturn

from jiaxin.domain.errors import Refused

_SAID = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"没有这样的参数：\1"),
    (r"argument (\S+): expected one argument", r"\1 后面要写一个值"),
    (r"argument (\S+): expected (\d+) arguments", r"\1 后面要写 \2 个值"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"没有 \2，只有 \3"),
    (r"argument (\S+): invalid int value: (.+)", r"\1 要写整数，写的是 \2"),
    (r"argument (\S+): invalid \S+ value: (.+)", r"\1 写得不对：\2"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能写 \2，可以写 \3"),
    (r"argument (\S+): (.+)", r"\1：\2"),
    (r"ambiguous option: (\S+) .*", r"参数 \1 写得太短，认不出是哪一个"),
)
_HEADS = (("usage: ", "用法："), ("positional arguments:", "参数："), ("options:", "选项："), ("show this help message and exit", "显示这份说明"))


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for pattern, said in _SAID:
            if found := re.fullmatch(pattern, message):
                message = found.expand(said)
                break
        self.exit(2, f"{self.format_usage()}{message}\n")

    def format_usage(self) -> str:
        return _in_chinese(super().format_usage())

    def format_help(self) -> str:
        return _in_chinese(super().format_help())


def _in_chinese(text: str) -> str:
    for english, chinese in _HEADS:
        text = text.replace(english, chinese)
    return text


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-23 的样子") from None


def a_file(path: Path) -> Path:
    """The path, if a file that may be read stands there."""
    if path.is_dir():
        raise Refused("file.folder", f"{path} 是文件夹，不是文件", "请指到里面的一个表格")
    if not path.is_file():
        raise Refused("file.missing", f"找不到文件 {path}", "请核对路径")
    if not os.access(path, os.R_OK):
        raise Refused("file.locked", f"没有权限读取 {path}", "请核对文件的权限")
    return path
