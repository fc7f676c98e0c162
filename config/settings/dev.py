"""On a developer's machine and in the demo."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "development only: a district's own key is made at setup"
DEBUG = False
