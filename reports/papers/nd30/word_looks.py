"""The looks a Word file ends up with: direct formatting, then styles and what they are based on, then the document's
defaults, with fonts of the theme by name. What a style sets is seen as what a run sets.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OFF: Final = {"0", "false", "off", "none"}
TWIPS_MM: Final = 25.4 / 1440


def value(element: Any, name: str = "val") -> str | None:
    return None if element is None else element.get(W + name)


def number(text: str | None, default: float = 0.0) -> float:
    """A measure of Word; `default` where there is none or it is no number."""
    try:
        return float(text) if text else default
    except ValueError:
        return default


def switched(properties: Any, name: str) -> bool | None:
    """A property that is on or off; None where it isn't said."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else (value(found) or "true").lower() not in OFF


class Looks:
    """Answers for one Word file; `styles` and `theme` are the roots of those parts, or None."""

    def __init__(self, styles: Any, theme: Any = None):
        self.styles = {} if styles is None else {value(one, "styleId"): one for one in styles.findall(W + "style")}
        self.defaults = None if styles is None else styles.find(W + "docDefaults")
        self.theme = theme
        kinds = {kind: self._default_of(kind) for kind in ("paragraph", "character", "table")}
        self.first = kinds

    def _default_of(self, kind: str) -> str | None:
        named = (key for key, one in self.styles.items() if value(one, "type") == kind and value(one, "default") == "1")
        return next(named, None)

    def _chain(self, name: str | None) -> Iterator[Any]:
        """A style, then what it is based on; an unknown style is none."""
        seen: set[str | None] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            yield style
            name = value(style.find(W + "basedOn"))

    def _of_style(self, name: str | None, kind: str) -> list[Any]:
        found = (style.find(W + kind) for style in self._chain(name))
        return [one for one in found if one is not None]

    @cached_property
    def _default_run(self) -> list[Any]:
        return [] if self.defaults is None else self.defaults.findall(f"{W}rPrDefault/{W}rPr")

    @cached_property
    def _default_paragraph(self) -> list[Any]:
        return [] if self.defaults is None else self.defaults.findall(f"{W}pPrDefault/{W}pPr")

    def paragraph_layers(self, paragraph: Any) -> list[Any]:
        """Where properties of a paragraph come from, the nearest first."""
        direct = paragraph.find(W + "pPr")
        own = [] if direct is None else [direct]
        return [
            *own,
            *self._of_style(self._style_of(paragraph), "pPr"),
            *self._table(paragraph, "pPr"),
            *self._default_paragraph,
        ]

    def _style_of(self, paragraph: Any) -> str | None:
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self.first["paragraph"]

    def _table(self, paragraph: Any, kind: str) -> list[Any]:
        table = next(paragraph.iterancestors(W + "tbl"), None)
        if table is None:
            return []
        return self._of_style(value(table.find(f"{W}tblPr/{W}tblStyle")) or self.first["table"], kind)

    def run_layers(self, run: Any, paragraph: Any) -> list[list[Any]]:
        """Direct, character style, paragraph style, table style, defaults."""
        direct = run.find(W + "rPr")
        named = None if direct is None else value(direct.find(W + "rStyle"))
        return [
            [] if direct is None else [direct],
            self._of_style(named or self.first["character"], "rPr"),
            self._of_style(self._style_of(paragraph), "rPr"),
            self._table(paragraph, "rPr"),
            self._default_run,
        ]

    def first_of(self, layers: list[Any], name: str, attribute: str = "val") -> str | None:
        """The nearest layer that says this attribute of this property."""
        said = (value(layer.find(W + name), attribute) for layer in layers)
        return next((one for one in said if one is not None), None)

    def toggle(self, layers: list[list[Any]], name: str) -> bool:
        """Bold and its like: direct formatting decides; otherwise each kind of style that sets it turns it round."""
        direct, *styles, defaults = layers
        said = [self._switched(group, name) for group in (direct, *styles)]
        if said[0] is not None:
            return said[0]
        return bool(self._switched(defaults, name)) or sum(bool(one) for one in said[1:]) % 2 == 1

    def _switched(self, group: list[Any], name: str) -> bool | None:
        return next((one for layer in group if (one := switched(layer, name)) is not None), None)

    def fonts(self, layers: list[Any]) -> set[str]:
        """The families a run is set in, in Latin and in complex scripts; "" where none is named."""
        return {self._font(layers, name) for name in ("ascii", "hAnsi", "cs")}

    def _font(self, layers: list[Any], name: str) -> str:
        themed = "cstheme" if name == "cs" else f"{name}Theme"
        for layer in layers:
            fonts = layer.find(W + "rFonts")
            if fonts is not None and fonts.get(W + themed):
                return self._themed(fonts.get(W + themed))
            if fonts is not None and fonts.get(W + name):
                return fonts.get(W + name)
        return ""

    def _themed(self, word: str) -> str:
        """“minorHAnsi” → the Latin font of the theme's minor set."""
        if self.theme is None:
            return word
        kind = "latin" if word.endswith(("HAnsi", "Ascii")) else "cs" if word.endswith("Bidi") else "ea"
        found = self.theme.find(f".//{A}{word[:5]}Font/{A}{kind}")
        return "" if found is None else found.get("typeface") or ""
