"""Pages of people who sign in, served by WSGI."""

import os

from django.core.wsgi import get_wsgi_application

from jiaxin.apps.access.doctor import refuse_when_weak

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
application = get_wsgi_application()
refuse_when_weak()
