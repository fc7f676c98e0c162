"""会话存放 — sessions in the database that know whose they are. The library's own, with four more columns."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase

from jiaxin.apps.access.models import Session

SINCE, SEEN, DEVICE = "signed_in_at", "seen_at", "device"


class SessionStore(InDatabase):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        made: Any = super().create_model_instance(data)
        made.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        made.device = str(data.get(DEVICE, ""))
        made.began_at, made.seen_at = _instant(data.get(SINCE)), _instant(data.get(SEEN))
        return made


def _instant(seconds: Any) -> datetime | None:
    return datetime.fromtimestamp(float(seconds), UTC) if seconds is not None else None
