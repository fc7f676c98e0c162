"""The reference of the open interface: `docs/reference/openapi.json`, written from the code.

    python -m tools.write_openapi [--check]
"""

import json
import os
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs/reference/openapi.json"


def text() -> str:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from jiaxin.portals.machine.api import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        stale = not PAGE.exists() or PAGE.read_text("utf-8") != text()
        if stale:
            print("docs/reference/openapi.json is stale: run python -m tools.write_openapi")
        return int(stale)
    PAGE.write_text(text(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
