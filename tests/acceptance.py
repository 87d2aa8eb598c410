"""What the specification asks of each screen, and what answers it: tests, or the reason why it is not met.

For each criterion, by screen and number: names of tests (file under tests/, then the name without `test_`) and
sentences. Tests alone: met. Tests and a sentence: met as far as the tests go, the sentence says what is not. A sentence
alone: not met, or held elsewhere. Tests of tests/browser/ run in a real Chromium; where nothing of a criterion happens
in the browser, a test of the server stands. What a criterion says reads in the specification.
STF and CMD, the screens of people at work, stand in acceptance_desks.py, those of the ceremony in acceptance_hall.py,
those of papers and of taking over from files in acceptance_papers.py.
"""

from tests.acceptance_desks import DESKS
from tests.acceptance_hall import HALL
from tests.acceptance_papers import PAPERS

# How many criteria each screen has; STF-0, STF-4 and SYS-1 have theirs in one sentence. SYS-4 has none: what it shows
# is counted in their place.
COUNTS = """
PUB-1 5, PUB-2 3, PUB-3 3, PUB-4 4, PUB-5 2, PUB-6 4, PUB-7 4, PUB-8 6,
STF-0 3, STF-1 4, STF-2 8, STF-3 13, STF-4 6, STF-5 6, STF-6 6, STF-7 7, STF-8 8, STF-9 5, STF-11 5, STF-12 5, STF-13 4,
CMD-1 8, CMD-2 4, CMD-3 5, ADM-1 7, SYS-1 4, SYS-2 1, SYS-3 1, SYS-4 5, G 12
"""

_DESK = "browser/test_desk a_person_at_the_own_desk"
_BOARD = "browser/test_board_live cmd_1_ac_1_3_4_6_one_screen_named_cells_signs_and_a_period_chosen_in_place"
_CELL = "browser/test_directives cmd_2_from_a_cell_to_a_directive_and_back"
_PALETTE = "browser/test_palette sys_1_the_palette_finds_goes_remembers_and_forgets_at_logout"
_NO_SCRIPT = "browser/test_board a_secretary_enters_the_blocs_year_in_one_post_without_script"
_READER = "browser/test_verification pub_8_a_reader_checks_a_paper_and_compares_a_file_that_never_leaves_the_browser"
_PAPER = "browser/test_public_faces pub_1_ac_4_nothing_moves_and_paper_has_no_navigation"

