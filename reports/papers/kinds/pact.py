"""The pact as a paper like others (decision 41), of its canonical text: sealed, or as a draft would be sealed.

The sealed PDF with its certificate is another thing (decision 38); both print what `promised` reads from the same text.
"""

import json
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.logic.wording import address_short, small_count
from blocs.models import Bloc
from pacts.actions.frozen import posts_of
from pacts.desk import table_of
from pacts.logic.signing import Line
from pacts.models import Pact, Signature
from pacts.text import canonical_of
from reports.papers import pact_tables
from reports.papers.bloc_words import facts_of, local_day, standing_of, unsigned
from reports.papers.document import Annex, Block, Document, Heading, Para, Row, Signer, SignerGrid, Table
from reports.papers.framing import Frame
from reports.papers.pact import PartLines, SectionLines, SignerBlock, promised
from reports.papers.pact_signers import block_of, witness_block

ALIGNS = {"TT": "center", "Điểm": "right"}


def subjects(bloc: Bloc) -> list[Pact]:
    """Every version, the newest first."""
    return list(bloc.pacts.select_related("bloc__season", "bloc__series__organiser").order_by("-version"))


def write(pact: Pact, frame: Frame) -> Document:
    """Raises ValueError, KeyError or TypeError where the sealed text is none."""
    said = promised(json.loads(canonical_of(pact)))
    frame = replace(frame, on=frame.on or local_day(pact.sealed_at), agency=said["agency"])
    body = [*_heads(said), *_promises(said), *_ends(pact, said), *_signers(pact)]
    document = frame.document(
        abstract=said["subject"],
        title=pact.title,
        bases=said["bases"],
        body=body,
        annexes=[_annex(one, pact) for one in said["tables"]],
        facts=_facts(pact),
    )
    return unsigned(document)


def _facts(pact: Pact) -> dict[str, str]:
    standing = standing_of(pact.bloc, pact.day)
    return {
        **facts_of(standing, pact),
        "so_ban": str(pact.copies or ""),
        "so_noi_dung": str(pact.sections.count()),
        "so_chi_tieu": str(pact.pledges.count()),
        "ma_bam": pact.digest,
    }


# --- What is promised -----------------------------------------------------------------------------


def _heads(said: dict) -> list[Block]:
    lines = [(said["version_line"], "italic"), *((line, "plain") for line in said["movements"])]
    lines.append((said["slogan"], "bold"))
    return [Para(text, style, is_centred=True) for text, style in lines if text]


def _promises(said: dict) -> list[Block]:
    found: list[Block] = [Para(line) for line in said["opening"]]
    for section in said["sections"]:
        found += _section(section)
    for part in said["parts"]:
        found += _part(part)
    return [*found, *map(Para, said["undertaking"])]


def _section(section: SectionLines) -> list[Block]:
    head = [Heading(section.title)] if section.title else []
    return [*head, *map(Para, section.text), *map(Para, section.pledges)]


def _part(part: PartLines) -> list[Block]:
    return [Heading(part.title), *map(Para, part.lines)]


def _ends(pact: Pact, said: dict) -> list[Block]:
    copies = f"Giao ước được lập thành {small_count(pact.copies)} bản có giá trị như nhau." if pact.copies else ""
    return [Para(copies)] if copies else []


def _annex(table: pact_tables.Annex, pact: Pact) -> Annex:
    aligns = tuple(ALIGNS.get(head, "left") for head in table.heads)
    how = table.heads.index("Cách tính") if "Cách tính" in table.heads else None
    rows = tuple(Row(cells, is_bold=how is not None and not cells[how]) for cells in table.rows)
    block = Table(table.heads, rows, tuple(map(float, table.widths)), aligns)
    return Annex(table.title, table.words, f"(Kèm theo {pact.title})", (block, *map(Para, table.notes)))


# --- Who signs ------------------------------------------------------------------------------------


def _signers(pact: Pact) -> list[Block]:
    cells = tuple(_cell(line, pact) for line in table_of(pact, pact.day))
    rows = pact.signatures.standing().filter(part=Signature.Part.WITNESS)
    seen = tuple(_as_signer(witness_block(row, {})) for row in rows)
    title = Para("Lãnh đạo chứng kiến", "bold", is_centred=True)
    witnesses: list[Block] = [title, SignerGrid(seen, columns=min(2, len(seen)))] if seen else []
    return [*([SignerGrid(cells)] if cells else []), *witnesses]


def _cell(line: Line, pact: Pact) -> Signer:
    """Before the seal whoever has not signed is named under an empty space, to sign on paper."""
    unit = line.unit.name_on(pact.day)
    if line.signature is not None or pact.is_sealed or line.leader is None or line.state != "waiting":
        return _as_signer(block_of(line, unit, {}), is_open=not pact.is_sealed and line.state == "waiting")
    leader, rank = line.leader, line.leader.rank_on(pact.day)
    post = posts_of(leader, pact.day, "office")
    return Signer(unit, (post,) if post else (), address_short(rank.name if rank else "", leader.name))


def _as_signer(block: SignerBlock, *, is_open: bool = False) -> Signer:
    return Signer(block.unit, block.capacity, block.name, "" if is_open else block.mark)


def gaps(pact: Pact) -> list[tuple[str, str]]:
    """What the pact lacks as a paper, with the page where it is written; nothing of a sealed one, which stays."""
    if pact.is_sealed:
        return []
    edit, contents = (reverse(f"pacts:{name}", args=[pact.pk]) for name in ("pact_edit", "pact_contents"))
    found = [
        (not pact.legal_bases.strip(), _("The pact names no legal basis."), edit),
        (not pact.slogan, _("The pact has no slogan."), edit),
        (not pact.undertaking.strip(), _("The pact has no undertaking."), edit),
        (not pact.sections.exists(), _("The pact has no contents yet."), contents),
        (not pact.bloc.memberships.on(pact.day).exists(), _("No member unit would sign it."), _bloc_page(pact)),
    ]
    return [(sentence, url) for is_missing, sentence, url in found if is_missing]


def _bloc_page(pact: Pact) -> str:
    return pact.bloc.get_absolute_url()
