"""Adopted models, matters and their events, meetings, decisions, consents, obligations."""
