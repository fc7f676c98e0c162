"""A district's own server. Nothing here is weaker than the base; what a server must know comes from its environment.

`JIAXIN_HOSTS` names the addresses it answers to, separated by commas. The key that signs sessions is made at
the first start and lies with the other keys. A weak installation does not start: `python -m jiaxin doctor`.
"""

from config.environment import hosts, proxies
from config.settings.base import *  # noqa: F403
from config.settings.base import KEYS_FOLDER
from jiaxin.apps.access import keyfiles

ALLOWED_HOSTS = hosts()
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECRET_KEY = (keyfiles.read(KEYS_FOLDER / "session") or keyfiles.make(KEYS_FOLDER / "session"))[-1].raw.hex()
TRUSTED_PROXIES = proxies()
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # https ends at the proxy in front
REFUSE_WHEN_WEAK = True
