"""What can be taken over from Excel: one class a kind; floors above put theirs in when they start."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from blocs.logic.intake import Column, Line, Read
from blocs.models import Import, User


class Intake:
    """How the lines of one kind are read, compared, taken over and taken back.

    `target` is the dict an Import keeps ({"bloc": 3}), its keys “bloc” and “unit” also its place; every method asks the
    database in a number of queries that does not grow with the lines. `most_lines` bounds the file; `about` tells on
    the page of sending what the file does and what it leaves alone. `apply` is handed new and changed lines only, and
    no import with a wrong line comes so far; who, when and the line in the logbook are the engine's.
    Cells are read with blocs.logic.intake_cells.LineReader, which keeps a problem for each that cannot be read.
    """

    slug: ClassVar[str]
    name: ClassVar[Any]
    """In the words of the page, “Units”."""
    about: ClassVar[Any] = ""
    most_lines: ClassVar[int] = 5000
    is_whole: ClassVar[bool] = False
    """The file is the whole of it: `compare` also tells what it leaves out (REMOVED), and `apply` is handed unchanged
    lines, too."""

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        """What this person may lay a file over, each with its name; empty: nothing."""
        raise NotImplementedError

    def offers(self, user: User) -> bool:
        """Whether this person is shown the kind at all; in a number of queries that does not grow."""
        return bool(self.targets(user))

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        """Asked again at each step."""
        raise NotImplementedError

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        raise NotImplementedError

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What is there now, for the template: values by the key of their column."""
        raise NotImplementedError

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        """The preview: each line new, changed, unchanged or wrong. Nothing is written."""
        raise NotImplementedError

    def seen(self, target: Mapping[str, Any]) -> str:
        """A fingerprint of what the preview is compared with; another one at the confirmation refuses it."""
        raise NotImplementedError

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        """Write all lines that are new or changed, in the transaction that stands; answers what `undo` needs, as JSON.

        Raises Refused or ValidationError where one line cannot be held; then nothing is written.
        """
        raise NotImplementedError

    def undo(self, taken: Import, *, by: User) -> None:
        """Take back what `apply` wrote. Raises Refused where something builds on it, and names that."""
        raise NotImplementedError


KINDS: dict[str, Intake] = {}


def register(*kinds: Intake) -> None:
    KINDS.update({kind.slug: kind for kind in kinds})
