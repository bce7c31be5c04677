"""For one's own machine: `make run`. Example data, plain http, a key that protects nothing."""

from samspil.settings import environment
from samspil.settings.base import *

SECRET_KEY = "only for example data on one's own machine; production refuses to start without its own"
SAMSPIL_DEMO = environment.flag("SAMSPIL_DEMO", default=True)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SAMSPIL_STYLE_PAGE = True
