"""Where an answer that is a file goes: to a file that was named, or to the screen."""

from __future__ import annotations

import sys
from pathlib import Path

from samspil.cli.desk import Desk
from samspil.core.errors import ProblemsError


def put(text: str, file: str | None, desk: Desk, key: str, *, force: bool = False) -> None:
    """Write to the file, or to standard output; in JSON as one value of that key.

    Raises:
        ProblemsError: ``file_not_writable``; ``file_is_there`` unless it may be overwritten.
    """
    if file is not None:
        try:
            with Path(file).open("w" if force else "x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
        except FileExistsError:
            raise ProblemsError.of("file_is_there", file=file) from None
        except OSError as error:
            raise ProblemsError.of("file_not_writable", file=file, said=error.strerror) from None
    if desk.as_json:
        desk.write_json({"file": file} if file else {"file": None, key: text})
    elif file is None:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    else:
        desk.console.print(desk.say("out.written", file=file), soft_wrap=True)
