"""Word masters of an agency's own: what hurts or runs is refused with a sentence, the rest tried, used, retired."""

import io
import zipfile

import pytest

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from reports.actions import masters
from reports.actions.documents import draft_document
from reports.actions.issuing import master_for
from reports.models import Master
from reports.papers import making, master_trial
from reports.papers.catalogue import BY_SLUG
from reports.papers.master_guard import check
from reports.papers.master_words import names_in, unknown
from tests.make import a_bloc, the_cast
from tests.paper_kinds import plain_kinds  # noqa: F401

TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
LINKED = '<Relationships><Relationship Type="x" Target="http://a/b.dotm" TargetMode="External"/></Relationships>'
FIELD = "<w:r><w:instrText>DDEAU</w:instrText></w:r><w:r><w:instrText>TO cmd </w:instrText></w:r>"


def a_master(*runs: str, types: str = TYPES, **parts: str) -> io.BytesIO:
    """A Word file of one paragraph, each text a run of its own, besides it the parts given by path."""
    said = "".join(f"<w:r><w:t>{run}</w:t></w:r>" if not run.startswith("<w:") else run for run in runs)
    made = {"[Content_Types].xml": types, "word/document.xml": f"<w:document><w:p>{said}</w:p></w:document>", **parts}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


HURTFUL = {
    "macro": {"word/vbaProject.bin": "x"},
    "macro type": {"types": TYPES.replace("document.main", "macroEnabled.main")},
    "object": {"word/embeddings/oleObject1.bin": "x"},
    "control": {"word/activeX/activeX1.xml": "x"},
    "template elsewhere": {"word/_rels/settings.xml.rels": LINKED},
    "entity": {"word/settings.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"},
    "leads out": {"../../etc/x.xml": "x"},
    "bomb": {"word/media/a.bin": "0" * (31 * 1024 * 1024)},
    "other kind": {"types": "<Types/>"},
}


@pytest.mark.parametrize("parts", HURTFUL.values(), ids=HURTFUL)
def test_what_hurts_is_refused_before_it_is_opened(parts):
    with pytest.raises(Refused) as told:
        check(a_master("{{ abstract }}", **parts))
    assert len(str(told.value)) > 20


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 900, b"PK\x03\x04oops"]
)
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(Refused):
        check(io.BytesIO(content))


HIDDEN = "<w:document><w:p><w:r><w:t>{{ abstract }}</w:t></w:r>%s</w:p></w:document>"
CALLED = "{{ ''.__class__ }}"
HIDING = {
    "an attribute": {"word/document.xml": HIDDEN % f'<w:bookmarkStart w:name="{CALLED}"/>'},
    "a comment": {"word/document.xml": HIDDEN % f"<!-- {CALLED} -->"},
    "an instruction": {"word/document.xml": HIDDEN % f"<?x {CALLED}?>"},
}
SAYING = {
    "a field": {"word/document.xml": HIDDEN % f"<w:r><w:instrText>{CALLED}</w:instrText></w:r>"},
    "a drawing": {"word/document.xml": HIDDEN % f"<a:t>{CALLED}</a:t>"},
    "a part of another name": {"word/media/anh.png": f"<w:document><w:p><w:t>{CALLED}</w:t></w:p></w:document>"},
    "the properties": {"docProps/core.xml": f"<cp:coreProperties><dc:title>{CALLED}</dc:title></cp:coreProperties>"},
}


@pytest.mark.parametrize("parts", HIDING.values(), ids=HIDING)
def test_tags_hidden_where_no_text_stands_are_refused(parts):
    with pytest.raises(Refused):
        check(a_master("{{ abstract }}", **parts))


@pytest.mark.parametrize("parts", SAYING.values(), ids=SAYING)
def test_code_is_found_wherever_a_tag_would_be_filled_in(parts):
    with pytest.raises(Refused):
        names_in(check(a_master("{{ abstract }}", **parts)))


@pytest.mark.parametrize("tag", ["<w:p>", "<w:instrText>", "<w:t>", "<w:p><w:r>"])
def test_what_opens_and_never_closes_is_damaged_and_read_once(tag):
    with pytest.raises(Refused):
        check(a_master("{{ abstract }}", **{"word/header1.xml": f"<w:hdr>{tag * 1_000_000}"}))


