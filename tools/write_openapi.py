"""`python -m tools.write_openapi` — the description of the machine interface, from the code. `--check` only compares."""

import json
import os
import sys
from pathlib import Path

TARGET = Path("docs/reference/openapi.json")


def described() -> str:
    """The interface as OpenAPI, one stable text."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    from jiaxin.portals.machine.api import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def main(argv: list[str]) -> int:
    if "--check" in argv:
        return 0 if TARGET.exists() and TARGET.read_text("utf-8") == described() else 1
    TARGET.write_text(described(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
