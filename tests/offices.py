"""LibreOffice as a second reader of Word files: all of them turned into PDF in one call, Tinos for Times New Roman."""

import os
import shutil
import subprocess
from pathlib import Path

from reports.papers.pdf import TEMPLATES

FONTS = """<?xml version="1.0"?>
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
MISSING = "soffice is missing: apt-get install libreoffice-writer-nogui"


def converted(files: list[Path], desk: Path) -> tuple[subprocess.CompletedProcess, dict[str, bytes]]:
    """What the office said, and name without ending → PDF. Fails with a sentence where there is no office."""
    office = shutil.which("soffice")
    assert office, MISSING
    (desk / "fonts.conf").write_text(FONTS.format(fonts=TEMPLATES / "fonts", cache=desk / "cache"), encoding="utf-8")
    own = {"FONTCONFIG_FILE": str(desk / "fonts.conf"), "HOME": str(desk)}
    command = [office, f"-env:UserInstallation=file://{desk}/profile", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(desk / "out"), *map(str, files)]
    said = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, timeout=300)
    return said, {path.stem: path.read_bytes() for path in (desk / "out").glob("*.pdf")}
