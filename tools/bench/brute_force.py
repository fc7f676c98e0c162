"""Ten thousand sign-in guesses from two hundred addresses: how many reach the hasher, and who is locked out afterwards?

    nice python -m tools.bench.brute_force [--guesses 10000] [--addresses 200] [--accounts 10]

Through the sign-in page, in one process, within one quarter of an hour. Target: at most 10 an account reach the
hasher, and after its rest the right password opens.
"""

import argparse
import logging
import os
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

PASSWORD = "the right phrase of 2026"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guesses", type=int, default=10_000)
    parser.add_argument("--addresses", type=int, default=200)
    parser.add_argument("--accounts", type=int, default=10)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="guesses-"))
    os.environ |= {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    try:
        run(asked.guesses, asked.addresses, asked.accounts)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(guesses: int, addresses: int, count: int) -> None:
    from jiaxin.portals.console.district import open_district, prepare_district

    open_district("")
    prepare_district()
    from axes.models import AccessAttempt
    from django.conf import settings
    from django.contrib.auth.hashers import ScryptPasswordHasher
    from django.core.cache import cache
    from django.test import Client

    from jiaxin.apps.access import actions, limits
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.domain.permissions import Role

    logging.disable(logging.WARNING)
    settings.ALLOWED_HOSTS = ["*"]
    console = console_actor()
    actions.set_up_organisation(console, "bureau", "样例区商务局", "bureau")
    names = [f"officer-{n}" for n in range(count)]
    for name in names:
        actions.set_up_account(console, name, Role.BUREAU_CLERK, organisation="bureau", password=PASSWORD)
    reached, at = Counter[str](), [""]

    def counted(self: Any, password: str, encoded: str) -> bool:
        reached[at[0]] += 1
        return False

    client = Client()
    with mock.patch.object(ScryptPasswordHasher, "verify", counted):
        for number in range(guesses):
            at[0] = names[number % count]
            client.post("/sign-in/", {"login": at[0], "password": f"guess {number}"}, REMOTE_ADDR=f"10.{number % addresses}.0.7")
    print(f"{guesses:,} guesses, {addresses} addresses, {count} accounts: at most {max(reached.values())} an account reached the hasher, {reached.total()} in all")
    cache.clear()  # the library's own limits last five minutes
    rest = timedelta(minutes=limits.PASSWORD_REST_MINUTES + 1)
    for one in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=one.pk).update(attempt_time=one.attempt_time - rest)
    opened = 0
    for number, name in enumerate(names):
        answer = Client().post("/sign-in/", {"login": name, "password": PASSWORD}, REMOTE_ADDR=f"10.250.{number}.7")
        opened += answer.status_code == 302
    print(f"after {limits.PASSWORD_REST_MINUTES} minutes the right password opens {opened} of {count}")


if __name__ == "__main__":
    main()
