"""Procurement notices as published in TED: read from XML, kept as facts."""
