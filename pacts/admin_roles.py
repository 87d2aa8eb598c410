"""What the rules of this floor say, in words, for the page “Who may do what”."""

from django.utils.translation import gettext_lazy as _

from blocs.logic.roles import KNOWN, OWN_BLOC, OWN_BLOCS, OWN_UNIT, VERBS, Grant

KNOWN |= {
    "runs_all_its_blocs": [Grant("admin"), Grant("secretary", _("where all its blocs are their own"))],
    "runs_one_of_its_blocs": [Grant("admin"), Grant("secretary", OWN_BLOC)],
    "runs_a_bloc_of_its_ceremony": [Grant("admin"), Grant("secretary", OWN_BLOC)],
    "speaks_for_the_owner": [Grant("commander", OWN_UNIT), Grant("reporter", OWN_UNIT)],
    "stands_over_its_blocs": [Grant("admin"), Grant("standing", OWN_BLOCS)],
}
VERBS |= {
    "pacts.edit": _("draft the pact: contents, pledges, regulation"),
    "pacts.edit_table": _("draft the criteria table"),
    "pacts.adopt_table": _("adopt the criteria table"),
    "pacts.reopen_table": _("re-open the criteria table of a drafted pact"),
    "pacts.open": _("open the pact for signatures"),
    "pacts.reopen": _("take an unsigned pact back to its draft"),
    "pacts.seal": _("seal the pact"),
    "pacts.amend": _("begin a new version of a sealed pact"),
    "pacts.restate": _("restate a sealed target beside the seal"),
    "pacts.correct": _("write a dated erratum beside the seal"),
    "pacts.record_signature": _("record signatures given on paper"),
    "pacts.strike_signature": _("strike a signature recorded by mistake"),
    "pacts.sign": _("sign the pact with one's own account"),
    "pacts.plan": _("plan a signing ceremony"),
    "pacts.begin": _("begin a ceremony"),
    "pacts.hold": _("declare a ceremony held"),
    "pacts.postpone": _("postpone a ceremony"),
    "pacts.cancel": _("cancel a ceremony"),
    "pacts.reopen_ceremony": _("re-open a ceremony held too early"),
    "pacts.circulate": _("send a version of the text round for comments"),
    "pacts.answer_comment": _("answer the comments of the units"),
    "pacts.adopt_text": _("record the vote that adopts the text"),
    "pacts.comment": _("comment on the text for one's own unit"),
    "pacts.add_signature_file": _("add the scan or the delegation to a signature"),
    "pacts.run": _("run the console of a ceremony"),
    "pacts.rehearse": _("rehearse a ceremony"),
    "pacts.pair": _("pair screens and tablets of the hall"),
    "pacts.follow_up_direction": _("say what was done about a direction of the ceremony"),
    "pacts.desk": _("work at the desk of a ceremony"),
}
