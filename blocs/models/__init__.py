"""The names upper floors may import."""

from blocs.logic.standing import FEWEST_UNITS, MOST_UNITS
from blocs.models.base import Dated, DatedQuerySet, LockingQuerySet, Named, Revised, Stale, ends_after_it_begins, one_of
from blocs.models.blocs import (
    Bloc,
    FormerAddress,
    Headship,
    Membership,
    Movement,
    Remark,
    Series,
    Title,
)
from blocs.models.bodies import Body
from blocs.models.desk import Notice, Preference, new_calendar_key
from blocs.models.events import Event, broken_link
from blocs.models.fields import LineField, ProseField, exact
from blocs.models.imports import ColumnMatch, Import, SheetFile
from blocs.models.jobs import Job
from blocs.models.people import Duty, Leader, Post, Rank, RankHeld, Role, User
from blocs.models.places import Level, Phase, Place, Season, Succession, Unit, UnitPast
from blocs.models.reforms import Reform
from blocs.models.release import Releasable, ReleasableQuerySet, Release, withdrawn_has_a_reason
from blocs.models.titles import TitleClash, TitleNeed

__all__ = [
    "FEWEST_UNITS",
    "MOST_UNITS",
    "Bloc",
    "Body",
    "ColumnMatch",
    "Dated",
    "DatedQuerySet",
    "Duty",
    "Event",
    "FormerAddress",
    "Headship",
    "Import",
    "Job",
    "Leader",
    "Level",
    "LineField",
    "LockingQuerySet",
    "Membership",
    "Movement",
    "Named",
    "Notice",
    "Phase",
    "Place",
    "Post",
    "Preference",
    "ProseField",
    "Rank",
    "RankHeld",
    "Reform",
    "Releasable",
    "ReleasableQuerySet",
    "Release",
    "Remark",
    "Revised",
    "Role",
    "Season",
    "Series",
    "SheetFile",
    "Stale",
    "Succession",
    "Title",
    "TitleClash",
    "TitleNeed",
    "Unit",
    "UnitPast",
    "User",
    "broken_link",
    "ends_after_it_begins",
    "exact",
    "new_calendar_key",
    "one_of",
    "withdrawn_has_a_reason",
]
