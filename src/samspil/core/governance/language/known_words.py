"""The few keys that the engine itself knows; every other word is the model's own."""

from typing import Final

REQUESTER: Final = "requester"
AMOUNT: Final = "amount"
LATE: Final = "late"
INFORMED: Final = "informed"
CARRIED: Final = "carried"
FALLEN: Final = "fallen"
