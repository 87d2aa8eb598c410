"""What answers the criteria of papers and of files from Excel; how to read it stands in acceptance.py."""

_PLAN = "browser/test_documents stf_11_a_plan_from_its_draft_to_its_withdrawal"
_BATCH = "reports/test_documents a_batch_of_thirteen_units_says_of_each_what_hindered_it_and_its_zip_bears_true_names"
_OLD = "browser/test_import stf_4_a_table_in_old_fonts_is_seen_both_ways_taken_over_and_taken_back"

PAPERS: dict[str, dict[int, list[str]]] = {
    "STF-4": {
        1: [  # a template of somebody else
            "blocs/test_imports_flow the_template_of_another_bloc_or_kind_is_refused_with_its_name",
            "reports/test_intake_figures the_template_of_another_unit_is_refused",
        ],
        2: ["blocs/test_imports_flow five_thousand_lines_are_looked_at_in_one_job"],
        3: [  # once
            "blocs/test_imports confirmed_twice_writes_once",
            "blocs/test_imports_flow of_two_confirmations_at_once_one_writes_and_the_other_is_told",
        ],
        4: ["blocs/excel/test_reading formulas_count_as_last_reckoned_and_are_told_where_they_are_not"],
        5: [  # old fonts
            _OLD,
            "blocs/test_imports old_letters_are_shown_both_ways_and_converted_only_with_consent",
            "blocs/test_imports old_letters_stay_where_the_person_wants_them",
            "blocs/excel/test_reading each_run_of_a_cell_is_judged_by_its_own_font",
        ],
        6: [  # .xls
            "blocs/excel/test_guard each_hostile_file_is_refused",
            "blocs/excel/test_guard the_sentence_for_xls_says_how_to_save_it_anew",
        ],
    },
    "STF-11": {
        1: [  # every must row, DOCX and PDF, eighteen kinds
            "reports/papers/test_nd30 a_paper_worded_from_rows_keeps_every_row",
            "reports/papers/test_nd30 a_paper_with_every_block_of_its_kind_keeps_every_row",
            "reports/papers/test_nd30 each_must_row_is_checked_or_listed_with_its_reason_never_both",
        ],
        2: [  # the numbers of the screen, read back
            "reports/papers/test_kinds_e_reports every_pledge_has_the_numbers_of_the_board",
            "reports/papers/test_kinds_e_reports every_unit_has_the_numbers_of_its_page",
            "reports/papers/test_kinds_d_sheets every_line_of_the_self_score_says_the_points_and_sums_of_the_page",
            "reports/papers/test_kinds_d_sheets the_numbers_of_the_workbook_add_up_exactly",
            "reports/papers/test_kinds_d_summary the_ranking_says_cell_for_cell_what_the_page_says",
            "reports/papers/test_kinds_d_summary the_workbook_holds_the_exact_numbers_of_the_page",
            "reports/papers/test_kinds_e_excel the_workbook_says_what_the_leaves_say",
        ],
        3: ["reports/papers/test_nd30_mutants a_master_with_a_narrow_margin_is_told_with_the_clause"],
        4: [  # thirteen in one job, and their ZIP
            "browser/test_documents stf_11_ac_4_thirteen_papers_are_one_job_and_one_zip",
            _BATCH,
        ],
        5: [  # opens elsewhere
            _PLAN,
            "test_office the_office_takes_every_file",
            "test_office at_most_one_page_more_than_our_pdf",
            "A page more in LibreOffice is borne, as the issue allows; Word itself is not in the run.",
        ],
    },
}
