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
    said = {
        "title": "本人信息副本", "office": settings.DISTRICT.name, "on": copy["导出日期"],
        "lead": f"{settings.DISTRICT.name}家政服务信用平台保存的您的全部信息，共 {len(entries)} 条记录。哪一条不对，可以在“我的权利”里提出异议。",
        "person": [list(pair) for pair in copy["身份"].items() if pair[1]], "entries": entries,
    }  # fmt: skip
    with scratch(Path(settings.DATA)) as folder:
        return typesetting.pdf(_TEMPLATE, said, folder)
