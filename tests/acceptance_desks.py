"""What answers the criteria of the screens of people at work; how to read it stands in acceptance.py."""

_ROWS = "browser/test_pledges stf_2_rows_are_typed_like_a_list"
_PACT = "browser/test_pledges stf_12_a_first_pact_takes_at_most_seven_pages_and_twenty_five_interactions"
_DESK = "browser/test_desk a_person_at_the_own_desk"
_BOARD = "browser/test_board_live cmd_1_ac_1_3_4_6_one_screen_named_cells_signs_and_a_period_chosen_in_place"
_CELL = "browser/test_directives cmd_2_from_a_cell_to_a_directive_and_back"
_CHECK = "browser/test_palette stf_13_a_report_is_checked_explained_sent_and_its_code_stays"
_FILES = "browser/test_evidence stf_5_ac_1_and_2_files_are_judged_before_sending_and_survive_a_lost_connection"
_NO_SCRIPT = "browser/test_board a_secretary_enters_the_blocs_year_in_one_post_without_script"

DESKS: dict[str, dict[int, list[str]]] = {
    "STF-0": {
        1: [  # password managers fill
            "blocs/test_profile stf_0_the_login_page_lets_password_managers_fill_and_people_look",
            "blocs/test_one_time_codes the_login_asks_for_a_code_and_the_password_alone_opens_nothing",
        ],
        2: ["browser/test_desk stf_0_the_end_of_a_login_is_said_before_and_nothing_typed_is_lost"],  # focus on faults
        3: ["browser/test_desk stf_0_the_end_of_a_login_is_said_before_and_nothing_typed_is_lost"],  # a draft survives
    },
    "STF-1": {
        1: [  # eight statuses
            "reports/test_views_tasks stf_1_ac_1_the_statuses_are_the_eight_words_of_the_screen",
            "reports/test_views_tasks stf_1_ac_1_opening_a_sheet_changes_nothing_and_the_first_figure_does",
        ],
        2: [_DESK],  # one link a row
        3: ["reports/logic/test_tasks stf_1_ac_3_tasks_are_grouped_by_their_day_and_ordered_by_day_then_precedence"],
        4: [_DESK],  # the counter
    },
    "STF-2": {
        1: [_ROWS],
        2: [_ROWS],
        3: [  # points that do not add up hold back the opening, not the saving
            "pacts/test_pledge_list stf_2_ac_3_the_points_of_the_table_are_told_with_their_difference",
        ],
        4: [_ROWS, "pacts/test_pledge_list stf_2_ac_4_what_is_typed_is_there_after_a_reload"],
        5: ["browser/test_pledges stf_2_ac_5_two_people_in_one_row_choose_and_lose_nothing"],
        6: [_ROWS],
        7: [
            _ROWS,
            "The way back does not run away after 10 s: what vanishes by itself is missed by who reads slowly.",
        ],
        8: ["pacts/test_pledge_batches stf_2_ac_8_forty_two_rows_of_last_year_keep_their_order_within_two_seconds"],
    },
    "STF-3": {
        1: ["browser/test_grid stf_3_ac_1_a_block_of_42_by_3_lands_in_126_cells_and_is_taken_back_in_one_step"],
        2: ["browser/test_grid stf_3_ac_2_decimal_dots_are_seen_and_the_choice_holds_for_the_whole_block"],
        3: ["browser/test_grid stf_3_ac_3_and_8_wrong_cells_keep_their_text_and_are_listed_the_others_are_saved"],
        4: ["browser/test_grid stf_3_ac_4_5_7_what_has_no_place_what_names_the_columns_and_what_is_hidden"],
        5: ["browser/test_grid stf_3_ac_4_5_7_what_has_no_place_what_names_the_columns_and_what_is_hidden"],
        6: ["browser/test_grid stf_3_ac_6_text_in_an_old_font_is_shown_before_and_after_and_confirmed"],
        7: ["browser/test_grid stf_3_ac_4_5_7_what_has_no_place_what_names_the_columns_and_what_is_hidden"],
        8: ["browser/test_grid stf_3_ac_3_and_8_wrong_cells_keep_their_text_and_are_listed_the_others_are_saved"],
        9: [  # keys as in Excel, 50 ms each
            "browser/test_grid stf_3_ac_9_and_12_keys_as_in_excel_and_a_live_state",
            "browser/test_grid stf_3_ac_9_a_key_costs_the_same_in_a_sheet_of_any_length",
            "Held is that a key costs the same in a sheet of any length; milliseconds depend on the machine.",
        ],
        10: [_NO_SCRIPT, "reports/test_figure_grid stf_3_ac_10_520_cells_are_saved_in_batches_and_none_is_larger"],
        11: ["browser/test_grid stf_3_ac_11_typing_goes_on_without_a_connection_and_is_saved_once"],
        12: [
            "browser/test_grid stf_3_ac_9_and_12_keys_as_in_excel_and_a_live_state",
            "reports/test_figure_grid stf_3_ac_12_less_is_better_where_at_most_is_promised",
        ],
        13: ["browser/test_grid stf_3_ac_13_the_way_to_the_check_and_a_real_ctrl_v", _CHECK],
    },
    "STF-5": {
        1: [_FILES, "reports/test_views_evidence_files stf_5_ac_1_what_gets_past_the_browser_is_refused_here_too"],
        2: [  # a lost line
            _FILES,
            "A file of 1,5 MB on a line of 2,4 Mbit/s stands for 10 MB at 400 kbit/s, which would take minutes.",
        ],
        3: ["reports/test_views_evidence_files stf_5_ac_3_an_old_pdf_and_a_coarse_scan_are_advised_of_and_kept"],
        4: [
            "reports/test_views_evidence_files stf_5_ac_4_a_decomposed_name_comes_back_composed",
            "The name is asserted in the header of the answer; there is no Firefox in the run.",
        ],
        5: ["reports/test_views_evidence_files stf_5_ac_5_without_the_confirmation_nothing_is_taken"],
        6: ["reports/test_views_evidence_files stf_5_ac_6_a_photograph_taken_on_the_spot_loses_its_place"],
    },
    "STF-6": {
        1: ["reports/test_cross_check stf_6_ac_1_the_own_unit_is_never_opened"],
        2: ["reports/test_cross_check stf_6_ac_2_too_high_or_different_without_a_reason_is_refused_beside_the_field"],
        3: ["reports/test_cross_check stf_6_ac_3_the_next_unmarked_one_comes_next_and_the_summary_last"],
        4: ["reports/test_cross_check stf_6_ac_4_the_largest_difference_stands_first_with_a_true_minus"],
        5: ["reports/test_cross_check stf_6_ac_5_a_later_change_of_what_was_checked_asks_for_another_look"],
        6: [  # on a phone
            "browser/test_scoring_year a_sheet_being_marked_is_clean_at_every_width",
            "browser/test_scoring_year a_group_of_the_1000_points_is_filled_on_a_phone",
        ],
    },
    "STF-12": {
        1: [
            _PACT,
            "Setting up the bloc of the new year, at most 4 pages, is counted apart from the pact's own 5.",
        ],
        2: [_PACT],
        3: [_PACT, "pacts/test_views_pacts stf_12_ac_3_the_third_step_is_accepted_by_one_button"],
        4: ["pacts/test_views_pacts stf_12_the_page_says_where_to_go_on_and_how_long_it_takes"],
        5: ["pacts/test_views_pacts a_double_press_makes_one_draft"],
    },
    "STF-13": {
        1: [_CHECK, "pacts/test_views_pacts stf_13_ac_1_each_way_to_a_row_has_a_name_of_its_own"],
        2: [_CHECK, _PACT],
        3: [
            _CHECK,
            _PACT,
            "A report's PDF is its page for print; only the sealed pact has a PDF of its own.",
        ],
        4: [
            _CHECK,
            "reports/test_report_check stf_13_ac_4_codes_are_readable_aloud_and_read_back_however_they_are_typed",
            "A report has a code; a pact has none, its version and its digest name it.",
        ],
    },
    "CMD-1": {
        1: [_BOARD],
        2: [
            "reports/test_views_board tiles_count_the_lists_they_lead_to",
            "reports/test_views_board_desk cmd_1_ac_2_what_waits_for_me_is_counted_in_every_kind_and_listed",
        ],
        3: [_BOARD],
        4: [_BOARD],
        5: ["Answer and readiness with five seasons of 13 units and 60 criteria are measured by `make bench`."],
        6: [_BOARD],
        7: ["browser/test_board_live cmd_1_ac_7_the_brief_is_one_sheet_with_every_unit_in_its_text"],
        8: ["browser/test_board_live cmd_1_ac_8_a_wall_renews_itself_without_names_until_it_is_shut"],
    },
    "CMD-2": {
        1: [_CELL, "reports/test_board_unit cmd_2_ac_1_the_way_from_a_cell_to_the_evidence_is_three_clicks"],
        2: ["reports/test_board_unit cmd_2_ac_2_the_history_says_old_and_new_who_and_when"],
        3: [_CELL],
        4: ["reports/test_board_unit cmd_2_ac_4_evidence_one_may_not_open_is_named_all_the_same"],
    },
    "CMD-3": {
        1: [
            "reports/test_approvals cmd_3_ac_1_return_without_a_reason_is_impossible",
            "reports/test_approvals cmd_3_ac_1_the_reason_reaches_the_unit_word_for_word",
        ],
        2: [
            "reports/test_approvals cmd_3_ac_2_a_batch_of_13_on_one_page_with_the_outcome_of_each",
            "reports/test_approvals cmd_3_ac_2_partial_failure_is_listed",
        ],
        3: ["reports/test_approvals cmd_3_ac_3_what_changed_is_said_in_words"],
        4: [
            "reports/test_approvals cmd_3_ac_4_an_acceptance_is_undone_until_the_phase_is_locked",
            "reports/test_approvals cmd_3_ac_4_what_was_published_says_how_it_is_undone",
        ],
        5: [
            "reports/test_approvals cmd_3_ac_5_publishing_a_result_asks_the_mode_and_shows_the_page_of_strangers",
            "“Chuyển ý kiến” and signing inside the inbox, which the screen shows beyond its criteria, are not built.",
        ],
    },
}
