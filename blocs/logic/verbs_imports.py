"""The words of what is taken over from files, in the logbook."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "blocs.ask_template": _("template asked for"),
    "blocs.reread_import": _("file compared once more"),
    "blocs.answer_import": _("question about a file answered"),
    "blocs.name_columns": _("columns of a file named"),
    "blocs.send_import": _("file sent to be taken over"),
    "blocs.ask_import": _("taking over of a large file asked for"),
    "blocs.apply_import": _("file taken over"),
    "blocs.undo_import": _("file taken back"),
    "blocs.drop_import": _("file dropped"),
}

DETAILS = {
    "file": _("file"),
    "counts": _("counts"),
    "sha256": _("digest of the file"),
}
