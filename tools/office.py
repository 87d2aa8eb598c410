"""Word files as LibreOffice sees them: `to_pdf(paths, folder)`. One run for many files, a profile of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

FONTS = Path(__file__).resolve().parent.parent / "templates" / "papers" / "fonts"
SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <test name="family"><string>Times New Roman</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit>
  </match>
</fontconfig>
"""


def to_pdf(paths: Sequence[Path], folder: Path, *, seconds: int = 300) -> list[Path]:
    """The PDFs in `folder`, in order, Tinos standing for Times New Roman. Raises RuntimeError where one is missing."""
    if shutil.which("soffice") is None:
        raise RuntimeError("soffice is missing: apt-get install libreoffice-writer-nogui")
    with TemporaryDirectory() as desk:
        fonts = Path(desk) / "fonts.conf"
        fonts.write_text(SETTINGS.format(fonts=FONTS, cache=Path(desk) / "cache"))
        command = ["soffice", f"-env:UserInstallation=file://{desk}/profile", "--headless", "--convert-to", "pdf"]
        done = subprocess.run(
            [*command, "--outdir", str(folder), *map(str, paths)],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    made = [folder / f"{path.stem}.pdf" for path in paths]
    missing = [path.name for path in made if not path.exists()]
    if missing or done.returncode:
        raise RuntimeError(f"{', '.join(missing)}: {done.stderr or done.stdout}")
    return made


if __name__ == "__main__":
    to_pdf(list(map(Path, sys.argv[2:])), Path(sys.argv[1]))
