"""For one's own machine: `make run`. Example data, plain http, a key that protects nothing."""

from samspil.settings import environment
from samspil.settings.base import *

# No secret, and it says so.
SECRET_KEY = "only for example data on one's own machine; production refuses to start without its own"  # nosec B105
# Example data, until `samspil init` has begun for real in this home.
SAMSPIL_DEMO = environment.flag("SAMSPIL_DEMO", default=not (HOME / "in_use").exists())
# Nobody gets mail about example data: it is laid where one can read it.
if not environment.text("SAMSPIL_MAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SAMSPIL_STYLE_PAGE = True
