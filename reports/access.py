"""Who may report, draft, release. A summary is never released by its author, whatever duties they hold."""

import rules

from blocs.access import (
    commands_the_head_unit,
    commands_the_unit,
    is_admin,
    is_secretary_of_bloc,
    is_standing_body,
    speaks_for_the_unit,
)

runs_the_bloc = is_admin | is_secretary_of_bloc
stands_over = is_admin | is_standing_body | commands_the_head_unit


@rules.predicate
def is_not_its_author(user, publication):
    return publication.author_id != user.pk


# A unit's own people enter its figures; the secretary may enter them too, and the logbook says who did.
rules.add_perm("reports.record_figure", runs_the_bloc | speaks_for_the_unit)
rules.add_perm("reports.send_report", runs_the_bloc | commands_the_unit)
rules.add_perm("reports.return_report", runs_the_bloc)
rules.add_perm("reports.run_phases", runs_the_bloc)
for verb in ("open_phase", "close_phase", "extend"):
    rules.add_perm(f"reports.{verb}", runs_the_bloc)
rules.add_perm("reports.reopen_phase", runs_the_bloc | is_standing_body)
rules.add_perm("reports.record_honour", runs_the_bloc | is_standing_body)
rules.add_perm("reports.set_release", stands_over)
rules.add_perm("reports.draft", runs_the_bloc | is_standing_body)
rules.add_perm("reports.release", stands_over & is_not_its_author)
rules.add_perm("reports.withdraw", stands_over)
rules.add_perm("reports.correct", runs_the_bloc | is_standing_body)
