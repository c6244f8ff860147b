"""Settings. Everything an operator may change is an environment variable, read by ``waypost.environment``."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from waypost import environment

BASE = Path(__file__).resolve().parent.parent
environment.refuse_unknown()
DATA = environment.folder("WAYPOST_DATA", BASE / "data")
DEBUG = False
DEMO = environment.flag("WAYPOST_DEMO")
TESTING = environment.flag("WAYPOST_TESTING")
BEHIND_TLS = environment.flag("WAYPOST_TLS")
# Real people come over TLS. Their portal has names and keys of its own, and the keys lie apart from the data.
REAL_PEOPLE = BEHIND_TLS and not (DEMO or TESTING)
if REAL_PEOPLE:
    for _name in ("WAYPOST_SECRET_KEY", "WAYPOST_FACTOR_KEY", "WAYPOST_FILE_KEY"):
        environment.needed(_name, wants="a long random key, kept apart from the data (docs/settings.md)")
    environment.needed("WAYPOST_HOSTS", wants="the names the portal answers to, separated by commas")
    environment.needed("WAYPOST_ADDRESS", wants="the portal's address as it stands in mails")

SECRET_KEY, *SECRET_KEY_FALLBACKS = environment.secret_keys(DATA, given_by="WAYPOST_SECRET_KEY")
SEAL_KEY = environment.seal_key(DATA, given_by="WAYPOST_SEAL_KEY", demo=DEMO or TESTING)
WITNESS = environment.witness(DATA, given_by="WAYPOST_WITNESS")
FACTOR_KEY, *OLD_FACTOR_KEYS = environment.secret_keys(DATA, given_by="WAYPOST_FACTOR_KEY", kept="factor.key")
ALLOWED_HOSTS = environment.hosts("WAYPOST_HOSTS", default=["waypost.localhost", "127.0.0.1", "localhost"])
# Who may ask whether this node is well, beside this machine itself.
HEALTH_FROM = environment.networks("WAYPOST_HEALTH_FROM")
TRUSTED_PROXIES = environment.number("WAYPOST_PROXIES", 0, least=0, most=3)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "waypost.core",
    "waypost.places",
    "waypost.people",
    "waypost.gate",
    "waypost.access",
    "waypost.face",
    "waypost.files",
    "waypost.notices",
    "waypost.network",
    "waypost.projects",
    "waypost.curriculum",
    "waypost.publications",
    "waypost.library",
    "waypost.alerts",
    "waypost.requests",
    "waypost.training",
    "waypost.groups",
    "waypost.reporting",
    "waypost.desk",
    "waypost.operating",
    "waypost.demo",
    # After our rooms, so that our templates go before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "waypost.desk.headers.Closed",
    "waypost.desk.content.ContentOrigin",
    "waypost.operating.health.Health",
    "waypost.operating.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "waypost.desk.headers.KnownMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "waypost.desk.lighter.CompressedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "waypost.desk.middleware.SecondFactorFirst",
    "waypost.desk.middleware.OnePerson",
    "waypost.desk.reader.OwnLanguageAndTime",
    "waypost.desk.refusals.SaidAtTheDoor",
]

ROOT_URLCONF = "waypost.urls"
WSGI_APPLICATION = "waypost.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "waypost.desk.frame.frame",
                "waypost.demo.frame.demo",
            ],
            "builtins": [
                "waypost.face.templatetags.face",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

DATABASES = {"default": environment.database(DATA, proven=REAL_PEOPLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["waypost.people.backend.ByMailAddress"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Length, known-bad and words of this place only: no composition rules, no forced rotation (ASVS 6.2.5, 6.2.10).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name_latin"]},
    },
    {"NAME": "waypost.people.signin.passwords.WordsOfOnesOwn"},
    {"NAME": "waypost.people.signin.passwords.Stolen"},
]
BREACHED = environment.breached(given_by="WAYPOST_BREACHED")

# Sessions: idle 30 minutes, absolute 12 hours (desk.middleware); __Host- names where TLS is there.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-waypost" if BEHIND_TLS else "waypost"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Not in a cookie, where what was said to one person would wait for the next at the same counter.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # the preload list is for whoever owns the domain to decide
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Without files. Six fields of 100,000 Thai characters, pasted by mistake, are 5.4 MB as a form is written (nine bytes a
# character): taken, so that each is answered with a sentence and nothing typed is lost.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
CSRF_FAILURE_VIEW = "waypost.desk.views.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

FORM_RENDERER = "waypost.face.forms.HouseForms"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("th", _("Thai"))]
LOCALE_PATHS = [BASE / "waypost" / "locale"]
LANGUAGE_COOKIE_NAME = "__Host-language" if BEHIND_TLS else "language"
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("WAYPOST_TIME_ZONE", "Asia/Bangkok")

STATIC_URL = "static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = environment.folder("WAYPOST_STATIC", BASE / "static", written=False)
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "waypost.face.packages.ListedFiles",
]
PACKAGES = BASE / "node_modules"
PACKAGED_FILES = [
    "@fontsource/noto-sans-thai/files/noto-sans-thai-thai-400-normal.woff2",
    "@fontsource/noto-sans-thai/files/noto-sans-thai-thai-700-normal.woff2",
    "htmx.org/dist/htmx.min.js",
    "openseadragon/build/openseadragon/openseadragon.min.js",
    "scorm-again/dist/scorm12.min.js",
    "scorm-again/dist/scorm2004.min.js",
]
STORAGES = {
    "default": environment.files(DATA, proven=REAL_PEOPLE),
    "staticfiles": {"BACKEND": "waypost.face.packages.Collected"},
}
# Stored files (waypost.files): sealed at rest under these keys, kept in memory while they are taken in.
FILE_KEYS = environment.file_keys(DATA, given_by="WAYPOST_FILE_KEY")
# What a covered picture showed before: dropped at once, or kept for so many days, sealed and opened by nobody here.
SEALED_DAYS = environment.number("WAYPOST_SEALED_DAYS", 0, least=0, most=365)
# How many gigabytes of files the items of one author may hold together.
QUOTA = environment.number("WAYPOST_QUOTA", 5, least=1, most=10_000)
FILE_UPLOAD_HANDLERS = ["waypost.files.uploads.Sealed", "waypost.files.uploads.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 50
PRINT_FONTS = BASE / "node_modules/@expo-google-fonts"
PRINTED_WITH = [
    f"{family}/{weight}" for family in ("noto-sans", "noto-sans-thai") for weight in ("400Regular", "700Bold")
]

CACHES = {"default": environment.cache(proven=REAL_PEOPLE)}

for _name, _value in environment.mail_server().items():
    globals()[_name] = _value
# Without a mail server: the demo's outbox, which keeps mails to be read and takes none on a real portal.
_TO_SERVER, _TO_PAGE = "django.core.mail.backends.smtp.EmailBackend", "waypost.demo.outbox.Outbox"
EMAIL_BACKEND = _TO_SERVER if environment.text("WAYPOST_SMTP") else _TO_PAGE
MAIL_FROM = environment.sender("WAYPOST_MAIL_FROM", "Waypost <portal@waypost.invalid>")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
PORTAL_ADDRESS = environment.address(
    "WAYPOST_ADDRESS", "http://waypost.localhost:8000", tls=BEHIND_TLS and not DEMO
)

# Where e-modules are played: an origin of its own below the portal's, without sessions. Empty: they are not played.
CONTENT_ADDRESS = environment.content_address("WAYPOST_CONTENT", PORTAL_ADDRESS)

# Sign-in (security.md section 4): invitation only, second factor always, no bypass.
ACCOUNT_ADAPTER = "waypost.people.signin.InvitationOnly"
MFA_ADAPTER = "waypost.people.signin.SealedFactors"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Beside allauth's own ("login_failed": 10/m/ip, 5/5m/key). By day too: a million codes are soon tried otherwise.
ACCOUNT_RATE_LIMITS = {
    "second_factor": "10/m/ip,5/5m/key,50/d/key",
    "remembered_device": "9/d/key",
    "card": "60/m/ip",  # looks at quick cards' codes: a shift behind one address, not a machine that tries
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# Recovery codes are our own (people.signin.recovery): allauth derives them from a stored seed.
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Waypost"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TRUST_ENABLED = False
MFA_FORMS = {
    "authenticate": "waypost.people.signin.forms.SecondFactorForm",
    "reauthenticate": "waypost.people.signin.forms.StepUpForm",
}
ACCOUNT_FORMS = {"login": "waypost.people.signin.forms.PasswordForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or TESTING
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"

# For people to read, or one JSON object a line and no content in any (core.journal).
LOG_LINES = environment.choice("WAYPOST_LOG", ("plain", "json")) == "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "waypost.core.discreet.Formatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "waypost.core.journal.Lines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if LOG_LINES else "plain"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "waypost": {"level": "INFO"},
        # A line for each act of the machinery: for machines only.
        "waypost.acts": {"level": "INFO" if LOG_LINES else "WARNING"},
        # Strangers ask for other hosts all day: refused with 400, not worth a trace each.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
