"""Settings of the service."""

SECRET_KEY = "development"  # noqa: S105 - replaced before anything is served
INSTALLED_APPS: list[str] = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