ANSWERS: dict[str, dict[int, list[str]]] = {
    **DESKS,
    **HALL,
    **PAPERS,
    "PUB-1": {
        1: [  # only what is published; withdrawn is gone
            "reports/test_public_home pub_1_ac_1_withdrawn_is_gone_at_the_next_load_and_says_why",
            "reports/test_public_home pub_1_ac_1_what_is_dated_later_is_not_there_yet",
        ],
        2: ["reports/test_public_pages search_finds_people_with_or_without_accents"],
        3: [  # 150 KB, 2,5 s
            "browser/test_every_look a_public_page_is_light",
            "The largest paint on a slow line is measured by `make bench`, not asserted: it depends on the machine.",
        ],
        4: [_PAPER],  # nothing moves
        5: ["reports/test_public_home pub_1_ac_5_a_headline_has_unit_period_and_direction_and_no_colour_of_its_sign"],
    },
    "PUB-2": {
        1: ["reports/test_public_criteria pub_2_ac_1_the_heading_counts_the_units_and_precedence_orders_them"],
        2: ["reports/test_public_criteria pub_2_ac_2_an_old_address_leads_on_for_good"],
        3: ["reports/test_public_criteria pub_2_ac_3_by_name_as_a_vietnamese_dictionary_has_it"],
    },
    "PUB-3": {
        1: ["reports/test_public_criteria pub_3_ac_1_before_publication_a_stranger_finds_nothing_and_staff_a_ribbon"],
        2: [  # as many pledges as in the PDF
            "reports/test_public_criteria pub_3_ac_2_the_page_has_as_many_pledges_as_the_sealed_text",
            "The page is held against the sealed text; no test counts those of the PDF made from it.",
        ],
        3: ["reports/test_public_criteria pub_3_ac_3_the_stage_bar_is_an_ordered_list_with_one_current_step"],
    },
    "PUB-4": {
        1: ["reports/test_public_criteria pub_4_ac_1_rank_and_name_never_part"],
        2: ["reports/test_public_criteria pub_4_ac_2_signatures_stand_in_their_order_within_the_ceremony"],
        3: ["reports/test_public_criteria pub_4_ac_3_photos_are_described_and_wait_until_they_are_seen"],
        4: [
            "reports/test_public_criteria pub_4_ac_4_pasted_text_is_shown_with_single_spaces_and_its_quotes",
            "browser/test_verification pub_4_the_ceremony_page_shows_the_qr_code_and_leads_to_the_verification",
        ],
    },
    "PUB-5": {
        1: ["reports/test_public_criteria pub_5_ac_1_the_line_of_the_years_has_words_and_a_table"],
        2: ["reports/test_public_criteria pub_5_ac_2_nothing_unpublished_is_in_the_answer"],
    },
    "PUB-6": {
        1: ["reports/test_views_results equals_share_a_rank_and_the_next_is_skipped"],
        2: ["browser/test_public_faces pub_6_ac_2_a_ranking_sorts_and_finds_its_order_again"],
        3: [  # sums, on the page and in the file
            "reports/test_public_results pub_6_ac_3_the_groups_of_every_row_add_up_to_its_total_on_the_page",
            "reports/test_views_results a_row_adds_up_from_its_groups",
        ],
        4: ["browser/test_public_faces pub_6_ac_4_bars_are_drawn_to_scale"],
    },
    "PUB-8": {
        1: [
            "reports/test_verify pub_8_ac_1_the_qr_code_leads_to_the_page_even_blurred",
            "reports/test_verify_paper pub_8_ac_1_the_qr_code_printed_at_28_mm_and_blurred_leads_to_the_right_address",
        ],
        2: [
            _READER,
            "reports/test_verify_paper pub_8_ac_2_the_made_paper_is_valid_whole_and_named_when_a_byte_is_flipped",
            "reports/test_verify pub_8_what_was_changed_is_found_and_named",
        ],
        3: [_READER],
        4: [
            "reports/test_verify pub_8_ac_4_codes_have_at_least_80_bits_and_no_sign_that_looks_like_another",
            "reports/test_verify pub_8_ac_4_a_code_is_found_however_it_was_typed",
            "reports/test_verify pub_8_ac_4_other_spellings_of_an_address_lead_to_the_one",
        ],
        5: ["reports/test_verify pub_8_ac_5_every_page_of_verification_says_what_it_proves_and_what_not"],
        6: ["browser/test_verification pub_8_ac_6_codes_are_checked_without_script"],
    },
    "PUB-7": {
        1: [
            "browser/test_public_faces pub_7_comparisons_in_the_window",
            "reports/test_public_compare pub_7_ac_1_the_address_holds_the_whole_choice",
        ],
        2: [
            "reports/test_public_compare pub_7_ac_2_a_missing_year_is_a_gap_and_a_dash",
            "reports/logic/test_plots pub_7_ac_2_a_missing_year_draws_no_point_and_no_line",
        ],
        3: ["reports/test_public_compare pub_7_ac_3_rates_change_in_points_counts_in_numbers_and_per_cent"],
        4: [
            "browser/test_public_faces pub_7_comparisons_in_the_window",
            "reports/logic/test_plots pub_7_ac_4_labels_never_overlap",
        ],
    },
    "ADM-1": {
        1: ["blocs/test_admin_words adm_1_ac_1_every_page_of_a_register_is_vietnamese"],
        2: [
            "blocs/test_admin_guards adm_1_ac_2_a_sealed_pact_cannot_be_deleted_by_page_action_or_post",
            "blocs/test_admin_guards adm_1_ac_2_a_line_of_the_logbook_cannot_be_deleted_by_page_action_or_post",
            "There are no ballots yet; they come with the honours.",
        ],
        3: ["blocs/test_admin_guards adm_1_ac_3_people_are_found_without_accents"],
        4: [
            "browser/test_admin adm_1_ac_4_the_calendar_begins_on_monday_and_a_picker_finds_without_accents",
            "blocs/test_admin_guards adm_1_ac_4_a_day_is_read_and_shown_day_first",
        ],
        5: [  # 30 queries, 500 ms with 10 000 rows
            "blocs/test_admin_guards adm_1_ac_5_no_list_asks_more_than_30_questions_however_many_rows",
            "Held for 60 rows, where nothing grows; the time with 10.000 rows is not measured.",
        ],
        6: ["blocs/test_admin_guards adm_1_ac_6_a_14th_unit_asks_for_its_first_day_and_shows_what_follows"],
        7: [
            "blocs/test_admin_guards adm_1_ac_7_the_matrix_is_read_off_the_rules",
            "blocs/test_admin_guards adm_1_ac_7_the_matrix_goes_out_as_a_file_that_excel_opens",
        ],
    },
    "SYS-1": {
        1: [  # 300 ms
            "reports/test_staff_search sys_1_the_search_asks_equally_often_for_3_and_300_rows_and_is_quick",
            "Asserted is three times 300 ms, because tests share the machine.",
        ],
        2: ["reports/test_staff_search sys_1_nobody_finds_what_they_may_not_see"],
        3: [_PALETTE],
        4: [_PALETTE],
    },
    "SYS-2": {
        1: [
            "blocs/test_errors sys_2_the_page_for_errors_needs_no_database_and_keeps_what_was_typed",
            "blocs/test_errors sys_2_each_refusal_says_why_and_how_to_go_on_with_a_code",
        ],
    },
    "SYS-3": {
        1: [
            "blocs/test_notices sys_3_ac_one_message_a_day_about_a_thing_and_the_newest_counts",
            "blocs/test_notices sys_3_ac_deadlines_are_written_each_time",
            _DESK,
        ],
    },
    "SYS-4": {
        1: ["blocs/test_profile rank_posts_and_duties_stand_with_their_days"],
        2: ["The picture of a signature comes with the ceremony, where it is used."],
        3: [_DESK],  # theme and size of text
        4: ["blocs/test_profile what_is_saved_shows_on_every_page_and_goes_before_the_cookie"],  # shortcuts off
        5: [_DESK, "blocs/test_profile devices_stand_in_plain_words_and_others_are_logged_out"],
    },
    "G": {
        1: [
            "test_every_page every_page_has_its_frame",
            "browser/test_every_look the_keyboard_is_always_seen",
            "browser/test_look_public the_screens_of_a_stranger_are_clean",
        ],
        2: [  # axe in every state
            "browser/test_every_look the_canary_sings",
            "browser/test_look_public the_screens_of_a_stranger_are_clean",
            "browser/test_look_secretary the_screens_of_a_desk_are_clean",
            "browser/test_look_board the_screens_of_a_desk_are_clean",
            "browser/test_states forms_refused_are_clean",
            "browser/test_states dialogs_are_clean_and_give_the_focus_back",
            "browser/test_states pages_with_nothing_on_them_say_what_to_do",
            "Light, dark and narrow are judged on each screen; errors, dialogs and emptiness on some for all.",
        ],
        3: [
            "test_every_page no_page_speaks_english",
            "blocs/test_admin_words adm_1_ac_1_every_page_of_a_register_is_vietnamese",
        ],
        4: [  # composed letters
            "test_every_page no_page_shows_a_broken_value",
            "Words of the old font TCVN3 are refused where they are typed, not looked for on every page.",
        ],
        5: [  # days, rates, no None
            "test_every_page no_page_shows_a_broken_value",
            "blocs/test_forms_fields filters_write_in_house_style",
            "The house writes all days and rates in one place; what people wrote themselves stays as they wrote it.",
        ],
        6: [  # keyboard
            "browser/test_every_look the_keyboard_is_always_seen",
            "browser/test_grid stf_3_ac_9_and_12_keys_as_in_excel_and_a_live_state",
            _PALETTE,
            "browser/test_wcag22 2_4_11_what_has_the_focus_is_never_covered",
            "Followed key by key on these pages; on the others plain links, buttons and fields stand for it.",
        ],
        7: [
            "browser/test_look_public the_screens_of_a_stranger_are_clean",
            "browser/test_look_secretary the_screens_of_a_desk_are_clean",
            "browser/test_look_board the_screens_of_a_desk_are_clean",
        ],
        8: [
            "browser/test_doors the_guard_notices_what_a_page_may_not_do",
            "The guard listens in every test of the browser and fails it at the first error or foreign request.",
        ],
        9: [
            "blocs/test_errors g_9_no_right_is_said_with_a_way_back_and_a_login_leads_back_to_the_page",
            "test_access_matrix everybody_gets_the_answer_the_table_says",
        ],
        10: [
            _PAPER,
            "browser/test_board_live cmd_1_ac_7_the_brief_is_one_sheet_with_every_unit_in_its_text",
            "Paper is looked at for public pages and the brief; the others share their style sheet for print.",
        ],
        11: [_NO_SCRIPT, "browser/test_directives cmd_2_works_on_a_phone_and_without_script"],
        12: [
            _BOARD,
            _CELL,
            "What was chosen stands in the address; going back to it is followed on the board, not on every list.",
        ],
    },
}
