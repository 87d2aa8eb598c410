"""What can be spoilt in a Word file, through python-docx and its XML."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from reports.papers.nd30.word_view import WordView
from tests.nd30_word import put

Edit = Callable[[WordView], object]
KINDS = ("ke_hoach", "to_trinh", "quyet_dinh", "giao_uoc")


@dataclass(frozen=True)
class Mutant:
    name: str
    edit: Edit
    seen_by: tuple[str, ...]
    doc_type: str = "ke_hoach"


# --- Tools ----------------------------------------------------------------------------------------


def paragraphs(view: WordView, component: str) -> list[WordParagraph]:
    return [WordParagraph(one.element, view.file.docx._body) for _piece, one in view.paragraphs(component)]


def one(view: WordView, component: str, at: int = 0) -> WordParagraph:
    return paragraphs(view, component)[at]


def says(component: str, change: Callable[[str], str], at: int = 0) -> Edit:
    """Changes the text of a part, its looks kept."""

    def edit(view: WordView) -> None:
        runs = one(view, component, at).runs
        text = "".join(run.text for run in runs)
        runs[0].text = change(text)
        for run in runs[1:]:
            run.text = ""

    return edit


def shaped(component: str, **form) -> Edit:
    """Changes the form of every paragraph of a part."""

    def edit(view: WordView) -> None:
        for paragraph in paragraphs(view, component):
            for name, value in form.items():
                if name == "alignment":
                    paragraph.alignment = value
                else:
                    setattr(paragraph.paragraph_format, name, value)

    return edit


def section(at: int = 0, **measures) -> Edit:
    def edit(view: WordView) -> None:
        for name, value in measures.items():
            setattr(view.sections[at], name, value)

    return edit


def styled(component: str, kind, dress: Callable) -> Edit:
    """Dresses a part by a style that is based on another one: nothing is said in the run itself."""

    def edit(view: WordView) -> None:
        styles = view.file.docx.styles
        base, style = styles.add_style("Nền riêng", kind), styles.add_style("Kiểu riêng", kind)
        style.base_style = base
        base.base_style = styles["Normal"] if kind == WD_STYLE_TYPE.PARAGRAPH else None
        dress(base)
        paragraph = one(view, component)
        for run in paragraph.runs:
            for name in ("b", "i", "sz", "rFonts"):
                for found in run._r.findall(f".//{qn(f'w:{name}')}"):
                    found.getparent().remove(found)
            if kind == WD_STYLE_TYPE.CHARACTER:
                run.style = style
        if kind == WD_STYLE_TYPE.PARAGRAPH:
            paragraph.style, paragraph.paragraph_format.first_line_indent = style, None

    return edit


def number_line(view: WordView) -> WordParagraph:
    return WordParagraph(view.parts["page_number"].pieces[0].units[0].paragraph.element, view.sections[0].header)


def all_runs(paragraph: WordParagraph) -> list:
    return paragraph._p.findall(f".//{qn('w:r')}")


def run_property(paragraph: WordParagraph, tag: str, **said) -> None:
    for run in all_runs(paragraph):
        properties = run.get_or_add_rPr()
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
        put(properties, tag, **said)


def stroke_of(view: WordView, component: str):
    """The paragraph that bears the stroke below a part."""
    piece = view.parts[component].pieces[-1]
    return WordParagraph(view._after(piece)[0].paragraph.element, view.file.docx._body)


def without_stroke(component: str, and_underlined: bool = False) -> Edit:
    def edit(view: WordView) -> None:
        stroke = stroke_of(view, component)._p
        stroke.getparent().remove(stroke)
        for run in one(view, component, -1).runs:
            run.font.underline = and_underlined or None

    return edit


def stroke(component: str, change: Callable[[WordParagraph], object]) -> Edit:
    return lambda view: change(stroke_of(view, component))


def border(**said) -> Callable[[WordParagraph], None]:
    def change(paragraph: WordParagraph) -> None:
        for name, value in said.items():
            paragraph._p.find(f".//{qn('w:pBdr')}")[0].set(qn(f"w:{name}"), value)

    return change


def indents(left: float, right: float) -> Callable[[WordParagraph], None]:
    def change(paragraph: WordParagraph) -> None:
        form = paragraph.paragraph_format
        form.left_indent, form.right_indent = Mm(left), Mm(right)

    return change


def lines_around(component: str) -> Edit:
    def edit(view: WordView) -> None:
        table = view.paragraph(view.parts[component].pieces[0]).table
        drawn = put(table.tblPr, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            put(drawn, side, val="single", sz=4, space=0, color="auto")

    return edit


def moved(component: str, column: int) -> Edit:
    """To the other cell of its row."""

    def edit(view: WordView) -> None:
        for paragraph in paragraphs(view, component):
            row = next(paragraph._p.iterancestors(qn("w:tr")))
            row.findall(qn("w:tc"))[column].append(paragraph._p)

    return edit


def coloured(view: WordView) -> None:
    one(view, "trich_yeu").runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)


def coloured_style(style) -> None:
    style.font.color.rgb = RGBColor(0, 0, 0x80)


def arial(style) -> None:
    style.font.name = "Arial"


def arial_everywhere(view: WordView) -> None:
    fonts = view.file.docx.styles["Normal"].element.rPr.rFonts
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), "Arial")


def font_of_theme(view: WordView) -> None:
    """The theme's font goes before the one named beside it."""
    fonts = view.file.docx.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")
    fonts.set(qn("w:hAnsiTheme"), "minorHAnsi")


