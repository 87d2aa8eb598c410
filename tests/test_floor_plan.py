"""The arrows of docs/architecture.md, checked by machine."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["blocs", "pacts", "reports"]
ROOMS = ["logic", "models", "actions", "forms", "views", "urls"]


def modules(folder: str):
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] in FLOORS and parts[1] in ROOMS else None


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_go_down_the_stairs_only(floor):
    above = FLOORS[FLOORS.index(floor) + 1 :]
    climbing = [(str(path), name) for path in modules(floor) for name in imports(path) if name.split(".")[0] in above]
    assert climbing == []


@pytest.mark.parametrize("floor", FLOORS)
def test_a_room_uses_only_the_rooms_to_its_left(floor):
    wrong = []
    for path in modules(floor):
        room = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if room is None:
            continue
        for name in imports(path):
            other = room_of(name)
            if other and name.split(".")[0] == floor and ROOMS.index(other) > ROOMS.index(room):
                wrong.append((str(path.relative_to(ROOT)), name))
    assert wrong == []


@pytest.mark.parametrize("floor", FLOORS)
def test_logic_knows_python_and_translation_only(floor):
    allowed = {"django.utils.translation", *FLOORS}
    foreign = []
    for path in modules(f"{floor}/logic"):
        for name in imports(path):
            ours = name.split(".")[0] in FLOORS and ".logic" in f".{name}"
            if (name.startswith("django") and name not in allowed) or (name.split(".")[0] in FLOORS and not ours):
                foreign.append((path.name, name))
    assert foreign == []


def test_config_imports_no_app_but_its_addresses():
    ours = [name for path in modules("config") for name in imports(path) if name.split(".")[0] in FLOORS]
    assert [name for name in ours if not name.endswith("urls")] == []
