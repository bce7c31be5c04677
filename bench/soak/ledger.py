"""What a writer meant to do and what was acknowledged, in a file that outlives its process."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do once: under a key of its own, at a moment that is kept when it is tried again."""

    key: str
    sort: str
    at: str
    about: str = ""


class Ledger:
    """Lines ``meant`` and ``done``, each on the disk before the writer goes on."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.meant: list[Deed] = []
        self.done: dict[str, str] = {}
        self.seconds: list[tuple[str, float]] = []
        self.refused: set[str] = set()
        self.busy = self.deaths = 0
        for line in file.read_text().splitlines() if file.exists() else []:
            self._read(line)

    def _read(self, line: str) -> None:
        try:
            told = json.loads(line)
        except ValueError:  # killed while it was written: then it was not yet acted on
            return
        if told["what"] == "meant":
            self.meant.append(Deed(**told["deed"]))
        elif told["what"] == "done":
            self.done[told["key"]] = told["answer"]
            self.seconds.append((told["key"], told["seconds"]))
        elif told["what"] in {"busy", "died"}:
            self.busy += told["what"] == "busy"
            self.deaths += told["what"] == "died"
        else:
            self.refused.add(told["key"])

    def mean(self, deed: Deed) -> None:
        """Before it is tried."""
        self.meant.append(deed)
        self._write({"what": "meant", "deed": asdict(deed)})

    def acknowledge(self, deed: Deed, answer: str, seconds: float) -> None:
        """After it was committed."""
        self.done[deed.key] = answer
        self.seconds.append((deed.key, seconds))
        self._write({"what": "done", "key": deed.key, "answer": answer, "seconds": round(seconds, 4)})

    def give_up(self, deed: Deed) -> None:
        """The model does not allow it (time had passed, say): nothing was changed."""
        self.refused.add(deed.key)
        self._write({"what": "refused", "key": deed.key})

    def wait(self, deed: Deed) -> None:
        """The database was too busy: it stays open."""
        self.busy += 1
        self._write({"what": "busy", "key": deed.key})

    def die(self, deed: Deed) -> None:
        """It was done, and the writer is killed before it can say so: to whoever reads on, it is open."""
        self._write({"what": "died", "key": deed.key})

    def open_deed(self) -> Deed | None:
        """What was meant and never answered, because the writer was killed."""
        last = self.meant[-1] if self.meant else None
        return last if last and last.key not in self.done and last.key not in self.refused else None

    def _write(self, told: dict[str, object]) -> None:
        with self.file.open("a") as out:
            out.write("\n" + json.dumps(told))  # a line that was cut off spoils no other
            out.flush()
            os.fsync(out.fileno())