@pytest.mark.parametrize("words", ["{% " * 400_000, "x" * 600_000])
def test_more_words_or_tags_than_a_master_has_are_not_even_parsed(words):
    with pytest.raises(Refused):
        check(a_master("{{ abstract }}", words))


def test_a_field_of_word_that_runs_something_is_found_though_it_is_parted():
    with pytest.raises(Refused):
        check(a_master("{{ abstract }}", FIELD))


def test_names_are_read_though_word_parts_them_over_runs():
    words = check(a_master("{{ abs", "tract }} {%p for dong in ba", "ses %}{{ dong }}{%p endfor %} {{ signs.name }}"))
    assert names_in(words) == ["abstract", "bases", "signs"]
    assert unknown(["trich_yeu", "khoi", "khong_co"], {"khoi": "Khối 1"}) == ["khong_co"]


CODE = [
    "{% import 'os' as os %}",
    "{% include '/etc/passwd' %}",
    "{% set x = 1 %}",
    "{% macro a() %}{% endmacro %}",
    "{{ abstract.__class__ }}",
    "{{ abstract['__class__'] }}",
    "{{ abstract[bases] }}",
    "{{ abstract.upper() }}",
    "{{ abstract|attr('x') }}",
    "{{ range(9) }}",
    "{{ 'x' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ bases ~ bases }}",
    "{% for a in body %}{% for b in body %}{% for c in body %}{% for d in body %}x"
    "{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in body recursive %}{{ a }}{% endfor %}",
    "{{ abstract",
    "{% if abstract is defined %}x{% endif %}",
]


@pytest.mark.parametrize("words", CODE)
def test_code_is_refused_with_a_sentence(words):
    with pytest.raises(Refused) as told:
        names_in(words)
    assert str(told.value)


@pytest.fixture
def world(plain_kinds, db):  # noqa: F811
    bloc = a_bloc(3)
    cast = the_cast(bloc)
    draft = draft_document(BY_SLUG["plan"], bloc, bloc, by=cast["secretary"])
    return draft, cast["standing"]


def add(draft, by, *runs, **facts) -> Master:
    return masters.add_master(draft.letterhead, kind="plan", file=a_master(*runs), name="Mẫu KH.docx", by=by, **facts)


def test_a_master_is_tried_seen_used_and_replaced_and_older_papers_keep_theirs(world):
    draft, by = world
    first = add(draft, by, "{{ trich_yeu }}")
    with pytest.raises(Refused):
        masters.use_master(first, by=by)
    first = masters.try_out(first.pk)
    assert bytes(first.preview).startswith(b"docx: ") and first.findings["faults"][0][0].startswith("NĐ 30/2020")
    assert master_for(draft) is None
    masters.use_master(first, by=by)
    assert master_for(draft) == first
    second = masters.try_out(add(draft, by, "{{ co_quan }}").pk)
    masters.use_master(second, by=by)
    first.refresh_from_db()
    assert (first.state, master_for(draft)) == ("retired", second)
    masters.retire_master(second, by=by)
    assert master_for(draft) is None
    assert (
        Event.objects.filter(verb__in=["reports.add_master", "reports.use_master", "reports.retire_master"]).count()
        == 5
    )


def test_unknown_fields_are_named_and_nothing_is_kept(world):
    draft, by = world
    with pytest.raises(Refused, match="ten_sai"):
        add(draft, by, "{{ trich_yeu }} {{ ten_sai }}")
    with pytest.raises(Refused):
        add(draft, by, "Không có trường nào")
    assert not Master.objects.exists()


def _hungry(tree, master):
    return b"x" * (2 * master_trial.MEMORY)


def _endless(tree, master):
    while True:
        pass


def _failing(tree, master):
    raise ValueError("thẻ sai chỗ")


@pytest.mark.parametrize("renderer", [_hungry, _endless, _failing])
def test_a_master_that_eats_memory_or_time_or_fails_is_told_so(world, renderer, monkeypatch):
    draft, by = world
    monkeypatch.setattr(master_trial, "SECONDS", 1)
    monkeypatch.setitem(making._RENDERERS, "docx", renderer)
    row = masters.try_out(add(draft, by, "{{ trich_yeu }}").pk)
    assert row.preview is None and row.trouble
    with pytest.raises(Refused):
        masters.use_master(row, by=by)
