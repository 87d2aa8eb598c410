"""Makers of turning the year: a handover under way, a joint work with its shares."""

from datetime import date
from decimal import Decimal

from django.db.models import Model

from blocs.models import Bloc, Headship
from reports.models import Handover, HandoverItem, JointShare, JointWork
from tests.make import members_of


def a_handover(bloc: Bloc, **facts) -> Handover:
    """From the first member, who heads the bloc, to the last."""
    members = members_of(bloc)
    return Handover.objects.create(**{"bloc": bloc, "from_unit": members[0], "to_unit": members[-1], **facts})


def a_next_head(bloc: Bloc, unit=None) -> Headship:
    facts = {"part": Headship.Part.NEXT_HEAD, "chosen": Headship.Chosen.ROTA}
    return Headship.objects.create(bloc=bloc, unit=unit or members_of(bloc)[-1], **facts)


def a_work(bloc: Bloc, **facts) -> JointWork:
    named = {"title": "Xây nhà tình nghĩa", "begins_on": date(2017, 3, 1), "planned_amount": Decimal(60_000_000)}
    return JointWork.objects.create(**{"bloc": bloc, **named, **facts})


def a_share(work: JointWork, unit=None, **facts) -> JointShare:
    unit = unit or members_of(work.bloc)[-1]
    given = {"amount": Decimal(20_000_000), "measure": "đồng", "given_on": date(2017, 5, 1)}
    return JointShare.objects.create(**{"work": work, "unit": unit, **given, **facts})


def turning_of_the_world(bloc: Bloc) -> dict[str, Model]:
    handover, work = a_handover(bloc), a_work(bloc)
    file = {"receipt": b"%PDF-1.7", "receipt_name": "chung-tu.pdf", "receipt_type": "application/pdf"}
    acting = {"part": "acting", "from_on": date(2017, 3, 1), "until_on": date(2017, 3, 5)}
    return {
        "acting": Headship.objects.create(bloc=bloc, unit=members_of(bloc)[1], **acting),
        "handover_item": HandoverItem.objects.create(handover=handover, kind="fund", text="Quỹ khối"),
        "joint_work": work,
        "joint_share": a_share(work, **file),
    }
