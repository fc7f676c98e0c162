"""命令的说明 — whoever types `jiaxin COMMAND --help` reads Chinese: what the command is for, and a sentence behind every argument."""

import re
from importlib import import_module

import pytest

from jiaxin.__main__ import COMMANDS

_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_OWN = re.compile(r"(?<!\w)--?[\w-]+|\{[^}]*\}|\S*[/.]\S*")  # arguments, their choices, addresses and names of files
NAMES = {"jiaxin", "demo", "PostgreSQL", "systemd", "Excel", "Unix", "JSON", "OSV", "CSV", "worker-roster", "rec_id", "cluster_id"}  # of programs and formats, as everybody writes them


def _help(name: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    with pytest.raises(SystemExit) as ended:
        import_module(COMMANDS[name][0]).run([*more, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = _help(name, capsys)
    usage, _, rest = said.partition("\n\n")
    assert usage.startswith("用法："), usage
    assert _IDEOGRAPH.search(rest.split("\n\n")[0]), "what the command is for"
    taken = set(re.findall(r"[\w-]+", usage)) | {word for one in re.findall(r"\{([^}]*)\}", said) for word in one.split(",")}
    words = set(re.findall(r"\b[A-Za-z][A-Za-z_-]{2,}", _OWN.sub(" ", rest))) - NAMES - taken
    assert not words, f"English in the help of {name}: {sorted(words)}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_says_what_it_is(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _help(name, capsys).split("\n\n", 1)[1].splitlines()
    for at, line in enumerate(lines):
        if re.match(r" {2,4}[-\w]", line) and not line.strip().startswith("-h, --help"):
            beside = line + (lines[at + 1] if at + 1 < len(lines) and lines[at + 1].startswith("      ") else "")
            assert _IDEOGRAPH.search(beside), f"{name}: {line}"


def test_each_verb_of_the_exchange_has_a_help_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("send", "receive", "status"):
        assert "选项：" in _help("exchange", capsys, verb)
