"""The admin rooms of this floor; each subject has its file."""

from pacts import admin_ceremonies, admin_pacts  # noqa: F401
