"""The whole proof asks hypothesis the same questions each time; everyday runs look for new ones.

`make test` asks a quarter of them, to be quick; pytest alone, .ci/run, coverage and mutation ask all.

How long a question takes to make up says how busy the machine is, and nothing of what is asked.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("everyday", suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("proof", settings.get_profile("everyday"), derandomize=True, deadline=None)
settings.register_profile("quick", settings.get_profile("everyday"), max_examples=25)
everyday = "quick" if os.environ.get("SAMSPIL_EXAMPLES") == "few" else "everyday"
settings.load_profile("proof" if os.environ.get("SAMSPIL_NO_SKIPS") == "1" else everyday)
