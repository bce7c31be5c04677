"""For real use, behind https. What must be set is asked for by name."""

from samspil.settings import environment
from samspil.settings.base import *

SECRET_KEY = environment.required(
    "SAMSPIL_SECRET_KEY", "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'."
)
ALLOWED_HOSTS = [
    one.strip()
    for one in environment.required("SAMSPIL_HOSTS", "Write the names people reach it by.").split(",")
]
SAMSPIL_URL = environment.text("SAMSPIL_URL", f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = environment.flag("SAMSPIL_HTTPS_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-samspil"
CSRF_COOKIE_NAME = "__Host-csrf"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
