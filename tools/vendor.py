"""Bring the foreign files of the site into the checkout, and guard them there.

`vendor.py --check`            every committed foreign file is byte for byte the recorded one (needs nothing).
`vendor.py NODE_MODULES_DIR`   copies them anew from an `npm ci` made elsewhere, and records them; the fonts
                               are cut down to our letters, which needs fontTools with brotli, and of ECharts only
                               what `tools/echarts.js` names is bundled, by the esbuild of that folder.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
PAPER_FONTS = ROOT / "templates" / "papers" / "fonts"
SUMS = VENDOR / "SHA256SUMS"

LETTERS = "U+0020-007E,U+00A0-00FF,U+0131,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+202F,U+20AC,U+2122,U+2212"
VIETNAMESE = (
    "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    "U+0300-0303,U+0306,U+0309,U+031B,U+0323,U+1EA0-1EF9,U+20AB"
)
MATH_SIGNS = "●◆▲■○⊘→←↑↓▼◇□△✓≥≤≠≈↗↘↺"
OTHER_SIGNS = "✔✖⚑⚠"
WEIGHTS = (400, 700)  # nothing on our pages is lighter or heavier
PAPER_SIGNS = "≤≥≠≈±×÷→←–—•…′″½¼¾²³°§€₫"
"""What pacts are written with beside letters; reports.papers.letters names the same signs as printable."""
TINOS = {
    "Regular": "400Regular/Tinos_400Regular.ttf",
    "Bold": "700Bold/Tinos_700Bold.ttf",
    "Italic": "400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "BoldItalic": "700Bold_Italic/Tinos_700Bold_Italic.ttf",
}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def foreign_files() -> list[Path]:
    """The files whose bytes are not ours, in one fixed order."""
    ours = {"SHA256SUMS", "LICENSES.md"}
    return sorted(
        [*(p for p in VENDOR.rglob("*") if p.is_file() and p.name not in ours), AXE, *PAPER_FONTS.glob("*.ttf")]
    )


def record() -> None:
    lines = [f"{sha256(p)}  {p.relative_to(ROOT).as_posix()}\n" for p in foreign_files()]
    SUMS.write_text("".join(lines), encoding="utf-8")


def problems() -> list[str]:
    """What differs between the recorded sums and the files; an empty list is good."""
    recorded = dict(reversed(line.split("  ", 1)) for line in SUMS.read_text(encoding="utf-8").splitlines())
    found = {p.relative_to(ROOT).as_posix(): sha256(p) for p in foreign_files()}
    return [
        f"{name}: {'missing' if name not in found else 'not recorded' if name not in recorded else 'changed'}"
        for name in sorted(recorded.keys() | found.keys())
        if recorded.get(name) != found.get(name)
    ]


def without_map(text: str) -> str:
    """Drop the pointer to a source map: the map is not shipped, and a missing one breaks hashed names."""
    return re.sub(r"\s*(/\*|//)# sourceMappingURL=.*", "", text).rstrip() + "\n"


def copy_bootstrap(modules: Path) -> None:
    """Bootstrap goes into a cascade layer, so that our own sheets win without fighting its selectors."""
    css = (modules / "bootstrap/dist/css/bootstrap.min.css").read_text(encoding="utf-8")
    css = without_map(css).replace('@charset "UTF-8";', "")
    target = VENDOR / "bootstrap" / "bootstrap.min.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text('@charset "UTF-8";@layer bootstrap{' + css.strip() + "}\n", encoding="utf-8")


def copy_axe(modules: Path) -> None:
    AXE.parent.mkdir(parents=True, exist_ok=True)
    AXE.write_text(without_map((modules / "axe-core/axe.min.js").read_text(encoding="utf-8")), encoding="utf-8")


def copy_echarts(modules: Path) -> None:
    """The charts, parts and the SVG renderer that we use, in one module; its licence asks to be named on top."""
    target = VENDOR / "echarts" / "echarts.min.js"
    target.parent.mkdir(parents=True, exist_ok=True)
    words = ["--bundle", "--minify", "--format=esm", "--target=chrome109,firefox115", "--legal-comments=none"]
    command = [modules / ".bin" / "esbuild", ROOT / "tools" / "echarts.js", *words]
    found = {**os.environ, "NODE_PATH": str(modules)}
    bundle = subprocess.run(command, env=found, capture_output=True, text=True, check=True).stdout
    target.write_text(
        "/*! Apache ECharts 6.1.0, Apache-2.0; see LICENSES.md */\n" + without_map(bundle), encoding="utf-8"
    )


def copy_signature_pad(modules: Path) -> None:
    """The module as it is made; it draws on a canvas and sets no style that our policy would refuse."""
    target = VENDOR / "signature_pad" / "signature_pad.min.js"
    target.parent.mkdir(parents=True, exist_ok=True)
    module = (modules / "signature_pad/dist/signature_pad.min.js").read_text(encoding="utf-8")
    target.write_text(without_map(module), encoding="utf-8")


def cut(source: Path, ranges: str, target: Path, *, variable: bool) -> None:
    """Keep the letters named by `ranges`, the tabular figures and the weights we use; write woff2."""
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(source, recalcTimestamp=False)
    options = Options(layout_features=["ccmp", "locl", "kern", "mark", "mkmk", "tnum"], hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(ranges))
    subsetter.subset(font)
    if variable:
        font = instantiateVariableFont(font, {"wght": WEIGHTS})
    font.flavor = "woff2"
    font.save(target)


def signs(text: str) -> str:
    return ",".join(f"U+{ord(c):04X}" for c in text)


def copy_fonts(modules: Path) -> None:
    target = VENDOR / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    noto = modules / "@fontsource-variable/noto-sans/files"
    plain = modules / "@fontsource"
    cut(noto / "noto-sans-latin-wght-normal.woff2", LETTERS, target / "noto-sans-latin.woff2", variable=True)
    cut(noto / "noto-sans-vietnamese-wght-normal.woff2", VIETNAMESE, target / "noto-sans-viet.woff2", variable=True)
    math = plain / "noto-sans-math/files/noto-sans-math-latin-400-normal.woff2"
    cut(math, signs(MATH_SIGNS), target / "noto-signs.woff2", variable=False)
    marks = plain / "noto-sans-symbols-2/files/noto-sans-symbols-2-symbols-400-normal.woff2"
    cut(marks, signs(OTHER_SIGNS), target / "noto-marks.woff2", variable=False)


def copy_paper_fonts(modules: Path) -> None:
    """Tinos has the widths of Times New Roman and all letters of Vietnamese; papers are set in nothing else."""
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont

    PAPER_FONTS.mkdir(parents=True, exist_ok=True)
    for name, source in TINOS.items():
        font = TTFont(modules / "@expo-google-fonts/tinos" / source, recalcTimestamp=False)
        subsetter = Subsetter(Options(layout_features=["ccmp", "locl", "kern", "mark", "mkmk"], hinting=False))
        subsetter.populate(unicodes=parse_unicodes(f"{LETTERS},{VIETNAMESE},{signs(PAPER_SIGNS)}"))
        subsetter.subset(font)
        font.save(PAPER_FONTS / f"Tinos-{name}.ttf")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("node_modules", nargs="?", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    if asked.node_modules:
        for copy in (copy_bootstrap, copy_axe, copy_echarts, copy_signature_pad, copy_fonts, copy_paper_fonts):
            copy(asked.node_modules)
        record()
    found = problems()
    print("\n".join(found) or f"{len(foreign_files())} foreign files are as recorded.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
