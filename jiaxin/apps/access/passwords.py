"""密码要求 — the library's rule of length, with its sentences in Chinese (its own catalogue lacks them), and words that no password holds."""

import logging
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from jiaxin.kit import breached

_log = logging.getLogger("jiaxin.access")
_FILE = Path(__file__).resolve().parents[3] / "config" / "own-words.toml"


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"密码太短，至少要 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        return f"密码至少 {self.min_length} 个字符。"


class NotOurWords:
    """The district's and the trade's own words (`config/own-words.toml`) are what guessing begins with."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = _plain(password)
        if any(word in plain for word in own_words(settings.DISTRICT_NAME)):
            raise ValidationError("密码里有本区或家政行业的常用词，容易被猜到，请换一个。", code="password_own_word")

    def get_help_text(self) -> str:
        return "密码里不能有本区的名称和家政行业的常用词。"


class NotBreached:
    """Refuses what stands in the operator's list of breached passwords (`jiaxin breached`); the shipped list of common ones is asked besides."""

    def validate(self, password: str, user: Any = None) -> None:
        if not settings.BREACHED_PASSWORDS.exists():
            return  # none was installed
        try:
            found = breached.holds(settings.BREACHED_PASSWORDS, password)
        except breached.Unusable:
            _log.exception("the list of breached passwords cannot be read")  # the doctor says so as well
            return
        if found:
            raise ValidationError("这个密码在别处泄露过，已经公开，请换一个。", code="password_breached")

    def get_help_text(self) -> str:
        return "密码不能是在别处泄露过的。"


@lru_cache(maxsize=4)
def own_words(district: str) -> frozenset[str]:
    """Every word, in the form in which passwords are compared."""
    said = tomllib.loads(_FILE.read_text("utf-8"))
    short = district[:-1] if district.endswith(tuple(said["kinds_of_place"])) and len(district) > 2 else district
    return frozenset(_plain(word) for word in (*said["words"], district, short) if word)


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
