"""What the house rules are read from: tracked files and parsed modules."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def files() -> tuple[Path, ...]:
    """Every file that is tracked or could be: what git ignores is nobody's concern."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file())


def under(folder: str, *suffixes: str) -> Iterator[Path]:
    wanted = ROOT / folder
    return (path for path in files() if path.is_relative_to(wanted) and path.suffix in (suffixes or (".py",)))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    """The file as text, or nothing for a picture or a workbook."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))
