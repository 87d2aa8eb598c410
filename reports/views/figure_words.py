"""The sentences the result grid says by itself while it is being filled; {n} and the like are filled in there."""

import json

from django.utils.translation import gettext as _

from reports.forms.figures import VERDICTS


def grid_words() -> str:
    """JSON by key."""
    return json.dumps(_saving() | _reading() | _pasting() | _choosing(), ensure_ascii=False)


def _saving() -> dict[str, str]:
    return {
        "saving": _("Saving…"),
        "offline": _("The connection is lost. What you type is kept on this computer for the time being."),
        "online": _("The connection is back. All changes have been saved."),
        "unkept": _("The connection is lost and this computer keeps nothing. Leave the page open until it is back."),
        "gone": _("The session has expired. What was typed is kept as a draft on this computer; please log in again."),
        "restored": _("Rows typed earlier on this computer have been put back: {n}."),
        "summary": _("{done}/{all} figures entered · {wrong} to correct"),
        "unsaved": _("Rows not saved yet: {n}. See what is marked in them."),
    }


def _reading() -> dict[str, str]:
    """Keys as the number reader answers them."""
    words = {"field": _("Result"), "places": 2, "most": 15}
    return {
        "err.number": _("%(field)s must be a number, for example 92,02") % words,
        "err.decimal": _("Use a comma for the decimal part, for example 92,02"),
        "err.places": _("%(field)s takes at most %(places)s decimal places, for example 92,02") % words,
        "err.percent": _("The rate must be from 0% to 100%"),
        "err.below": _("The rate must not be below zero"),
        "err.count": _("%(field)s must be a whole number, for example 1.234") % words,
        "err.digits": _("%(field)s may have at most %(most)s digits") % words,
        "err.verdict": _("“{raw}” is neither “{met}” nor “{unmet}”. Choose one of them.")
        .replace("{met}", str(VERDICTS[1][1]))
        .replace("{unmet}", str(VERDICTS[2][1])),
        "err.ambiguous": _("“%(raw)s” may be %(a)s or %(b)s. Choose the right value.")
        % {"raw": "{raw}", "a": "{a}", "b": "{b}"},
        "take": _("Take {value}"),
    }


def _pasting() -> dict[str, str]:
    return {
        "pasted": _("Pasted {rows} rows × {columns} columns: {ok} cells are right, {bad} to correct."),
        "no_rows": _("The last {n} rows have no place."),
        "no_columns": _("The last {n} columns have no place."),
        "no_names": _("Rows whose pledge is not in this sheet: {n}."),
        "hidden": _("Hidden rows left out: {n}."),
        "undone": _("The paste has been undone."),
        "nothing": _("There is nothing to paste. Copy the cells in the spreadsheet first."),
        "fonts_lost": _("Text in an old font cannot be converted without a connection. Nothing was pasted."),
        "ask_header": _("The first row looks like a heading: {row}"),
        "ask_names": _("The first column names the pledges; each row goes to the pledge it names."),
        "ask_hidden": _("The copied block has hidden rows: {n}."),
    }


def mark_words() -> str:
    """What the score sheet says of a pasted block, as JSON by key."""
    own = {
        "no_names": _("Rows whose criterion is not in this sheet: {n}."),
        "ask_names": _("The first columns name the criteria; each row goes to the criterion it names."),
    }
    return json.dumps(_pasting() | own, ensure_ascii=False)


def _choosing() -> dict[str, str]:
    return {
        "mine": _("Keep what I typed: {value}"),
        "theirs": _("Take theirs: {value}"),
        "blank": _("blank"),
        "remove": _("Remove this figure"),
        "back": _("Put {value} back"),
        "removed": _("The figure was removed."),
        "undo": _("Undo"),
    }
