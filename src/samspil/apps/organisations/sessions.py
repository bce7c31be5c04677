"""Sessions as Django keeps them, found by one short question: ``SESSION_ENGINE``."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from samspil.apps.organisations.selectors.signing_in import session_data


class SessionStore(db.SessionStore):
    """Only how a session is found is ours; it is made, written and ended as Django does."""

    def _get_session_from_db(self) -> Session | None:
        key = str(self.session_key)
        found = session_data(key, timezone.now())
        if found is None:
            self._session_key = None  # an end that the store knows: a new key is given when something is kept
            return None
        return Session(session_key=key, session_data=found)
