"""The season files of the checkout, loaded once for a whole test module, and the public pages read as text."""

import json
import re
from html import unescape
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
SEASONS = ROOT / "seasons"
DATA = Path(__file__).resolve().parent / "data"


def files(pattern: str = "*.json") -> list[Path]:
    return sorted(SEASONS.glob(pattern))


def real_files() -> list[Path]:
    return [path for path in files() if not path.name.startswith("minh-hoa-")]


def data(name: str):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def loaded(paths: list[Path], django_db_blocker):
    """A generator for a module's fixture: the files are here until the module ends, and then as if they never were."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_season", *map(str, paths), verbosity=0)
        yield Pages()
        transaction.set_rollback(True)


class Pages:
    """Public pages as a stranger reads them, each asked for once."""

    def __init__(self):
        self.client = Client()
        self.known: dict[str, str] = {}

    def html(self, path: str) -> str:
        if path not in self.known:
            response = self.client.get(path)
            assert response.status_code == 200, f"{path}: {response.status_code}"
            self.known[path] = response.content.decode()
        return self.known[path]

    def text(self, path: str) -> str:
        """What stands in the body of the page."""
        return plain(self.html(path).partition("<main")[2])

    def rows(self, path: str) -> list[str]:
        """Each table row and list item by itself, so that two facts cannot lend each other their halves."""
        return [plain(row) for row in re.findall(r"<(?:tr|li)\b.*?</(?:tr|li)>", self.html(path), re.S)]


def plain(html: str) -> str:
    """The words without markup; any white space is one space."""
    text = unescape(re.sub(r"<[^>]*>", " ", html.partition("<footer")[0]))
    return tidy(text)


def tidy(text: str) -> str:
    """Any white space is one space, and none stands before a mark that follows a word."""
    words = " ".join(text.replace("\u00a0", " ").split())
    return re.sub(r"(?<=[“(]) | (?=[”,.;:)])", "", words)
