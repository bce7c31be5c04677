"""What holds everywhere. Secrets and places come from the surroundings."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from samspil.settings import environment

environment.use_bundled_sqlite()

PACKAGE: Final = Path(__file__).resolve().parent.parent
HOME: Final = Path(environment.text("SAMSPIL_HOME", "var")).resolve()

SECRET_KEY = environment.text("SAMSPIL_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = environment.names("SAMSPIL_HOSTS", "127.0.0.1,localhost")
ROOT_URLCONF = "samspil.urls"
WSGI_APPLICATION = "samspil.wsgi.application"

# Whether everything shown is example data, and log-ins for it are offered.
SAMSPIL_DEMO = environment.flag("SAMSPIL_DEMO")

# Whether every component of the look is shown at /style/.
SAMSPIL_STYLE_PAGE = False

# The main navigation: key, label, name of the page. A page that is not built is left out.
SAMSPIL_NAVIGATION = [
    ("my_work", _("My work"), "governance:my_work"),
    ("bring", _("Bring something"), "intake:choose"),
    ("forums", _("Forums"), "governance:forums"),
    ("matters", _("Matters"), "governance:matters"),
    ("decisions", _("Decisions"), "governance:decisions"),
    ("portfolio", _("Portfolio"), "portfolio:initiatives"),
    ("benefits", _("Benefits"), "benefits:benefits"),
    ("money", _("Money"), "funding:money"),
    ("systems", _("Systems"), "systems:uses"),
    ("models", _("Governance model"), "governance:models"),
    ("organisation", _("Organisation"), "organisations:people"),
    ("overview", _("Overview"), "governance:overview"),
]
# What belongs to an entry but has an address of its own.
SAMSPIL_NAVIGATION_ALSO = {
    "forums": ("/meetings/", "/written/"),
    "matters": ("/joint/",),
    "systems": ("/contracts/", "/needs/"),
    "models": ("/simulations/",),
    "overview": (
        "/balance/",
        "/competences/",
        "/digital/",
        "/resources/",
        "/service-levels/",
        "/surveys/",
        "/targets/",
        "/workshops/",
    ),
}
# What people can hold: the app of organisations asks the models, which are above it, through this.
SAMSPIL_HOLDABLE = "samspil.apps.governance.selectors.holdable.holdable_on"
# What somebody owes that is no matter's: the apps above governance tell My work through these.
SAMSPIL_ALSO_OWED = [
    "samspil.apps.portfolio.selectors.owed.on_my_work",
    "samspil.apps.portfolio.selectors.payers.on_my_work",
    "samspil.apps.benefits.selectors.owed.on_my_work",
    "samspil.apps.funding.selectors.funds.on_my_work",
    "samspil.apps.funding.selectors.owed.on_my_work",
    "samspil.apps.funding.selectors.waiting.on_my_work",
    "samspil.apps.systems.selectors.owed.on_my_work",
    "samspil.apps.balance.selectors.owed.on_my_work",
    "samspil.apps.targets.selectors.owed.on_my_work",
    "samspil.apps.competences.selectors.owed.on_my_work",
]
SAMSPIL_ALSO_OVERDUE = [
    "samspil.apps.portfolio.selectors.owed.count_late",
    "samspil.apps.portfolio.selectors.payers.count_late",
    "samspil.apps.benefits.selectors.owed.count_late",
    "samspil.apps.funding.selectors.funds.count_late",
    "samspil.apps.funding.selectors.owed.count_late",
    "samspil.apps.balance.selectors.owed.count_late",
    "samspil.apps.targets.selectors.owed.count_late",
    "samspil.apps.competences.selectors.owed.count_late",
]
# Pages about an initiative that apps above the portfolio have: a label, and a page that takes its public id.
SAMSPIL_INITIATIVE_PAGES = [
    (_("Benefits"), "benefits:of"),
    (_("Money"), "funding:of"),
    (_("Business case"), "funding:case"),
    (_("Cost sharing"), "funding:sharing"),
    (_("Competences"), "competences:of"),
]
# Where a kind of matter is better sent from than by bringing it: the apps above know.
SAMSPIL_BETTER_PLACES = ["samspil.apps.funding.selectors.applying.pools_for"]
# What is taken home of a benefit can be posted as freed money: a process, as benefits know no ledger.
SAMSPIL_FREES_MONEY = "samspil.processes.free_money"
# What follows of a decision at once: a process, called when the decision is in the database.
SAMSPIL_FOLLOW_DECISION = "samspil.processes.follow_decision.follow_decision"
# Who may say why a decision cannot stand: the apps above governance, about what is theirs.
SAMSPIL_OBJECTIONS = [
    "samspil.apps.portfolio.selectors.gates.objection_to",
    "samspil.apps.funding.selectors.overdrawing.objection_to",
]
# What a matter is about, as a link: known by the app above whose it is.
SAMSPIL_SUBJECTS = [
    "samspil.apps.portfolio.parts.subjects.link_to",
    "samspil.apps.funding.parts.subjects.link_to",
    "samspil.apps.needs.parts.subjects.link_to",
    "samspil.apps.simulations.parts.subjects.link_to",
    "samspil.apps.workshops.parts.subjects.link_to",
]
# What the first-run guide ends in: it takes several apps, and so is a process, which is above them.
SAMSPIL_BEGIN = "samspil.processes.begin.begin"
# A gate is asked for by a process: it takes the portfolio and the engine.
SAMSPIL_ASK_FOR_GATE = "samspil.processes.pass_gate.ask_for_gate"
# How far benefits are below what was promised: status reports ask it of the app above the portfolio.
SAMSPIL_BENEFITS_FALL_SHORT = "samspil.apps.benefits.selectors.falling_short.falling_short"
# What members carry of what is paid in common: the page of who gains asks the app beside benefits.
SAMSPIL_PAID_IN_COMMON = "samspil.apps.funding.selectors.paid_in_common.paid_in_common"
# That a benefit lapses or gets a new plan is asked by a process: it takes benefits and the engine.
SAMSPIL_DECIDE_BENEFIT = "samspil.processes.decide_benefit.ask_to_decide"
# A share of a survey becomes a baseline or a measurement: a process, as it takes benefits and surveys.
SAMSPIL_MEASURES_BY_SURVEY = "samspil.processes.measure_by_survey"
# What the rows of all apps say beside the answers of a balance check: a process, as it stands below them.
SAMSPIL_TELLS_BALANCES = "samspil.processes.tell_balances.tell_balances"
# What a joint matter becomes when it is carried out: a process as well.
SAMSPIL_START_JOINT = "samspil.processes.start_joint_initiative.start_joint_initiative"
SAMSPIL_PLACES = {
    "start": "governance:my_work",
    "search": "intake:where",
    "act_for": "organisations:act_for",
    "profile": "organisations:profile",
}

# What logs people in by a service of the organisation.
OIDC: Final = "allauth.socialaccount.providers.openid_connect"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # Ours come first: our templates replace those of the same name.
    "samspil.kit.web",
    "samspil.kit.journal",
    "samspil.kit.once",
    "samspil.kit.sharing",
    "samspil.kit.jobs",
    "samspil.kit.mail",
    "samspil.kit.webhooks",
    "samspil.kit.api",
    "samspil.apps.organisations",
    "samspil.apps.governance",
    "samspil.apps.intake",
    "samspil.apps.measurements",
    "samspil.apps.needs",
    "samspil.apps.balance",
    "samspil.apps.surveys",
    "samspil.apps.service_levels",
    "samspil.apps.systems",
    "samspil.apps.portfolio",
    "samspil.apps.simulations",
    "samspil.apps.workshops",
    "samspil.apps.targets",
    "samspil.apps.resources",
    "samspil.apps.benefits",
    "samspil.apps.funding",
    "samspil.apps.competences",
    "samspil.apps.insight",
    "samspil.apps.beginning",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before all that may answer by itself: redirects and refused hosts are not framed either.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "samspil.kit.web.middleware.NoNullMiddleware",
    "samspil.apps.organisations.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samspil.apps.organisations.middleware.ActingMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samspil.kit.web.context.page",
                "samspil.apps.organisations.context.acting",
            ],
        },
    },
]

FORM_RENDERER = "samspil.kit.web.rendering.WrittenOut"

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- accounts -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisations.Account"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up: accounts are made by invitation
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Samspil: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# At most 20 guesses at one account in an hour, from however many places.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("SAMSPIL_PROXIES", "0"))
ACCOUNT_ADAPTER = "samspil.apps.organisations.accounts.ByInvitation"
SOCIALACCOUNT_ADAPTER = "samspil.apps.organisations.accounts.KnownPeopleOnly"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever invites somebody vouches for the address
MFA_TOTP_ISSUER = "Samspil"
# A link, not a form: the content policy lets no form lead to another site, redirects included.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if environment.text("OIDC_SERVER"):
    # Only then: it brings a client for the web with it, 5 MB in each process.
    INSTALLED_APPS.append(OIDC)
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": environment.text("OIDC_NAME", "OIDC"),
                "client_id": environment.required("OIDC_CLIENT_ID", "Ask whoever runs the log-in service."),
                "secret": environment.required("OIDC_CLIENT_SECRET", "Ask whoever runs the log-in service."),
                "settings": {"server_url": environment.text("OIDC_SERVER")},
            }
        ],
    }

SESSION_ENGINE = "samspil.apps.organisations.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# --- what the browser may do ----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English")), ("nb", _("Norwegian"))]
LANGUAGE_COOKIE_NAME = "samspil_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What is counted across processes: attempts to log in, requests of the API.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "cache"}
}

# --- jobs and mail --------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Which KITOS may be asked: the name of its host, with commas between where there are several.
SAMSPIL_KITOS_HOSTS = frozenset(environment.names("SAMSPIL_KITOS_HOSTS", "kitos.dk"))
# How many days it is known that something was sent already, and what a letter said.
SAMSPIL_KEYS_KEPT_DAYS = int(environment.text("SAMSPIL_KEYS_KEPT_DAYS", "7"))
SAMSPIL_LETTERS_KEPT_DAYS = int(environment.text("SAMSPIL_LETTERS_KEPT_DAYS", "90"))
# Where people reach it: links in mail begin so.
SAMSPIL_URL = environment.text("SAMSPIL_URL", "http://127.0.0.1:8000").rstrip("/")
EMAIL_TIMEOUT = 20
EMAIL_HOST_USER = environment.text("SAMSPIL_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("SAMSPIL_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("SAMSPIL_MAIL_TLS")
EMAIL_HOST = environment.text("SAMSPIL_MAIL_HOST", "localhost")
EMAIL_PORT = int(environment.text("SAMSPIL_MAIL_PORT", "25"))
DEFAULT_FROM_EMAIL = environment.text("SAMSPIL_MAIL_FROM", "samspil@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
