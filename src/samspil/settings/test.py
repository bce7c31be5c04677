"""For the tests: fast passwords, mail in memory, files that are not renamed by their content."""

import os
import tempfile
from pathlib import Path

from samspil.settings.base import *

SECRET_KEY = "only for tests"  # nosec B105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
INSTALLED_APPS = [*INSTALLED_APPS, OIDC]
SAMSPIL_STYLE_PAGE = True
WHITENOISE_AUTOREFRESH = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# A file, as in real use: threads and processes meet in it. Nobody pulls the plug on a test: disks may wait.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    _file = Path(tempfile.gettempdir()) / f"samspil-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_file)}
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"