def small_style(style) -> None:
    style.font.size = Pt(12)


def indented_style(style) -> None:
    style.paragraph_format.first_line_indent = Mm(5)


def small_by_default(view: WordView) -> None:
    """Sizes come from the defaults of the document where neither run nor style names one."""
    for paragraph in paragraphs(view, "noi_dung"):
        for run in paragraph.runs:
            run.font.size = None
    view.file.docx.styles["Normal"].font.size = None
    view.file.looks.defaults.find(f".//{qn('w:sz')}").set(qn("w:val"), "22")


def not_in_one_line(view: WordView) -> None:
    for cell in view.paragraph(view.parts["quoc_hieu"].pieces[0]).row.findall(qn("w:tc"))[1:]:
        cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").set(qn("w:w"), str(int(80 / 25.4 * 1440)))


def two_bases_in_one(view: WordView) -> None:
    first, second = paragraphs(view, "can_cu")[:2]
    first.add_run().add_break()
    for run in second.runs:
        first._p.append(run._r)


def number_in_own_row(view: WordView) -> None:
    row = next(one(view, "so_ky_hieu")._p.iterancestors(qn("w:tr")))
    double = deepcopy(row)
    row.addnext(double)
    for text in [*row.findall(qn("w:tc"))[1].iter(qn("w:t")), *double.findall(qn("w:tc"))[0].iter(qn("w:t"))]:
        text.text = ""


def page_number_at_foot(view: WordView) -> None:
    for at in view.sections:
        at.footer.is_linked_to_previous = False
        source = at.header.paragraphs[0]._p
        at.footer._element.append(deepcopy(source))
        for child in source.findall(qn("w:fldSimple")):
            source.remove(child)


def number_on_first(view: WordView) -> None:
    view.sections[0].first_page_header._element.append(deepcopy(number_line(view)._p))


def start_of(at: int, start: str | None, fmt: str | None = None) -> Edit:
    def edit(view: WordView) -> None:
        properties = view.sections[at]._sectPr
        for old in properties.findall(qn("w:pgNumType")):
            properties.remove(old)
        said = {name: value for name, value in (("start", start), ("fmt", fmt)) if value}
        put(properties, "pgNumType", **said)

    return edit


def row_may_part(component: str, at: int = -1) -> Edit:
    def edit(view: WordView) -> None:
        for row in {id(one.row): one.row for _piece, one in view.paragraphs(component) if one.row is not None}.values():
            for found in row.findall(f"{qn('w:trPr')}/{qn('w:cantSplit')}"):
                found.getparent().remove(found)

    return edit


def columns(left: float, right: float) -> Edit:
    def edit(view: WordView) -> None:
        grid = view.paragraph(view.parts["quoc_hieu"].pieces[0]).table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        for column, wide in zip(grid, (left, right), strict=True):
            column.set(qn("w:w"), str(int(wide / 25.4 * 1440)))

    return edit


def nation_later(view: WordView) -> None:
    """The head of the paper comes after its name."""
    table = view.paragraph(view.parts["quoc_hieu"].pieces[0]).table
    stroke_of(view, "trich_yeu")._p.addnext(table)
