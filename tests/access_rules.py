"""How the table of access is written: one line an address.

Answers: page (shown, or led on inside), login, 403, 404, 405. A rule gives one to each person of `access_world.WHO`.
"""

from dataclasses import dataclass, field

from tests.access_world import WHO

PAGE, LOGIN, FORBIDDEN, MISSING, NO_METHOD = "page", "login", 403, 404, 405

OUTSIDE = ("anonymous", "inactive")  # no session, or one that no longer counts
INSIDE = [who for who in WHO if who not in OUTSIDE]
OF_THE_BLOC = ["admin", "standing", "secretary", "head_commander", "commander", "reporter"]
ADMIN = ["admin"]
RUNS = ["admin", "secretary"]
DRAFTS = ["admin", "secretary", "standing"]
STANDS_OVER = ["admin", "standing", "head_commander"]


def everyone() -> dict:
    return dict.fromkeys(WHO, PAGE)


def nobody(answer) -> dict:
    return dict.fromkeys(WHO, answer)


def office(may=INSIDE) -> dict:
    """An address that is no one bloc's: whoever may not is told so."""
    return {who: LOGIN if who in OUTSIDE else PAGE if who in may else FORBIDDEN for who in WHO}


def thing(may=OF_THE_BLOC) -> dict:
    """A thing of the bloc: not there for people outside it, forbidden to those inside without the duty."""
    return {who: answer if who in OF_THE_BLOC or who in OUTSIDE else MISSING for who, answer in office(may).items()}


def button() -> dict:
    """What is pressed has no page."""
    return {who: LOGIN if who in OUTSIDE else NO_METHOD for who in WHO}


@dataclass(frozen=True)
class Route:
    """`args` and `query` name things of the world; POST is answered like GET where nothing else is said."""

    get: dict
    args: tuple = ()
    post: dict | None = None
    query: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)

    def rule(self, method: str) -> dict:
        return self.get if method == "GET" or self.post is None else self.post


def public(*args, **more) -> Route:
    return Route(everyone(), args, nobody(NO_METHOD), **more)


def press(rule: dict, *args, **more) -> Route:
    return Route(button(), args, rule, **more)


def ask(rule: dict, *args, **more) -> Route:
    return Route(rule, args, **more)
