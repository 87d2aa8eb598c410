"""What the logbook says of criteria tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "pacts.start_table": _("criteria table begun"),
    "pacts.edit_table": _("rules of the criteria table edited"),
    "pacts.set_stages": _("stages of scoring set"),
    "pacts.import_table": _("criteria taken over from an Excel file"),
    "pacts.remove_table": _("criteria table deleted"),
    "pacts.adopt_table": _("criteria table adopted"),
    "pacts.reopen_table": _("criteria table taken back to draft"),
    "pacts.save_table_as_template": _("criteria table saved as a template"),
    "pacts.load_table_templates": _("templates of criteria tables laid in"),
    "pacts.add_criterion": _("criterion added"),
    "pacts.edit_criterion": _("criterion edited"),
    "pacts.move_criterion": _("criterion moved"),
    "pacts.remove_criterion": _("criterion deleted"),
    "pacts.restore_criterion": _("criterion put back"),
    "pacts.set_assignments": _("decisions on single units set"),
    "pacts.restate": _("something restated of a sealed pact"),
    "pacts.drop_restatement": _("a restatement taken back"),
}

DETAILS: dict[str, Any] = {
    "lost": _("not taken over"),
    "counts": _("lines"),
    "stages": _("stages"),
    "group": _("group"),
    "assignments": _("decisions on single units"),
    "table": _("criteria table"),
}
