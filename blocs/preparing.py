"""What must be done before the site starts, each only when it is needed: tables and static files."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def prepare() -> list[str]:
    """Bring tables and static files up to date; returns the names of what was done: “migrate”, “collectstatic”."""
    os.umask(0o027)  # what this process and its children write is nobody else's to read
    return [name for name, step in (("migrate", migrate), ("collectstatic", collect_static)) if step()]


def migrate() -> bool:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def collect_static() -> bool:
    """Copying and compressing takes seconds, so it is done only when a source file differs from last time."""
    stamp = Path(settings.STATIC_ROOT).with_suffix(".sum")
    found = _sum_of_sources()
    if stamp.exists() and stamp.read_text() == found and Path(settings.STATIC_ROOT).is_dir():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found)
    return True


def _sum_of_sources() -> str:
    total = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda entry: entry[0]):
            with storage.open(path) as file:
                total.update(f"\n{path} ".encode() + hashlib.sha256(file.read()).digest())
    return total.hexdigest()
