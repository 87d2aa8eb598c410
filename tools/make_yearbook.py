"""Writes the empty workbook of a bloc-year anew from reports/yearbook/template.py."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from reports.yearbook import EMPTY
    from reports.yearbook.template import workbook

    EMPTY.write_bytes(workbook())
    print(EMPTY.relative_to(ROOT), EMPTY.stat().st_size)


main()
