"""Every door that takes a file, with somebody before it who may; what is typed beside the file, where it is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from blocs.intake import KINDS
from blocs.models import Body, Import, Role
from blocs.views.setup import setup_token
from pacts.actions.signatures import record_signature
from pacts.models import SignatureFile
from reports.models import Evidence, JointShare, Master, OuterPaper
from reports.paper_subjects import ensure_letterhead
from reports.papers.catalogue import BY_SLUG
from tests import make
from tests.blocs.test_setup import ANSWERS
from tests.make_papers import a_sealed_pact
from tests.make_results import a_scored_table
from tests.make_scoring import a_table
from tests.make_seals import a_plain_pdf
from tests.make_turning import a_work
from tests.reports.test_masters import a_master
from tests.reports.yearbook.test_years import a_workbook
from tests.shelves import PDF, a_desk

NO_SECRET = {"is_no_secret": "on"}


@dataclass
class Door:
    """`field` takes the file, `data` is sent beside it, `typed` must stand on the page again. `keeps` answers the names
    under which files are kept, `good` is a file it takes.
    """

    client: Client
    address: str
    field: str
    data: dict[str, Any] = field(default_factory=dict)
    typed: tuple[str, ...] = ()
    keeps: Callable[[], list[str]] = list
    good: bytes = b""
    good_name: str = "tot.pdf"
    heads: tuple[str, ...] = ()


def _browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _names(model) -> Callable[[], list[str]]:
    return lambda: list(model.objects.values_list("name", flat=True))


def years(_settings) -> Door:
    address, browser = reverse("reports:year_send"), _browser(make.a_user(Role.ADMIN))
    return Door(browser, address, "files", NO_SECRET, (), _names(Import), a_workbook(), "nam.xlsx")


def masters(_settings) -> Door:
    bloc = make.a_bloc(3)
    head = ensure_letterhead(BY_SLUG["plan"], bloc, None)
    data, typed = {"letterhead": head.pk, "kind": "plan"}, ('value="plan" selected',)
    browser, address = _browser(make.a_user(Role.ADMIN)), reverse("reports:master_list")
    good = a_master("{{ trich_yeu }}").getvalue()
    return Door(browser, address, "file", data, typed, _names(Master), good, "mau.docx")


def evidence(_settings) -> Door:
    desk = a_desk()
    address = f"{reverse('reports:evidence_upload')}?phieu={desk.sheet.pk}&chi_tieu={desk.leaf.pk}"
    return Door(_browser(desk.people["reporter"]), address, "files", NO_SECRET, (), _names(Evidence), PDF)


def outer(_settings) -> Door:
    pact, said = a_sealed_pact(), "Ban ky so chuyen dung"
    browser, address = _browser(make.a_user(Role.ADMIN)), reverse("reports:outer_attach", args=[pact.pk])
    return Door(browser, address, "file", {"note": said, **NO_SECRET}, (said,), _names(OuterPaper), a_plain_pdf())


def setup(settings) -> Door:
    address = reverse("setup", args=[setup_token()])
    return Door(Client(), address, "emblem", ANSWERS, (ANSWERS["body_name"], ANSWERS["admin_name"]))


def paper(_settings) -> Door:
    pact, ceremony = make.a_signing()
    unit = make.members_of(pact.bloc)[0]
    address = reverse("pacts:signature_paper", args=[ceremony.pk, pact.pk, unit.pk])
    data = {"name": "Trần Văn Bình", "rank": "Trung tá"}
    return Door(_browser(make.a_user(Role.SECRETARY, at=pact.bloc)), address, "scan", data, ("Trần Văn Bình",))


def signature(_settings) -> Door:
    pact, ceremony = make.a_signing()
    line = record_signature(pact, make.members_of(pact.bloc)[0], ceremony=ceremony, by=make.a_user())
    address = reverse("pacts:signature_file_add", args=[ceremony.pk, line.pk])
    browser, kind = _browser(make.a_user(Role.SECRETARY, at=pact.bloc)), SignatureFile.Kind.values[-1]
    return Door(browser, address, "file", {"kind": kind}, (f'value="{kind}" selected',), _names(SignatureFile), PDF)


def photo(_settings) -> Door:
    ceremony = make.a_ceremony(make.a_pact(make.a_bloc(), state="open").bloc)
    bloc, said = ceremony.blocs.get(), "Các đại biểu ngồi trong hội trường"
    data = {"caption": "Các đại biểu", "alt": said, "order": 1}
    address = reverse("pacts:photo_add", args=[ceremony.pk])
    return Door(_browser(make.a_user(Role.SECRETARY, at=bloc)), address, "upload", data, (said,))


def emblem(_settings) -> Door:
    """The same picture, changed in the registers later."""
    body = Body.objects.create(name="Công an tỉnh Minh Họa")
    data = {"name": "Công an tỉnh Minh Họa sửa", "parent_name": "", "place_name": "Minh Họa"}
    address = reverse("admin:blocs_body_change", args=[body.pk])
    return Door(_browser(make.a_user(Role.ADMIN)), address, "emblem", data, ("Công an tỉnh Minh Họa sửa",))


def receipt(_settings) -> Door:
    work = a_work(make.a_bloc(2))
    unit = make.members_of(work.bloc)[1]
    person, said = make.a_user(Role.COMMANDER, at=unit), "Ủng hộ xây nhà tình nghĩa"
    data = {"unit": unit.pk, "what": said, "amount": "5.000.000", "measure": "đồng", **NO_SECRET}
    names = lambda: list(JointShare.objects.exclude(receipt_name="").values_list("receipt_name", flat=True))  # noqa: E731
    return Door(_browser(person), reverse("reports:share_add", args=[work.pk]), "file", data, (said,), names, PDF)


DOORS = {
    "blocs.forms.setup.SetupForm.emblem": setup,
    "blocs.admin.BodyForm.emblem": emblem,
    "pacts.forms.minutes.NewPhotoForm.upload": photo,
    "pacts.forms.running.PaperForm.scan": paper,
    "pacts.views.signature_files.PaperForm.file": signature,
    "reports.forms.evidence.FilesForm.files": evidence,
    "reports.forms.masters.MasterForm.file": masters,
    "reports.forms.papers.OuterPaperForm.file": outer,
    "reports.forms.works.ShareForm.file": receipt,
    "reports.forms.years.YearsForm.files": years,
}
IMPORT = "blocs.forms.imports.ImportForm.file"  # a door for each kind: `importing`


def importing(slug: str) -> Door:
    """Of the registers by an administrator; figures and marks by a commander, whose sheet stands at its own stage."""
    table = a_scored_table()
    bloc = table.pact.bloc
    make.a_reporting(bloc)
    a_table(make.a_pact(bloc, version=2, amends=table.pact), adopted=False)
    unit = make.members_of(bloc)[0]
    table.sheets.filter(unit=unit).update(state="open", closed_at=None, stage=table.stages.first())
    people = [make.a_user(Role.ADMIN), make.a_user(Role.SECRETARY, at=bloc), make.a_user(Role.COMMANDER, at=unit)]
    person = next(one for one in people if KINDS[slug].targets(one))
    heads = tuple(one.head for one in KINDS[slug].columns(KINDS[slug].targets(person)[0][0]))
    address = reverse("blocs:import_new", args=[slug])
    return Door(_browser(person), address, "file", {"target": 0, **NO_SECRET}, keeps=_names(Import), heads=heads)
