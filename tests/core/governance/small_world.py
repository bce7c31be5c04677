"""A small world: words that two models build on, a town and a league of three; and ways to break it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from samspil import library
from samspil.core.errors import Place
from samspil.core.governance.load import GovernanceModel, load

HERE = Path(__file__).parent
WORLD = {
    folder.name: {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    for folder in sorted((HERE / "world").iterdir())
}

MARK = "\ue000"

Files = Mapping[str, Mapping[str, bytes]]


def reader(files: Files) -> Callable[[str], Mapping[str, bytes]]:
    """What reads a model's files by its key. A model that nobody has written has none."""

    def read_files(key: str) -> Mapping[str, bytes]:
        if key not in files:
            library.model_files(key)  # says that it is unknown
        return files[key]

    return read_files


def with_file(name: str, data: bytes | None) -> Files:
    """The world with one file (``town/model.yaml``) written anew, or gone."""
    folder, file = name.split("/")
    others = {key: content for key, content in WORLD[folder].items() if key != file}
    return {**WORLD, folder: others if data is None else {**others, file: data}}


def load_from(files: Files, key: str) -> GovernanceModel:
    return load(key, reader(files), library.municipalities())


def town(*changes: tuple[str, str]) -> GovernanceModel:
    """The town with texts of its model.yaml replaced."""
    return changed("town/model.yaml", *changes)


def changed(name: str, *changes: tuple[str, str]) -> GovernanceModel:
    folder, file = name.split("/")
    text = WORLD[folder][file].decode()
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        text = text.replace(old, new)
    return load_from(with_file(name, text.encode()), "town" if folder == "words" else folder)


@dataclass(frozen=True)
class Broken:
    """One way to break the world: a file rewritten, and the line that must be named.

    A patch begins with the file's name. Lines with ``-`` are replaced by those with ``+`` or ``>`` after
    them; they must stand together, once in the file. ``>`` marks the line of the problem; where that is
    another line, ``@`` gives its file and its text (``# 2``: the second such line; a number: that line).
    A line with ``#`` before the name says why; ``# whole`` after it replaces the whole file, ``# gone``
    takes it away.
    """

    code: str
    model: str
    files: Files
    place: Place


def read_patch(path: Path) -> Broken:
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0].startswith("# "):
        lines = lines[1:]
    name, *rest = lines
    folder, file = name.split("/")
    text = None if rest[0] == "# gone" else ""
    if rest[0] not in ("# gone", "# whole"):
        text = WORLD[folder][file].decode()
    for old, new in hunks(rest):
        assert text is not None
        if old:
            found = re.findall(rf"^{re.escape(old)}$", text, re.MULTILINE)
            assert len(found) == 1, f"{path.name}: {old!r} stands {len(found)} times"
        before, _, after = f"\n{text}".partition(f"\n{old}\n") if old else ("", "", "")
        text = "\n".join([before, *new, after])[1:] if old else "\n".join(new)
    data = None if text is None else text.replace(MARK, "").encode("utf-8", "surrogatepass")
    files = with_file(name, data)
    elsewhere = next((line for line in rest if line.startswith("@ ")), None)
    if elsewhere is not None:
        place = line_of(files, elsewhere[2:])
    else:
        assert text is not None
        assert text.count(MARK) == 1, f"{path.name} says no line"
        place = Place(name, text.count("\n", 0, text.index(MARK)) + 1)
    return Broken(path.parent.name, "town" if folder == "words" else folder, files, place)


def hunks(lines: list[str]) -> list[tuple[str, list[str]]]:
    """What is taken out, and what is put in its place; a marked line begins with ``MARK``."""
    found: list[tuple[list[str], list[str]]] = []
    last = ""
    for line in lines:
        sign = {">": "+"}.get(line[:1], line[:1])
        if (sign == "-" != last) or (sign == "+" and last not in ("-", "+")):
            found.append(([], []))
        if sign == "-":
            found[-1][0].append(line[1:])
        elif sign == "+":
            found[-1][1].append(MARK * (line[0] == ">") + line[1:])
        last = sign
    return [("\n".join(old), new) for old, new in found]


def line_of(files: Files, written: str) -> Place:
    name, _, text = written.partition(" ")
    if text.isdigit():
        return Place(name, int(text))
    text, _, number = text.partition(" # ")
    folder, file = name.split("/")
    content = files[folder][file].decode("utf-8", "surrogatepass").split("\n")
    at = [index for index, line in enumerate(content, 1) if line == text]
    assert at
    assert number or len(at) == 1, f"{text!r} stands {len(at)} times in {name}"
    return Place(name, at[int(number or 1) - 1])
