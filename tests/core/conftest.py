"""The whole proof asks hypothesis the same questions each time; everyday runs look for new ones.

How long a question takes to make up says how busy the machine is, and nothing of what is asked.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("everyday", suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("proof", settings.get_profile("everyday"), derandomize=True, deadline=None)
settings.load_profile("proof" if os.environ.get("SAMSPIL_NO_SKIPS") == "1" else "everyday")
