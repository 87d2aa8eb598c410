"""What answers the criteria of console, hall and signing; how to read it stands in acceptance.py."""

_HAND = "browser/test_console stf_7_one_hand_runs_the_hall"
_READ = "browser/test_hall stf_8_ac_3_4_5_read_at_ten_metres_whole_names_no_scroll_bars"
_SIGN = "browser/test_signing stf_9_a_telephone_and_a_tablet_sign"
_ALL = "browser/test_hall_of_thirteen thirteen_sign_while_the_server_dies_and_all_is_exact"

HALL: dict[str, dict[int, list[str]]] = {
    "STF-7": {
        1: [  # a rehearsal writes nothing; the year is typed
            "pacts/test_rehearsal_leaves_nothing stf_7_ac_1_thirteen_turns_rehearsed_change_no_row_of_any_table",
            "pacts/test_running stf_7_ac_1_a_rehearsal_played_to_its_end_leaves_no_trace",
            "pacts/test_running stf_7_ac_1_the_real_ceremony_ends_a_rehearsal_left_open",
            "pacts/test_views_console stf_7_ac_1_the_real_ceremony_begins_when_its_year_is_typed",
            "pacts/test_views_console stf_7_ac_1_a_rehearsal_by_the_buttons_writes_nothing_and_is_seen_everywhere",
        ],
        2: [_HAND, "pacts/test_running stf_7_ac_2_a_call_stands_on_the_board_in_the_same_commit"],
        3: [  # passed over and called later
            "pacts/logic/test_running stf_7_ac_3_who_waits_was_absent_passed_over_or_declined_can_be_called",
            "pacts/test_running stf_7_ac_3_an_absent_unit_is_called_later_and_signs_in_its_place_with_its_own_time",
            "The order inside the sealed PDF is that of the table; no test reads it from the file.",
        ],
        4: [
            _HAND,
            "pacts/test_console_race stf_7_ac_4_of_two_who_take_the_console_one_has_it",
            "pacts/test_running stf_7_ac_4_a_second_operator_is_told_who_has_it_since_when_until_taking_over",
            "pacts/test_views_console stf_7_ac_4_a_second_browser_and_a_refresh_show_the_same_and_take_over_asks",
        ],
        5: [
            _HAND,
            "pacts/test_views_console stf_7_ac_5_a_signature_on_paper_is_recorded_with_its_time_and_scan",
            "pacts/test_views_console stf_7_ac_5_a_scan_that_cannot_be_kept_records_nothing",
        ],
        6: [
            "pacts/test_views_console stf_7_ac_6_a_closed_ceremony_leads_to_the_draft_of_its_minutes",
            "reports/test_minutes stf_7_ac_6_the_held_ceremony_has_its_draft_with_times_people_and_13_signatures",
            "reports/test_minutes stf_7_ac_6_closing_the_live_ceremony_leaves_its_minutes_without_retyping",
        ],
        7: [
            _HAND,
            "pacts/logic/test_running stf_7_ac_7_every_control_has_a_key_of_its_own",
            "pacts/test_views_console stf_7_ac_7_each_control_shows_its_key",
            "Calling a unit out of turn and leaving the console have no key of their own; Tab reaches them.",
        ],
    },
    "STF-8": {
        1: [  # within 2 s
            "browser/test_hall stf_8_ac_1_8_two_seconds_after_the_commit_and_thirteen_at_once",
            "The screen asks once a second instead of holding a connection open; decision 36 says why.",
        ],
        2: ["browser/test_hall stf_8_ac_2_the_board_outlives_the_server_and_the_network_and_ends_with_thanks", _ALL],
        3: [_READ],
        4: [
            _READ,
            "Names above 70 letters take up to four lines instead of two; at 1024 x 768 short names stand.",
        ],
        5: [_READ],
        6: ["pacts/test_board stf_8_ac_6_of_persons_only_rank_name_and_unit"],
        7: [
            "browser/test_hall stf_8_ac_7_four_hours_do_not_make_it_grow",
            "browser/test_hall stf_8_ac_7_one_connection_and_nothing_but_304_while_nothing_happens",
            "Four hours are accelerated: 14.400 answers without the waiting between them.",
        ],
        8: ["browser/test_hall stf_8_ac_1_8_two_seconds_after_the_commit_and_thirteen_at_once", _ALL],
    },
    "STF-9": {
        1: [_SIGN, "pacts/test_signing_own stf_9_ac_1_the_button_needs_the_end_of_the_text_or_the_box"],
        2: ["pacts/test_signing_own stf_9_ac_2_two_posts_leave_one_signature", _ALL],
        3: [
            "pacts/test_signing_own stf_9_ac_3_the_digest_shown_is_that_of_the_downloaded_text",
            "reports/test_views_papers stf_9_ac_3_the_digest_shown_is_that_of_the_downloaded_file",
        ],
        4: [_SIGN, "pacts/test_signing_own stf_9_ac_4_going_back_shows_the_confirmation_and_no_browser_keeps_the_form"],
        5: [_SIGN],
    },
}
