"""Papers of the year: drafted once, written over, numbered under one lock, frozen, made once, withdrawn, replaced."""

from datetime import date

import pytest
from django.urls import reverse

from blocs.actions import jobs
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Job, Stale
from reports.actions import document_batches as batches
from reports.actions import document_files as files
from reports.actions.documents import (
    change_words,
    draft_document,
    drop_draft,
    replace_document,
    withdraw_document,
)
from reports.actions.issuing import issue_document, next_number
from reports.models import Document, DocumentFile, Letterhead
from reports.paper_trees import digest_of, digest_of_tree, tree_of
from reports.papers import making
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import from_text
from tests.make import a_bloc, a_user, members_of, the_cast
from tests.paper_kinds import HELD_BACK, plain_kinds  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_kinds")]
DAY = date(2017, 2, 15)


@pytest.fixture
def bloc():
    return a_bloc(3)


@pytest.fixture
def by(bloc):
    return the_cast(bloc)["secretary"]


def a_draft(bloc, by, slug="plan", subject=None) -> Document:
    return draft_document(BY_SLUG[slug], bloc, subject or bloc, by=by)


def issued(bloc, by, slug="plan", subject=None, **facts) -> Document:
    return issue_document(a_draft(bloc, by, slug, subject), by=by, **{"dated_on": DAY, **facts})


def verbs() -> list[str]:
    return list(Event.objects.filter(verb__endswith="_document").order_by("number").values_list("verb", flat=True))


# --- Drafted and written over ---------------------------------------------------------------------


def test_the_open_draft_of_the_same_subject_is_opened_and_none_made_beside_it(bloc, by):
    first = a_draft(bloc, by)
    assert (a_draft(bloc, by).pk, first.abstract, first.state) == (first.pk, f"Về {bloc}", "draft")
    assert (first.symbol_line, first.letterhead.series) == ("", bloc.series)
    assert verbs() == ["reports.draft_document"]


def test_each_issuer_has_a_letterhead_of_its_own(bloc, by):
    member = bloc.memberships.order_by("order").first()
    row = a_draft(bloc, by, "registration", member)
    assert (row.unit, row.letterhead.unit, row.letterhead.series) == (member.unit, member.unit, None)
    a_draft(bloc, by)
    assert Letterhead.objects.count() == 2


def test_what_a_clerk_writes_over_stands_in_the_paper_and_unknown_words_do_not(bloc, by):
    row = change_words(a_draft(bloc, by), words={"recipients": ["Giám đốc"], "figures": ["1"]}, dated_on=DAY, by=by)
    tree = tree_of(row)
    assert tree.recipients == ("- Giám đốc;", "- Lưu: VT.")
    assert tree.place_and_day.endswith("ngày 15 tháng 02 năm 2017")
    assert row.words == {"recipients": ["Giám đốc"]}
    assert verbs()[-1] == "reports.change_document"


def test_unchanged_words_write_nothing_and_an_older_page_is_refused(bloc, by):
    row = a_draft(bloc, by)
    seen = row.revision
    change_words(row, words={}, dated_on=None, by=by)
    assert verbs() == ["reports.draft_document"]
    change_words(row, words={"signer": "Đại tá Nguyễn Văn A"}, dated_on=None, revision=seen, by=by)
    with pytest.raises(Stale):
        change_words(row, words={"signer": "Khác"}, dated_on=None, revision=seen, by=by)


def test_a_draft_is_dropped_and_an_issued_paper_never(bloc, by):
    row = a_draft(bloc, by)
    drop_draft(row, by=by)
    assert not Document.objects.exists()
    kept = issued(bloc, by)
    with pytest.raises(Refused):
        drop_draft(kept, by=by)
    with pytest.raises(Refused):
        change_words(kept, words={}, by=by)
    assert Document.objects.get().state == "issued"


# --- Numbers ----------------------------------------------------------------------------------


def test_numbers_rise_by_letterhead_year_and_type_code(bloc, by):
    plan = issued(bloc, by)
    assert (plan.number, plan.symbol_line, plan.year) == (1, "01/KH-KTĐ", 2017)
    assert issued(bloc, by).symbol_line == "02/KH-KTĐ"
    assert issued(bloc, by, "regulation").symbol_line == "01/QC-KTĐ"
    assert issued(bloc, by, dated_on=date(2018, 1, 5)).symbol_line == "01/KH-KTĐ"
    assert issued(a_bloc(2), by).symbol_line == "01/KH-KTĐ"


def test_the_number_of_the_records_office_is_taken_where_it_is_free(bloc, by):
    assert issued(bloc, by, number=57).symbol_line == "57/KH-KTĐ"
    assert next_number(Letterhead.objects.get(series=bloc.series), 2017, "KH") == 58
    assert issued(bloc, by, number=3).number == 3
    with pytest.raises(Refused, match=r"57/KH-KTĐ.*2017"):
        issued(bloc, by, number=57)
    for wrong in (0, 100_000):
        with pytest.raises(Refused):
            issued(bloc, by, number=wrong)
    assert Document.objects.filter(number__isnull=False).count() == 2


