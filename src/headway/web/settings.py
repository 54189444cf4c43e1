"""
Settings of the service.

Every one that an operator may change is a HEADWAY_* variable with a safe default;
`docs/reference/settings.md` lists them.
"""

import os
import sys
from datetime import timedelta

from csp.constants import NONE, SELF

from headway.web import environment as given

DATA_FOLDER = given.data_folder(os.environ)
SECRET_KEY = given.secret_key(os.environ, DATA_FOLDER)
DEBUG = given.flag(os.environ, "HEADWAY_DEBUG")
HTTPS = given.flag(os.environ, "HEADWAY_HTTPS")

ALLOWED_HOSTS = given.listed(
    os.environ, "HEADWAY_HOSTS", default=["127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = given.listed(os.environ, "HEADWAY_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "headway.web.site",
    "headway.web.audit",
    "headway.web.people",
    "allauth",  # after ours, whose templates come before its own
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "headway.web.notices",
    "headway.web.plans",
    "headway.web.editions",
    "headway.web.imports",
    "headway.web.figures",
    "headway.web.evidence",
    "headway.web.rounds",
    "headway.web.answers",
    "headway.web.board",
    "headway.web.public",
    "headway.web.api",
    "headway.web.operations",
]

MIDDLEWARE = [
    "headway.web.operations.logs.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "headway.web.site.privacy.PrivacyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "headway.web.rounds.following.LinkHolderMiddleware",
    # Every page is for people who are signed in, but those that say otherwise themselves.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headway.web.site.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "headway.web.urls"
WSGI_APPLICATION = "headway.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "headway.web.people.context.signed_in",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": given.database(os.environ, DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Of every process together, on every machine: else each would count by itself how often somebody
# has tried, and would take a code that was used in another.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_remembered",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = ["headway.web.formats"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = given.static_folder(os.environ, DATA_FOLDER)
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns on every start where it is not there
# Files are served from where they lie, until an operator has run `collectstatic` and says so:
# then they are served compressed, under names that browsers may keep for ever.
STATIC_IS_COLLECTED = given.is_collected(os.environ, sys.argv[1:])
WHITENOISE_USE_FINDERS = not STATIC_IS_COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG
COLLECTED_STORAGE = "headway.web.site.storage.HashedStaticFiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": COLLECTED_STORAGE
        if STATIC_IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Whatever sends mail puts it into the outbox, in its own transaction; the worker sends it.
EMAIL_BACKEND = "headway.web.notices.outbox.OutboxBackend"
EMAIL_TIMEOUT = 30
MAIL_ANSWER_TIMEOUT = 180  # to a mail's words, which a server may look through before it answers
MAIL_SERVER = given.mail_server(os.environ)
DEFAULT_FROM_EMAIL = os.environ.get("HEADWAY_MAIL_FROM", "").strip() or "headway@localhost"
NOTIFY_KEY = os.environ.get("HEADWAY_NOTIFY_KEY", "").strip()
NOTIFY_TEMPLATE = os.environ.get("HEADWAY_NOTIFY_TEMPLATE", "").strip()
NOTIFY_URL = (
    os.environ.get("HEADWAY_NOTIFY_URL", "").strip() or "https://api.notifications.service.gov.uk"
)
KEEP_NOTICES_DAYS = given.whole_number(os.environ, "HEADWAY_KEEP_NOTICES_DAYS", default=365)
KEEP_ORPHANS_DAYS = 2  # an upload without a record is what a kill left over
# What links in mails begin with.
ADDRESS = os.environ.get("HEADWAY_ADDRESS", "").strip().rstrip("/") or "http://127.0.0.1:8000"
TICKS: tuple[str, ...] = (
    "headway.web.rounds.ticking.tick",
    "headway.web.evidence.noting.tick",
    "headway.web.operations.retention.tick",
    "headway.web.editions.ticking.tick",
    "headway.web.public.ticking.tick",
    "headway.web.api.sending.tick",
)
"""Functions that the worker calls every minute with the time; each answers with what it did."""
ERASERS: tuple[str, ...] = (
    "headway.web.notices.actions.erase_address",
    "headway.web.rounds.actions.erase_address",
    "headway.web.public.subscribing.erase_address",
)
"""Functions that erase an e-mail address from what an app keeps, when its person is erased."""
NAME_ERASERS: tuple[str, ...] = ("headway.web.notices.actions.erase_name",)
"""Functions that take a person's name out of words that the service wrote to others."""
ANSWERING_NOTES: tuple[str, ...] = ("headway.web.board.queries.for_agency",)
"""Functions that answer with what an agency is to be shown beside the rows that it answers."""
CHECKLIST: tuple[str, ...] = (
    "headway.web.editions.checklist.naming.found",
    "headway.web.editions.checklist.disclosing.found",
    "headway.web.editions.checklist.timing.found",
    "headway.web.editions.checklist.answering.found",
    "headway.web.editions.checklist.signatures.found",
    "headway.web.board.unsettled.found",
    "headway.web.editions.checklist.reading_before.found",
    "headway.web.editions.checklist.figures.found",
    "headway.web.editions.checklist.comparisons.found",
    "headway.web.editions.checklist.checks.found",
)
"""Functions that say what stands in the way of issuing an edition, in the order it is told."""

DUTIES: tuple[str, ...] = ("headway.web.answers.duties.owed",)
"""Functions that answer with what waits for a person; the first of it is where they land."""

# How often a program may ask in a minute, with one token.
API_PER_MINUTE = given.whole_number(os.environ, "HEADWAY_API_PER_MINUTE", default=300)
# Whether webhooks may lead into the own network, and go without TLS.
WEBHOOKS_PRIVATE = given.flag(os.environ, "HEADWAY_WEBHOOKS_PRIVATE")

FILE_UPLOAD_HANDLERS = [
    "headway.web.imports.uploading.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# How long somebody may take to send a request; a large one has more, at 10 kB a second.
REQUEST_SECONDS = given.whole_number(os.environ, "HEADWAY_REQUEST_SECONDS", default=20)
UPLOAD_LIMIT_MB = given.whole_number(os.environ, "HEADWAY_UPLOAD_LIMIT_MB", default=50)

# ------------------------------------------------------------------------------- signing in

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first, so that it can refuse before anybody asks
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

SESSION_COOKIE_AGE = given.whole_number(os.environ, "HEADWAY_SESSION_HOURS", default=12) * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True

ACCOUNT_ADAPTER = "headway.web.people.signing_in.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"headway.web.people.entrance_forms.{form}"
    for name, form in (
        ("login", "LoginForm"),
        ("reset_password", "ResetPasswordForm"),
        ("reset_password_from_key", "ResetPasswordKeyForm"),
        ("change_password", "ChangePasswordForm"),
        ("set_password", "SetPasswordForm"),
        ("reauthenticate", "ReauthenticateForm"),
        ("add_email", "AddEmailForm"),
    )
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is made by an invitation, which is such a letter
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ALLAUTH_TRUSTED_PROXY_COUNT = given.count(os.environ, "HEADWAY_PROXIES", default=int(HTTPS))

MFA_ADAPTER = "headway.web.people.signing_in.SecondFactorAdapter"
MFA_FORMS = {
    name: f"headway.web.people.entrance_forms.{form}"
    for name, form in (
        ("authenticate", "AuthenticateForm"),
        ("reauthenticate", "CodeAgainForm"),
        ("activate_totp", "AppForm"),
        ("add_webauthn", "PasskeyForm"),
        ("edit_webauthn", "RenamePasskeyForm"),
    )
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow passkeys without it on localhost
MFA_TOTP_ISSUER = "Headway"

SOCIALACCOUNT_ADAPTER = "headway.web.people.signing_in.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# Another organisation's sign-in is believed about an address only where it says it has checked it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = given.openid(os.environ)

ACCOUNT_RATE_LIMITS = {
    # Of codes after the password; the library calls it so.
    "login_failed": "5/5m/key",
    # Of wrong passwords for one person, from whatever addresses: half of what NIST SP 800-63B
    # allows, and ten times as many as lock out one place, so that nobody is kept out easily.
    "password": "50/15m/key",
}
AXES_FAILURE_LIMIT = given.whole_number(os.environ, "HEADWAY_SIGN_IN_ATTEMPTS", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=15)
# Both together: one office behind one address is not shut out by one of its people, nor are
# they by somebody elsewhere who types their address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "headway.web.people.signing_in.typed_address"
AXES_CLIENT_IP_CALLABLE = "headway.web.people.signing_in.client_address"
AXES_LOCKOUT_TEMPLATE = "people/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "password"]
KEEP_SIGN_INS_DAYS = given.whole_number(os.environ, "HEADWAY_KEEP_SIGN_INS_DAYS", default=90)
KEEP_PEOPLE_DAYS = given.whole_number(os.environ, "HEADWAY_KEEP_PEOPLE_DAYS", default=730)

DEMO = False  # `demo` alone turns it on, for the process that it serves from

# ---------------------------------------------------------------------------- what pages may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [NONE],
        "connect-src": [SELF],  # the import page asks how far the reading has come
        # Browsers hold a form to this even where it is redirected: to the other organisation's.
        "form-action": [SELF, *given.openid_origins(os.environ)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "headway.web.site.views.form_expired"
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOG_LEVEL = given.one_of(os.environ, "HEADWAY_LOG", ("WARNING", "INFO", "ERROR"))
METRICS_TOKEN = os.environ.get("HEADWAY_METRICS_TOKEN", "").strip()
SECURITY_CONTACT = given.security_contact(os.environ)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "headway.web.operations.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own handlers would mail mistakes, with whatever somebody typed, or print addresses.
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL, "propagate": True}},
}
