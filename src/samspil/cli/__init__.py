"""The command line: ask a governance model where a matter goes, who decides it, and by when."""

from samspil.cli.entry import main

__all__ = ["main"]
