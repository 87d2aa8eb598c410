"""Writes the five files into `seasons/`, or into the folder named."""

import sys
from pathlib import Path

from tools.illustrative.season import YEARS, season_file
from tools.illustrative.writing import pretty


def write_all(folder: Path) -> list[Path]:
    paths = []
    for year in YEARS:
        path = folder / f"minh-hoa-{year}.json"
        path.write_text(pretty(season_file(year)) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1] if len(sys.argv) > 1 else "seasons")):
        print(f"{written}: {written.stat().st_size} bytes")
