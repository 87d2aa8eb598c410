"""Kinds and renderers of papers that say little and at once, for tests of what stands around them."""

import sys
from types import ModuleType

import pytest

from blocs.logic.lifecycle import Refused
from reports.models import Sheet
from reports.papers import making
from reports.papers.document import Para, SignBlock

HELD_BACK = "Chưa có thành viên nào trong danh mục."


def _written(subject, frame):
    if getattr(subject, "note", "") == "hỏng":
        raise Refused(HELD_BACK)
    about = getattr(subject, "unit", None) or subject
    body = [Para(f"Nội dung về {about}.")]
    signs = SignBlock(("KHỐI TRƯỞNG",), frame.signer)
    return frame.document(abstract=f"Về {about}", body=body, recipients=["Như trên"], signs=signs)


SUBJECTS = {
    "plan": lambda bloc: [bloc],
    "regulation": lambda bloc: [bloc],
    "news": lambda bloc: list(bloc.ceremonies.order_by("pk")),
    "registration": lambda bloc: list(bloc.memberships.select_related("unit").order_by("order", "pk")),
    "self_score": lambda bloc: list(Sheet.objects.filter(bloc=bloc).select_related("unit").order_by("pk")),
    "cross_check": lambda bloc: list(Sheet.objects.filter(bloc=bloc).select_related("unit").order_by("pk")),
    "score_summary": lambda bloc: list(bloc.results.order_by("pk")),
}


def put_in(setitem) -> None:
    """`setitem(mapping, name, value)`: that of monkeypatch, or a plain one in a process of its own."""
    for slug, subjects in SUBJECTS.items():
        module = ModuleType(slug)
        module.write, module.subjects = _written, subjects
        setitem(sys.modules, f"reports.papers.kinds.{slug}", module)


def said_as(name: str):
    return lambda tree, master: f"{name}: {tree.number_line} {tree.abstract}".encode()


@pytest.fixture
def plain_kinds(monkeypatch):
    """Writers and renderers of one line each; the layout is judged as kept but for one rule."""
    put_in(monkeypatch.setitem)
    for name in ("pdf", "docx", "xlsx"):
        monkeypatch.setitem(making._RENDERERS, name, said_as(name))
    faults = [["NĐ 30/2020, Phụ lục I, Phần I, II.1a", "Lề trái 10 mm, phải từ 30 đến 35 mm."]]
    monkeypatch.setattr(
        making, "judged", lambda tree, content: {"asked": 12, "met": 11, "faults": faults, "advice": []}
    )
