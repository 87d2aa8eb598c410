"""Leaders taken over from Excel: persons with their rank and posts, each from its day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.actions.base import validate
from blocs.actions.leaders import take_post, take_rank
from blocs.actions.slugs import free_slug
from blocs.intake import Intake
from blocs.intake_tools import Found, delete_made, differences, line_of, once, one_named, require_untouched
from blocs.logic.intake import Column, Line, Read, fingerprint
from blocs.logic.intake_cells import LineReader
from blocs.logic.lifecycle import Refused
from blocs.logic.text import fold
from blocs.models import Import, Leader, Post, Rank, RankHeld, Unit, User

OFFICE, PARTY = Post.Kind.OFFICE, Post.Kind.PARTY


class LeaderIntake(Intake):
    slug = "leaders"
    name = gettext_lazy("Leaders")
    about = gettext_lazy(
        "New leaders are added with rank and posts. A rank or post that differs from the present one begins on the day "
        "the file names, and the one before ends the day before. Leaders the file does not name stay."
    )

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        return [({}, _("Register of leaders"))] if self.may(user, {}) else []

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        return not target and user.has_perm("blocs.import_registers")

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        ranks = tuple(Rank.objects.values_list("name", flat=True))
        return [
            Column("key", "Mã hệ thống", 8, is_hidden=True),
            Column(
                "name", "Họ và tên", 32, "Họ, đệm và tên đầy đủ.", ("họ tên", "tên", "lãnh đạo", "tên lãnh đạo"), True
            ),
            Column("rank", "Cấp bậc", 16, "Cấp bậc hàm hiện nay.", ("cấp bậc hàm", "quân hàm", "hàm"), choices=ranks),
            Column(
                "rank_from", "Cấp bậc từ ngày", 14, "Ngày được thăng cấp bậc hàm.", ("ngày phong hàm", "ngày thăng hàm")
            ),
            Column(
                "post", "Chức vụ", 36, "Như viết trước tên, ví dụ Trưởng phòng.", ("chức danh", "chức vụ chính quyền")
            ),
            Column(
                "unit", "Đơn vị", 40, "Tên hoặc ký hiệu đơn vị đã có trong danh mục.", ("đơn vị công tác", "tên đơn vị")
            ),
            Column("post_from", "Chức vụ từ ngày", 14, "Ngày bổ nhiệm.", ("ngày bổ nhiệm", "ngày giữ chức vụ")),
            Column(
                "heads_unit", "Đứng đầu đơn vị", 12, "Ghi x nếu là người đứng đầu.", ("người đứng đầu",), choices=("x",)
            ),
            Column("party_post", "Chức vụ Đảng", 30, "Ví dụ Bí thư Đảng ủy.", ("chức vụ đảng", "chức danh đảng")),
        ]

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [{**_values(leader), "key": str(leader.pk)} for leader in _leaders()]

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        comparison = _Comparison(self.columns(target), choices)
        return [comparison.line(one) for one in lines]

    def seen(self, target: Mapping[str, Any]) -> str:
        people = Leader.objects.order_by("pk").values_list("pk", "revision")
        ranks = RankHeld.objects.order_by("pk").values_list("pk", "leader", "rank", "from_on", "until_on")
        posts = Post.objects.order_by("pk").values_list("pk", "leader", "unit", "name", "from_on", "until_on")
        return fingerprint([*people, *ranks, *posts])

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        people = {leader.pk: leader for leader in _leaders()}
        ranks = {rank.name: rank for rank in Rank.objects.all()}
        undo: dict[str, Any] = {"leaders": [], "ranks": [], "posts": [], "ended_ranks": [], "ended_posts": []}
        for line in lines:
            leader = people[line.key] if line.key else _added(line, undo)
            if line.values.get("rank"):
                _take_rank(leader, ranks[line.values["rank"]], _day(line, "rank_from"), undo)
            if line.values.get("post"):
                _take_office(leader, line, undo)
            if line.values.get("party_post"):
                _keep_post(Post(leader=leader, kind=PARTY, name=line.values["party_post"]), undo)
        return undo

    def undo(self, taken: Import, *, by: User) -> None:
        """Ranks and posts of this import go, those it ended run on; a person goes where nothing else needs the name."""
        kept = taken.undo
        made = list(Leader.objects.locked_all(pk for pk, _revision in kept["leaders"]))
        for leader in made:
            require_untouched(leader, dict(map(tuple, kept["leaders"]))[leader.pk])
        _require_same(RankHeld.objects.filter(pk__in=kept["ranks"]), kept["ranks"])
        _require_same(Post.objects.filter(pk__in=kept["posts"]), kept["posts"])
        RankHeld.objects.filter(pk__in=kept["ranks"]).delete()
        delete_made(Post.objects.filter(pk__in=kept["posts"]))
        RankHeld.objects.filter(pk__in=kept["ended_ranks"]).update(until_on=None)
        Post.objects.filter(pk__in=kept["ended_posts"]).update(until_on=None)
        delete_made(made)


def _require_same(rows: Any, keys: Sequence[int]) -> None:
    """A rank or post of the import that ended since, or is gone, is built upon."""
    still = [row for row in rows if row.until_on is None]
    if len(still) != len(keys):
        raise Refused(_("A rank or post of this import was changed since, so it cannot be taken back."))


def _leaders() -> Any:
    posts = Post.objects.filter(until_on=None).select_related("unit")
    ranks = RankHeld.objects.filter(until_on=None).select_related("rank")
    return Leader.objects.prefetch_related(Prefetch("ranks", ranks, "now_ranks"), Prefetch("posts", posts, "now_posts"))


def _values(leader: Any) -> dict[str, Any]:
    """What stands today: the rank, the first office, the party posts."""
    rank = min(leader.now_ranks, key=lambda held: held.rank.precedence, default=None)
    office = next((post for post in leader.now_posts if post.kind == OFFICE), None)
    party = [post.name for post in leader.now_posts if post.kind == PARTY]
    return {
        "name": leader.name,
        "rank": rank.rank.name if rank else "",
        "rank_from": rank.from_on if rank else None,
        "post": office.name if office else "",
        "unit": office.unit.name if office and office.unit else "",
        "post_from": office.from_on if office else None,
        "heads_unit": "x" if office and office.heads_unit else "",
        "party_post": ", ".join(party),
    }


# --- Compared -----------------------------------------------------------------------------------


class _Comparison:
    def __init__(self, columns: list[Column], choices: Mapping[str, Any]):
        self.columns, self.choices = columns, choices
        self.people: Found[Leader] = Found(_leaders(), lambda leader: leader.name)
        self.units = Found(Unit.objects.filter(until_on=None), lambda unit: unit.code, lambda unit: unit.name)
        self.ranks = {rank.name: rank.name for rank in Rank.objects.all()}
        self.seen: dict[Any, str] = {}

    def line(self, read: Read) -> Line:
        reader = LineReader(read, self.columns, self.choices)
        reader.needed("name")
        said = self._said(reader)
        leader = self._leader(reader, said)
        if said["name"]:
            once(reader, self.seen, leader.pk if leader else (fold(said["name"]), said["unit"]), "name")
        old = _values(leader) if leader else {}
        new = self._new(reader, said, old, leader)
        told = differences(self.columns, old, {key: value for key, value in new.items() if key != "unit_key"})
        values = {key: str(value) if isinstance(value, date) else value for key, value in new.items()}
        return line_of(reader, said["name"], leader, told, values)

    def _said(self, reader: LineReader) -> dict[str, Any]:
        unit = one_named(reader, "unit", self.units, _("No unit here is called “%(said)s”. Add it first."))
        return {
            "name": reader.text("name", 120),
            "rank": reader.word("rank", self.ranks, ""),
            "rank_from": reader.day("rank_from"),
            "post": reader.text("post"),
            "unit": unit.name if unit else "",
            "unit_key": unit.pk if unit else None,
            "post_from": reader.day("post_from"),
            "heads_unit": "x" if reader.text("heads_unit") else "",
            "party_post": reader.text("party_post"),
        }

    def _leader(self, reader: LineReader, said: Mapping[str, Any]) -> Any:
        """By the hidden key, else by the name; of several with the name the one at this unit."""
        if leader := self.people.keyed(reader.text("key")):
            return leader
        found = self.people.named(said["name"]) if said["name"] else []
        if len(found) > 1:
            found = [one for one in found if said["unit"] and _values(one)["unit"] == said["unit"]]
            if len(found) != 1:
                reader.wrong("name", _("Several leaders bear this name. Use the template, which tells them apart."))
        return found[0] if len(found) == 1 else None

    def _new(self, reader: LineReader, said: Mapping[str, Any], old: Mapping[str, Any], leader: Any) -> dict[str, Any]:
        """Only what is to be written; a rank or post that stands already is left out."""
        new: dict[str, Any] = {} if leader else {"name": said["name"]}
        if said["rank"] and said["rank"] != old.get("rank"):
            new |= {"rank": said["rank"], "rank_from": said["rank_from"]}
            _require_later(reader, "rank_from", said["rank_from"], bool(old.get("rank")), old.get("rank_from"))
        if said["post"] and (said["post"], said["unit"]) != (old.get("post"), old.get("unit")):
            names = ("post", "unit", "unit_key", "post_from", "heads_unit")
            new |= {key: said[key] for key in names}
            _require_later(reader, "post_from", said["post_from"], bool(old.get("post")), old.get("post_from"))
        if said["party_post"] and said["party_post"] != old.get("party_post"):
            new["party_post"] = said["party_post"]
        return new


def _require_later(reader: LineReader, key: str, on: date | None, has_former: bool, since: date | None) -> None:
    """What follows something needs its first day, so that the former can end the day before."""
    if has_former and on is None:
        reader.wrong(key, _("Say from which day; the present one ends the day before."))
    elif has_former and since and on and on <= since:
        reader.wrong(key, _("The day must be after the day the present one began."))


# --- Written --------------------------------------------------------------------------------------


def _day(line: Line, key: str) -> date | None:
    return parse_date(line.values[key]) if line.values.get(key) else None


def _added(line: Line, undo: dict[str, Any]) -> Leader:
    leader = Leader(name=line.values["name"], slug=free_slug(Leader, line.values["name"]))
    validate(leader)
    leader.save()
    undo["leaders"].append([leader.pk, leader.revision])
    return leader


def _take_rank(leader: Leader, rank: Rank, on: date | None, undo: dict[str, Any]) -> None:
    held, former = take_rank(leader, rank, on)
    undo["ranks"].append(held.pk)
    if former:
        undo["ended_ranks"].append(former.pk)


def _take_office(leader: Leader, line: Line, undo: dict[str, Any]) -> None:
    """The present first office ends the day before the new one begins."""
    on = _day(line, "post_from")
    former = leader.posts.filter(kind=OFFICE, until_on=None).order_by("from_on", "pk").first()
    if former and on:
        former.until_on = on - timedelta(days=1)
        validate(former)
        former.save(update_fields=["until_on"])
        undo["ended_posts"].append(former.pk)
    unit, heads = line.values.get("unit_key"), bool(line.values.get("heads_unit"))
    said = {"name": line.values["post"], "unit_id": unit, "heads_unit": heads, "from_on": on}
    _keep_post(Post(leader=leader, kind=OFFICE, **said), undo)


def _keep_post(post: Post, undo: dict[str, Any]) -> None:
    take_post(post)
    undo["posts"].append(post.pk)
