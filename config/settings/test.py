"""Stricter than production."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403

SECRET_KEY = "test"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

KEYS_FOLDER = Path(tempfile.mkdtemp(prefix="jiaxin-keys-"))
atexit.register(shutil.rmtree, KEYS_FOLDER, ignore_errors=True)
