"""The whole proof asks hypothesis the same questions each time; everyday runs look for new ones."""

import os

from hypothesis import settings

settings.register_profile("proof", derandomize=True, deadline=None)
if os.environ.get("SAMSPIL_NO_SKIPS") == "1":
    settings.load_profile("proof")
