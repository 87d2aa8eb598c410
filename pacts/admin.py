"""The admin rooms of this floor; each subject has its file."""

from pacts import admin_ceremonies, admin_criteria, admin_joining, admin_pacts, admin_roles  # noqa: F401
