"""Fixtures every test may use. The cast and the makers live in tests/make.py."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

from blocs import rates
from blocs.models import Rank, event_guard
from blocs.models.ranks import ensure_ranks
from reports.models import poll_guard, result_guard
from tests.real_papers import real_papers  # noqa: F401
from tests.sites import a_site

# A busy machine is slow, not wrong: a property fails by a counterexample only, never by the clock.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

LONG = ("tests/browser/", "tests/test_", "tests/running/", "tests/security/")


def pytest_collection_modifyitems(items):
    """Files of long tests come first, so that at the end short ones are left to keep every process busy."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


_empty_the_database = TransactionTestCase._fixture_teardown


def _empty_with_the_guard_lifted(self):
    """Transactional tests empty all tables; only for that moment logbook and published results may be emptied too."""
    guards = (event_guard, result_guard, poll_guard)
    for guard in guards:
        guard.remove(connection)
    try:
        _empty_the_database(self)
    finally:
        for guard in guards:
            guard.install(connection)
        ensure_ranks(Rank)


TransactionTestCase._fixture_teardown = _empty_with_the_guard_lifted


@pytest.fixture(autouse=True)
def _fresh_cache(tmp_path, monkeypatch):
    """Nothing kept from one test for the next, nor askings counted."""
    cache.clear()
    monkeypatch.setattr(rates, "folder", lambda: tmp_path / "rates")


@pytest.fixture(autouse=True)
def _in_vietnamese():
    """An English page read by an earlier test leaves its language to the thread; every test begins in Vietnamese."""
    translation.activate("vi")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _no_seal(settings, tmp_path):
    """Without a key no paper is made, so a seal in a test costs what it always did; tests of papers make a key."""
    settings.SEAL_DIR, settings.SEAL_TRUST_DIR = tmp_path / "seal", tmp_path / "trust"
    settings.SEAL_PASSPHRASE = settings.SEAL_TSA_URL = ""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The demo as `make demo` prepares it, never served: real sites in tests are copies of it."""
    with a_site(tmp_path_factory.mktemp("prepared")) as made:
        made.said = made.manage("demo", "--prepare-only")
        assert made.said.returncode == 0, made.said.stdout + made.said.stderr
        yield made
