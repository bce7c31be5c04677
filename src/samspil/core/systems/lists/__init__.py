"""Lists of systems and contracts as municipalities have them: KITOS' workbooks, and any other by mapping."""
