"""What stands below each box of the admin: what belongs there, with an example. Floors above add their own."""

from django.utils.translation import gettext_lazy as _

_DECISION = _("As on the paper, for example 125/QĐ-CAT.")

HELP = {
    "name": _("In full, as on official papers; accents as they are written."),
    "title": _("In full, as on official papers; accents as they are written."),
    "slug": _("Part of the page's address: a–z, 0–9 and hyphens. Left empty, it is made from the name."),
    "order": _("A whole number; rows stand in this order."),
    "precedence": _("A whole number; the smaller stands first."),
    "from_on": _("First day, for example 05/02/2017. Empty: unknown, or from the beginning."),
    "until_on": _("Last day, this day included. Empty: still in force."),
    "starts_on": _("For example 01/01/2017."),
    "ends_on": _("This day is included, for example 31/12/2017."),
    "on": _("For example 05/02/2017."),
    "decision_number": _DECISION,
    "number": _DECISION,
    "adopted_on": _("The day of the paper, for example 05/02/2017."),
    "note": _("Paper or reason, in one line."),
    "kind": _("Choose the one that fits best."),
    "level": _("Levels are a register of their own."),
    "parent": _("Type a few letters, also without accents. Empty: it stands at the top."),
    "unit": _("Type a few letters of the unit's name, also without accents."),
    "organiser": _("The unit whose standing body appraises the blocs of this series."),
    "before": _("The unit that ended."),
    "after": _("The unit that took over; type a few letters, also without accents."),
    "bloc": _("Type a few letters of the bloc's name, also without accents."),
    "previous": _("Its figures of last season stand beside those of this one."),
    "season": _("Type the year, for example 2017."),
    "series": _("The bloc's name over the years; type a few letters."),
    "leader": _("Type a few letters of the name, also without accents."),
    "user": _("The account; type a few letters of the name, also without accents."),
    "rank": _("In the order of the register of ranks."),
    "role": _("What the person may do; the page “Who may do what” lists it."),
    "acting_for": _("Only where this person stands in for the holder of another duty."),
    "description": _("One or two sentences; shown where the template is chosen."),
    "content": _("The template as data. Best taken over from an existing one and changed there."),
    "source": _("Where this was taken from: paper, newspaper, address."),
    "is_illustrative": _("Ticked for invented data: its pages bear the yellow bar."),
    "is_active": _("Unticked, the person can no longer log in; everything done stays explained."),
    "legal_basis": _("Article, clause and paper, for example “Điều 24 Luật Thi đua, khen thưởng 2022”."),
    "lower": _("A title the unit must have held before."),
    "years": _("A whole number; in so many seasons the unit held that title."),
    "within": _("A whole number, not below the one before it; so many last seasons are looked at."),
    "this_season_counts": _("Ticked, being proposed for that title this season is one of those years."),
    "other": _("One unit is not proposed for both in one season."),
    "username": _("What the person types to log in: unaccented letters, digits, hyphens."),
}

OF_ONE = {
    "user.name": _("Family name, middle name, given name; without rank."),
    "leader.name": _("Family name, middle name, given name; without rank."),
    "post.name": _("The post as it was written, for example “Phó Giám đốc Công an tỉnh”."),
    "post.heads_unit": _("Ticked for the head of the unit, who signs for it."),
    "user.must_change_password": _("Ticked, the next login asks for a new password first."),
    "title.needs_registration": _("Ticked, only units that registered for it at the year's beginning may be proposed."),
    "title.authority": _("Who confers it, for example “Bộ Công an”."),
    "unit.code": _("The short code used on papers and in files, where there is one."),
    "unit.short_name": _("For narrow tables; the full name stands on papers."),
    "body.parent_name": _("Printed above the name, at half its size."),
    "body.emblem": _("A picture file; without one the name stands alone."),
    "body.responsible": _("Rank, name and post; stands in the foot of every page."),
    "body.contact": _("Address, telephone, e-mail; stands in the foot of every page."),
    "body.unit": _("The unit this site belongs to."),
    "season.is_approximate": _("Ticked where the source gives no exact days."),
    "series.task": _("One or two sentences for the public page."),
    "bloc.name": _("Left empty, the bloc is called like its series."),
    "bloc.code": _("The short code used on papers and in files, where there is one."),
    "bloc.slogan": _("As agreed for this season, without quotation marks."),
    "bloc.sector": _("For example “Cảnh sát nhân dân”."),
    "bloc.level_words": _("The level in the words of the source."),
    "bloc.source_is_complete": _("Ticked where the source can be found as it is cited."),
    "regulation.heads_sign_for_members": _("Ticked, one signature of the bloc's head stands for all members."),
    "remark.text": _("One fact in your own words."),
    "remark.is_inferred": _("Ticked where the source does not say so itself."),
}


def help_for(field) -> str:
    """The sentence for a field of a model, by its own key first, then by its name; nothing where none is known."""
    own = OF_ONE.get(f"{field.model._meta.model_name}.{field.name}")
    return own or HELP.get(field.name, "")
