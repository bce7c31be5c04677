"""Calendars of several forums moved so that papers flow from one to the next, with no meeting added."""
