"""Keep the Vietnamese wording beside the code.

`messages.py`           bring new source texts into locale/vi, drop those no longer used, compile every .mo.
`messages.py --take F…` also take translations from JSON files of the form {source text: Vietnamese}.
`messages.py --check`   change nothing; say what is missing, doubtful, unused, wrongly filled in or not compiled.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
OURS = LOCALE / "vi" / "LC_MESSAGES" / "django.po"
FOREIGN = LOCALE / "thirdparty" / "vi" / "LC_MESSAGES" / "django.po"
SOURCES = ["blocs", "pacts", "reports", "config", "templates", "manage.py"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = ["Project-Id-Version", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms"]
WIDTH = 119


def key(entry: polib.POEntry) -> tuple:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def extracted() -> polib.POFile:
    """The texts the code asks for, gathered by xgettext in a copy of the sources."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            source = ROOT / name
            shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy(source, copy / name)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "vi", "--add-location", "file", "-v", "0"]
        subprocess.run(command, cwd=copy, check=True)
        return polib.pofile(str(copy / "locale" / "vi" / "LC_MESSAGES" / "django.po"), wrapwidth=WIDTH)


def differences(ours: polib.POFile, code: polib.POFile) -> list[str]:
    have, want = ({key(entry) for entry in file if not entry.obsolete} for file in (ours, code))
    missing = [f"not in {OURS.name}: {msgid!r}" for _, msgid, _ in want - have]
    return sorted(missing) + sorted(f"no longer used: {msgid!r}" for _, msgid, _ in have - want)


def faults(file: polib.POFile) -> list[str]:
    """Entries that are empty, doubtful, or whose placeholders differ from the source's."""
    found = []
    for entry in file:
        if entry.obsolete:
            found.append(f"obsolete: {entry.msgid!r}")
        elif "fuzzy" in entry.flags:
            found.append(f"fuzzy: {entry.msgid!r}")
        elif not entry.translated():
            found.append(f"untranslated: {entry.msgid!r}")
        elif not _fits(entry):
            found.append(f"placeholders differ: {entry.msgid!r}")
    return found


def _fits(entry) -> bool:
    source = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    return all(set(PLACEHOLDER.findall(text)) == source for text in entry.msgstr_plural.values() or [entry.msgstr])


def not_compiled(po: Path) -> list[str]:
    """A .mo is compared by what it says: the same entries compiled elsewhere may have other bytes."""
    mo = po.with_suffix(".mo")
    said = {key(entry): _words(entry) for entry in polib.mofile(str(mo))} if mo.exists() else {}
    wanted = {key(entry): _words(entry) for entry in polib.pofile(str(po)).translated_entries()}
    return [] if said == wanted else [f"{mo.relative_to(ROOT)} is not what its .po says: run make messages"]


def _words(entry):
    return entry.msgstr_plural or entry.msgstr


def check() -> list[str]:
    problems = differences(polib.pofile(str(OURS)), extracted())
    for po in (OURS, FOREIGN):
        problems += [f"{po.relative_to(ROOT)}: {fault}" for fault in faults(polib.pofile(str(po)))]
        problems += not_compiled(po)
    return problems


def update(taken: dict[str, str]) -> list[str]:
    """Write the file anew in the order of the code; returns the texts still without Vietnamese."""
    old = polib.pofile(str(OURS)) if OURS.exists() else polib.POFile()
    known = {key(entry): entry for entry in old if not entry.obsolete and "fuzzy" not in entry.flags}
    fresh = extracted()
    for entry in fresh:
        _carry_over(entry, known.get(key(entry)), taken)
    fresh.metadata = {name: old.metadata[name] for name in HEADER if name in old.metadata} or fresh.metadata
    fresh.metadata_is_fuzzy, fresh.header = False, "The Vietnamese wording of Giao ước; written by tools/messages.py."
    fresh.save(str(OURS))
    for po in (OURS, FOREIGN):
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
    return [entry.msgid for entry in fresh.untranslated_entries()]


def _carry_over(entry, old, taken):
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
    asked = f"{entry.msgid}|||{entry.msgid_plural}" if entry.msgid_plural else entry.msgid
    vietnamese = taken.get(asked) or (_words(old) if old else None)
    if entry.msgid_plural:
        text = vietnamese if isinstance(vietnamese, str) else (vietnamese or {}).get(0, "")
        entry.msgstr_plural = {0: text}
    else:
        entry.msgstr = vietnamese or ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--take", nargs="*", type=Path, default=[])
    asked = parser.parse_args()
    if asked.check:
        problems = check()
    else:
        taken: dict[str, str] = {}
        for path in asked.take:
            taken.update(json.loads(path.read_text(encoding="utf-8")))
        problems = [f"untranslated: {msgid!r}" for msgid in update(taken)]
    print("\n".join(problems) or "Every text has its Vietnamese, and every .mo is up to date.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
