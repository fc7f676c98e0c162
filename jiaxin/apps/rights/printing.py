"""本人信息副本的印制 — the copy of `queries.copy_of` on paper, for whoever reads no JSON (PIPL Art. 45)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from jiaxin.kit import typesetting
from jiaxin.kit.scratch import scratch

_TEMPLATE = Path(__file__).with_name("print") / "copy.typ"


def as_pdf(copy: Mapping[str, Any]) -> bytes:
    """A4, one paragraph an entry. `copy`: what `queries.copy_of` gives."""
    entries = [
        {
            "label": one["种类"], "happened": one["发生"], "recorded": one["登记"][:10], "source": one["来源"], "basis": one["依据"],
            "said": [list(pair) for pair in one["内容"].items()],
        }
        for one in copy["记录"]
    ]  # fmt: skip
    lists = [(name, lines) for name, lines in copy.items() if isinstance(lines, list) and name != "记录"]
    said = {
        "title": "本人信息副本", "office": settings.DISTRICT.name, "on": copy["导出日期"],
        "lead": f"{settings.DISTRICT.name}家政服务信用平台保存的您的全部信息，共 {len(entries)} 条记录；办理、消息、查阅等附在后面。哪一条不对，可以在“我的权利”里提出异议。",
        "person": [list(pair) for pair in copy["身份"].items() if pair[1]], "entries": entries,
        "lists": [{"title": name, "rows": [_row(line) for line in lines]} for name, lines in lists],
    }  # fmt: skip
    with scratch(Path(settings.DATA)) as folder:
        return typesetting.pdf(_TEMPLATE, said, folder)


def _row(line: Mapping[str, str]) -> list[str]:
    """[what comes first, the rest under its names]: the first two columns of a list need no name."""
    values = list(line.items())
    rest = "；".join(said if n == 0 else f"{name}：{said}" for n, (name, said) in enumerate(values[1:]) if said)
    return [values[0][1], rest]