def test_a_withdrawn_paper_keeps_its_number(bloc, by):
    row = withdraw_document(issued(bloc, by), reason="Sai căn cứ", by=by)
    assert (row.state, row.number, row.withdrawn_reason) == ("withdrawn", 1, "Sai căn cứ")
    assert issued(bloc, by).number == 2
    with pytest.raises(Refused):
        withdraw_document(row, reason="Lần nữa", by=by)
    with pytest.raises(Refused):
        withdraw_document(issued(bloc, by), reason="  ", by=by)


def test_kinds_without_a_code_get_no_number(bloc, by):
    member = bloc.memberships.first()
    row = issued(bloc, by, "registration", member)
    assert (row.number, row.code, row.symbol, row.state) == (None, "", "", "issued")
    with pytest.raises(Refused):
        issued(bloc, by, "registration", member, number=1)


def test_a_body_without_a_symbol_issues_nothing(bloc, by, monkeypatch):
    monkeypatch.setattr("reports.paper_frames.BLOC_SYMBOL", "")
    with pytest.raises(Refused):
        issued(bloc, by)
    assert Document.objects.get().state == "draft"


# --- Frozen -----------------------------------------------------------------------------------


def test_an_issued_paper_says_for_good_what_it_said(bloc, by):
    last = Event.objects.order_by("-number").first()
    row = issued(bloc, by)
    head = Event.objects.get(verb="reports.draft_document")
    tree = from_text(row.content)
    assert (tree.number_line, row.digest) == ("Số: 01/KH-KTĐ", digest_of(row.content))
    assert (row.log_number, row.log_hash) == (head.number, head.hash)
    assert last is None or head.number > last.number
    bloc.name = "Khối khác"
    bloc.save()
    row.refresh_from_db()
    assert tree_of(row) == tree
    with pytest.raises(Refused):
        issue_document(row, dated_on=DAY, by=by)


def test_words_that_changed_since_they_were_read_are_not_issued(bloc, by):
    row = a_draft(bloc, by)
    seen = digest_of_tree(tree_of(row))
    change_words(row, words={"signer": "Đại tá Nguyễn Văn A"}, by=by)
    with pytest.raises(Refused):
        issue_document(row, dated_on=DAY, seen=seen, by=by)
    row.refresh_from_db()
    done = issue_document(row, dated_on=DAY, seen=digest_of_tree(tree_of(row)), by=by)
    assert done.state == "issued"


def test_a_replacement_is_a_new_draft_that_names_the_old_one(bloc, by):
    old = change_words(a_draft(bloc, by), words={"signer": "Đại tá A"}, by=by)
    old = issue_document(old, dated_on=DAY, by=by)
    new = replace_document(old, by=by)
    assert (new.replaces, new.words, new.state) == (old, {"signer": "Đại tá A"}, "draft")
    assert replace_document(old, by=by).pk == new.pk
    with pytest.raises(Refused):
        replace_document(new, by=by)
    assert issue_document(new, dated_on=DAY, by=by).number == 2


# --- Files ------------------------------------------------------------------------------------


def kept(row) -> dict[str, bytes]:
    return {file.format: bytes(file.content) for file in row.files.order_by("format")}


def test_files_of_a_draft_follow_its_words_and_those_of_an_issued_paper_are_made_once(bloc, by, monkeypatch):
    row = a_draft(bloc, by)
    files.make_files(row.pk)
    assert kept(row)["pdf"] == f"pdf: Số:      /KH-KTĐ Về {bloc}".encode()
    stamp = row.files.get(format="pdf").content_digest
    assert stamp == digest_of_tree(tree_of(row))
    row = change_words(row, words={"signer": "Đại tá A"}, by=by)
    assert stamp != digest_of_tree(tree_of(row))
    row = issue_document(row, dated_on=DAY, by=by)
    assert not row.files.exists()
    files.make_files(row.pk)
    first = kept(row)
    assert first == {name: f"{name}: Số: 01/KH-KTĐ Về {bloc}".encode() for name in ("docx", "pdf")}
    monkeypatch.setitem(making._RENDERERS, "pdf", lambda tree, master: b"anders")
    assert files.make_files(row.pk) is None
    DocumentFile.objects.filter(document=row, format="docx").delete()
    files.make_files(row.pk)
    assert kept(row) == first
    row.refresh_from_db()
    assert (row.findings["met"], row.findings["asked"]) == (11, 12)


