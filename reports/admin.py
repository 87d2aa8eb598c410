"""The admin rooms of this floor; each subject has its file."""

from reports import admin_figures, admin_publications  # noqa: F401
