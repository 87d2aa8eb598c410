"""The admin rooms of this floor; each subject has its file."""

from reports import (  # noqa: F401
    admin_desk,
    admin_documents,
    admin_figures,
    admin_joining,
    admin_polls,
    admin_publications,
    admin_roles,
    admin_scoring,
)
