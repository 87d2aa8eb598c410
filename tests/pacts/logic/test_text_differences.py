"""Two texts side by side: every difference of the digest is shown, word by word; what was moved is only moved."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pacts.logic.clauses import clause_of, clauses_of, same_clause
from pacts.logic.reading_text import text_from
from pacts.logic.seal import (
    GroupText,
    OwnTargetText,
    PactText,
    PledgeText,
    RegistrationText,
    SectionText,
    canonical,
)
from pacts.logic.table_text import AssignmentText, CriterionText, StageText, TableText
from pacts.logic.text_differences import compare, words_changed, words_of

ROWS = (
    PledgeText("1.1", "Tỷ lệ điều tra, khám phá án", "at_least", Decimal(90), measure="%", baseline=Decimal("88.1")),
    PledgeText("1.2", "Cán bộ vi phạm kỷ luật", "zero"),
)
TEXT = PactText(
    title="Giao ước thi đua năm 2017",
    bloc="Khối 1",
    season="2017",
    version=1,
    movements=("Vì An ninh Tổ quốc",),
    legal_bases=("Luật Thi đua, khen thưởng",),
    slogan="Đoàn kết, kỷ cương",
    sections=(
        SectionText("", "", "", (PledgeText("1", "Ngoài các nội dung", "qualitative"),)),
        SectionText("1", "Phòng, chống tội phạm", "Tập trung", ROWS),
    ),
    groups=(GroupText("Tai nạn", "sum_of"),),
    solutions=("Đổi mới lề lối làm việc",),
    registrations=(RegistrationText("Đơn vị 1", ("Đơn vị quyết thắng",)),),
    units=("Đơn vị 1", "Đơn vị 2"),
    undertaking="Cam kết thực hiện",
    absent_units_hinder_the_seal=False,
    preamble="Thực hiện chỉ đạo",
)  # fmt: skip
TABLE = TableText(
    "Bảng tiêu chí",
    Decimal(100),
    True,
    Decimal("0.5"),
    20,
    "2017",
    "ranking",
    stages=(StageText("self", "Tự chấm", "2017-12-01"),),
    criteria=(
        CriterionText(
            "1", "Công tác", Decimal(100), rules={"per": Decimal("2.5")},
            assignments=(AssignmentText("Đơn vị 1", target=Decimal(3)),),
            children=(CriterionText("1.1", "Chuyên môn", Decimal(60), formula="by_hand"),),
        ),
    ),
)  # fmt: skip


def rows(*pledges) -> PactText:
    numbered = [replace(pledge, number=f"1.{n}") for n, pledge in enumerate(pledges, start=1)]
    loose, section = TEXT.sections
    return replace(TEXT, sections=(loose, replace(section, pledges=tuple(numbered))))


@pytest.mark.parametrize("text", [TEXT, replace(TEXT, criteria=TABLE)], ids=["plain", "with a table"])
def test_a_canonical_text_reads_back_as_it_was(text):
    assert text_from(canonical(text)) == text
    assert canonical(text_from(canonical(text))) == canonical(text)


def test_what_is_no_canonical_text_is_told_apart():
    with pytest.raises(ValueError):
        text_from("văn bản")
    with pytest.raises(TypeError):
        text_from('{"title": "Giao ước"}')


def test_every_clause_has_a_key_of_its_own_and_only_words_can_be_reworded():
    clauses = clauses_of(TEXT)
    keys = [clause.key for clause in clauses]
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if key[0].isdigit()] == ["0.1", "1", "1.1", "1.2"]
    fixed = {clause.key for clause in clauses if not clause.can_be_reworded}
    assert fixed == {"movements", "groups", "registrations", "units", "rule", "bloc"}
    assert all(len(key) <= 20 for key in keys)
    assert len({clause.anchor for clause in clauses}) == len(keys)


def test_two_equal_texts_differ_in_nothing():
    found = compare(TEXT, TEXT)
    assert not found.found_any and found.unchanged == len(clauses_of(TEXT))


CHANGED = {
    "title": replace(TEXT, title="Giao ước thi đua năm 2018"),
    "movements": replace(TEXT, movements=()),
    "legal_bases": replace(TEXT, legal_bases=(*TEXT.legal_bases, "Nghị định")),
    "slogan": replace(TEXT, slogan=""),
    "section": replace(TEXT, sections=(TEXT.sections[0], replace(TEXT.sections[1], title="Phòng, chống ma túy"))),
    "section text": replace(TEXT, sections=(TEXT.sections[0], replace(TEXT.sections[1], text=""))),
    "loose": replace(TEXT, sections=TEXT.sections[1:]),
    "target": rows(replace(ROWS[0], target=Decimal(92)), ROWS[1]),
    "baseline": rows(replace(ROWS[0], baseline=Decimal("88.2")), ROWS[1]),
    "kind": rows(replace(ROWS[0], kind="equal"), ROWS[1]),
    "source": rows(replace(ROWS[0], source="Báo cáo"), ROWS[1]),
    "group": rows(replace(ROWS[0], group="Tai nạn"), ROWS[1]),
    "note": rows(replace(ROWS[0], note="Theo tháng"), ROWS[1]),
    "own": rows(replace(ROWS[0], own_targets=(OwnTargetText("Đơn vị 1", Decimal(95)),)), ROWS[1]),
    "order": rows(ROWS[1], ROWS[0]),
    "groups": replace(TEXT, groups=(GroupText("Tai nạn", "all_of"),)),
    "solutions": replace(TEXT, solutions=()),
    "registrations": replace(TEXT, registrations=()),
    "units": replace(TEXT, units=("Đơn vị 1",)),
    "undertaking": replace(TEXT, undertaking="Quyết tâm"),
    "rule": replace(TEXT, absent_units_hinder_the_seal=True),
    "preamble": replace(TEXT, preamble="Mở đầu"),
    "bloc": replace(TEXT, bloc="Khối 2"),
    "criteria": replace(TEXT, criteria=TABLE),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_difference_of_the_text_is_always_shown_and_holds_both_texts(name):
    found = compare(TEXT, CHANGED[name])
    assert found.found_any
    for change in found.changes:
        for line in change.lines:
            before = "".join(words for op, words in line.pieces if op != "ins")
            after = "".join(words for op, words in line.pieces if op != "del")
            assert before in (change.before.text if change.before else "") or "\n" in before or not before
            assert after in (change.after.text if change.after else "") or "\n" in after or not after


def test_a_changed_table_says_its_rows_in_sentences():
    richer = replace(TABLE, maximum=Decimal(110))
    found = compare(replace(TEXT, criteria=TABLE), replace(TEXT, criteria=richer))
    assert len(found.table) == 1 and not found.changes


def test_words_are_told_one_by_one():
    assert list(words_changed("đạt từ 90% trở lên", "đạt từ 92% trở lên")) == [
        ("same", "đạt từ"), ("del", " 90%"), ("ins", " 92%"), ("same", " trở lên"),
    ]  # fmt: skip
    assert list(words_changed("", "mới")) == [("ins", "mới")] and list(words_changed("cũ", "")) == [("del", "cũ")]


def test_a_reworded_row_is_one_change_and_another_row_is_two():
    reworded = rows(replace(ROWS[0], content="Tỷ lệ điều tra, khám phá các loại án"), ROWS[1])
    assert [change.kind for change in compare(TEXT, reworded).changes] == ["changed"]
    other = rows(replace(ROWS[0], content="Xây dựng ba mô hình dân vận khéo"), ROWS[1])
    assert sorted(change.kind for change in compare(TEXT, other).changes) == ["added", "removed"]


def test_a_row_put_before_others_moves_them_and_changes_none():
    new = PledgeText("", "Xây dựng mô hình", "count", Decimal(3), measure="mô hình")
    kinds = [change.kind for change in compare(TEXT, rows(new, *ROWS)).changes]
    assert kinds == ["added", "moved", "moved"]


def test_a_clause_is_found_again_where_it_was_moved_but_not_where_it_was_changed():
    clause = clause_of(TEXT, "1.1")
    assert same_clause(clause, rows(ROWS[1], ROWS[0])).key == "1.2"
    assert same_clause(clause, CHANGED["target"]) is None
    assert same_clause(clause_of(TEXT, "title"), CHANGED["title"]) is None
    assert same_clause(clause_of(TEXT, "slogan"), CHANGED["title"]).key == "slogan"


@pytest.mark.parametrize("text", ["đạt 92,02%, tăng 1.000 vụ.", " hai  dòng\nmới ", "“Vì An ninh Tổ quốc”", "", "–"])
def test_the_words_joined_are_the_text_and_a_figure_is_one_word(text):
    assert "".join(words_of(text)) == text
    assert [word.strip() for word in words_of("92,02% và 1.000 vụ,")] == ["92,02%", "và", "1.000", "vụ", ","]