def test_a_draft_issued_while_its_files_are_made_gets_none_of_the_draft(bloc, by, monkeypatch):
    row = a_draft(bloc, by)

    def issue_meanwhile(tree, master):
        if Document.objects.get(pk=row.pk).state == "draft":
            issue_document(row, dated_on=DAY, by=by)
        return tree.number_line.encode()

    monkeypatch.setitem(making._RENDERERS, "docx", issue_meanwhile)
    assert files.make_files(row.pk) is None
    assert not row.files.exists()
    files.make_files(row.pk)
    assert kept(row)["docx"].decode() == "Số: 01/KH-KTĐ"


def test_what_a_killed_worker_left_is_made_at_the_next_start(bloc, by):
    row = issued(bloc, by)
    job = files.ask_files(a_draft(bloc, by), by=by)
    Job.objects.filter(pk=job.pk).update(state="running", done=1)
    assert [made.pk for made in files.make_waiting_documents()] == [row.pk]
    job.refresh_from_db()
    assert (job.state, job.done, job.undone) == ("done", 1, [])
    assert len(kept(row)) == 2
    assert files.make_waiting_documents() == []


def test_a_file_that_cannot_be_made_is_said_and_tried_again(bloc, by, monkeypatch):
    def broken(tree, master):
        raise ValueError("thiếu phông")

    row = issued(bloc, by)
    with monkeypatch.context() as patch:
        patch.setitem(making._RENDERERS, "pdf", broken)
        job = files.ask_files(row, by=by)
        files.carry_out(job)
    row.refresh_from_db()
    job.refresh_from_db()
    assert "thiếu phông" in row.trouble and "PDF" in row.trouble
    assert (job.state, job.undone, len(job.notes)) == ("failed", [row.pk], 1)
    files.carry_out(again := jobs.try_again(job, by=by))
    row.refresh_from_db()
    assert (row.trouble, len(kept(row)), again.state) == ("", 2, "done")
    with pytest.raises(Refused):
        files.ask_files(row, by=by)


# --- Many at once -----------------------------------------------------------------------------


def test_a_batch_of_thirteen_units_says_of_each_what_hindered_it_and_its_zip_bears_true_names(by):
    import io
    import zipfile

    bloc = a_bloc(13)
    bloc.memberships.filter(pk=bloc.memberships.order_by("pk").last().pk).update(note="hỏng")
    pieces = [batches.Piece(BY_SLUG["registration"], one) for one in bloc.memberships.select_related("unit")]
    done = issued(bloc, by)
    job = batches.start_batch(bloc, [*pieces, batches.Piece(BY_SLUG["plan"], bloc)], by=by)
    files.carry_out(job)
    job.refresh_from_db()
    assert (job.total, job.done, len(job.notes), job.state) == (14, 14, 1, "done")
    assert job.notes[0]["sentences"] == [HELD_BACK]
    rows = list(batches.papers_of(job))
    assert (len(rows), done.pk in [row.pk for row in rows]) == (14, True)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(batches.download_batch(job, rows, by=by))))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(names) == len(set(names)) == 26
    assert all(info.flag_bits & 0x800 for info in archive.infolist())
    assert any(name.endswith(f"/01-KH-KTĐ Kế hoạch về {bloc}.pdf".replace(":", "")) for name in names)

    bloc.memberships.update(note="")
    files.carry_out(again := jobs.try_again(job, by=by))
    assert (again.state, again.total, again.target) == ("done", 1, job.target)
    rows = list(batches.papers_of(job))
    assert sum(row.files.count() for row in rows) == 28


def test_an_empty_batch_and_one_beyond_reason_are_refused(bloc, by):
    with pytest.raises(Refused):
        batches.start_batch(bloc, [], by=by)
    with pytest.raises(Refused):
        batches.start_batch(bloc, [batches.Piece(BY_SLUG["plan"], bloc)] * 401, by=by)
    assert not Document.objects.exists()


def test_a_unit_named_twice_in_a_folder_is_told_apart():
    from reports.logic.paper_names import ascii_name, disposition, file_name, told_apart

    name = file_name("05-KH-KTĐ", 'Kế hoạch "2018"/1', "docx")
    assert name == "05-KH-KTĐ Kế hoạch -2018-1.docx"
    assert ascii_name(name) == "05-kh-ktd-ke-hoach-2018-1.docx"
    assert "filename*=UTF-8''05-KH-KT%C4%90%20K" in disposition(name)
    assert told_apart(["A.pdf", "a.pdf", "A.docx"]) == ["A.pdf", "a (2).pdf", "A.docx"]


def test_the_register_tells_gaps():
    from reports.logic.paper_numbers import lines

    told = [(one.first, one.last, one.is_gap) for one in lines({2: "b", 3: "c", 7: "g"})]
    assert told == [(1, 1, True), (2, 2, False), (3, 3, False), (4, 6, True), (7, 7, False)]


def test_members_of_another_bloc_and_their_address(bloc, by, client):
    row = issued(bloc, by)
    client.force_login(a_user())
    assert client.get(reverse("reports:document_detail", args=[row.pk])).status_code == 404
    assert members_of(bloc)
