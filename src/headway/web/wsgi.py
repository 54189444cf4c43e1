"""The service as servers see it: `gunicorn headway.web.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")

application = get_wsgi_application()
