"""A scored bloc with its people, and files of every kind, for the tests of evidence, appeals and knock-outs."""

import zipfile
from io import BytesIO
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from blocs.models import Role, Unit
from reports.models import Draw
from tests.make import a_bloc, a_pact, a_user, members_of, the_cast
from tests.make_scoring import a_criterion, a_sheet, a_table, leaves_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PDF = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 2\ntrailer\n<</Root 1 0 R/Size 2>>\nstartxref\n44\n%%EOF\n"
)


def a_desk(kind: str = "self", others: str | None = None, **facts) -> SimpleNamespace:
    """Four units in the ring 0→1→2→3→0; the last unit's sheet is `sheet`, standing at `kind`, the others at `others`.

    `people`: the cast of the bloc, the checker's reporter, the department's officer, another unit's commander.
    `leaf` is marked by hand, `judged` by a functional department.
    """
    bloc = a_bloc(4, release="public")
    table = a_table(
        a_pact(bloc, state="sealed", sealed_at=timezone.now(), digest="0" * 64, canonical="văn bản"), **facts
    )
    department = Unit.objects.create(name="Phòng Tham mưu (minh họa)", slug=f"phong-tham-muu-{table.pk}")
    judged = a_criterion(table, name="Báo cáo đúng hạn", assessor="department", department=department)
    units = members_of(bloc)
    Draw.objects.create(table=table, seed="0" * 32, drawn_at=timezone.now(), drawn_by="thư ký")
    at = dict.fromkeys([unit.pk for unit in units[:-1]], others or kind) | {units[-1].pk: kind}
    ring = dict(zip([unit.pk for unit in units], [*units[1:], units[0]], strict=True))
    sheets = [a_sheet(table, unit, at=at[unit.pk], checker=ring[unit.pk]) for unit in units]
    people = the_cast(bloc) | {
        "checker": a_user(Role.REPORTER, at=units[0]),
        "department": a_user(Role.DEPARTMENT, at=department),
        "colleague": a_user(Role.COMMANDER, at=units[1]),
    }
    leaf = next(row for row in leaves_of(table) if row.formula == "by_hand")
    return SimpleNamespace(
        bloc=bloc, table=table, units=units, sheets=sheets, sheet=sheets[-1], people=people, leaf=leaf, judged=judged
    )


def an_upload(content: bytes = PDF, name: str = "Báo cáo số 05.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def a_package(main: str = "word/document.xml", kind: str = WORD, extra: dict | None = None, **options) -> bytes:
    """A Word file of one paragraph; `extra` members on top."""
    kept = BytesIO()
    types = f'<?xml version="1.0"?><Types><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    with zipfile.ZipFile(kept, "w", options.get("packing", zipfile.ZIP_DEFLATED)) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(main, "<?xml version='1.0'?><document/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return kept.getvalue()


def a_photo(kind: str = "JPEG", **options) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (64, 48), "navy").save(kept, kind, **options)
    return kept.getvalue()


def with_place() -> bytes:
    """A photograph that says where and with what it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Máy ảnh minh họa"
    exif.get_ifd(0x8825)[1] = "N"
    return a_photo(exif=exif, comment=b"ghi chu rieng")
