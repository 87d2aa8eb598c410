"""Reading a page as a person would: its visible words, headings and links."""

import re
import unicodedata
from html.parser import HTMLParser

SILENT = {"script", "style", "code", "template", "noscript"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

# English a Vietnamese page must not show: Django's and the libraries' leftovers, and our own source words.
LEFTOVERS = re.compile(
    r"(?<![\w/.-])(Save|Delete|Please|This field|Add|Change|View|Search|Home|Log ?in|Log ?out|Select|Choose|Submit|"
    r"Cancel|"
    r"Previous|Next|Yes|No results|None|Unknown|Today|Required|Enter a|Ensure|Note:|Warning|Error|History|"
    r"Filter|Show|Hide|Go|Close|Clear|Welcome|Username|Password|bloc|pact|pledge|unit|season|ceremony|"
    r"and|the|of|is|are|with|for|not|was|has)(?![\w/-])"
)
NOT_A_WORD = re.compile(r"\bNone\b|^nan$|\bnull\b|\{\{|\}\}|\{%|%\(|�")


class Page(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.words: list[str] = []
        self.texts: list[str] = []  # words between tags alone: labels and titles cannot say in which language a name is
        self.links: list[str] = []
        self.headings = 0
        self.language = ""
        self.title = ""
        self.landmarks: set[str] = set()
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "html":
            self.language = facts.get("lang", "")
        if tag == "a" and facts.get("href"):
            self.links.append(facts["href"])
        self.headings += tag == "h1"
        if tag in ("header", "nav", "main", "footer"):
            self.landmarks.add(tag)
        foreign = facts.get("lang", self.language) != self.language and tag != "html"
        if not self._is_silent():
            self.words += [facts[name] for name in ("aria-label", "title", "placeholder", "alt") if facts.get(name)]
        if tag not in VOID:
            self._open.append((tag, tag in SILENT or foreign))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if self._open and self._open[-1][0] == "title":
            self.title += text
        elif text.strip() and not self._is_silent():
            self.texts.append(text.strip())
        if text.strip() and not self._is_silent():
            self.words.append(text.strip())

    def _is_silent(self):
        return any(silent for _, silent in self._open)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảãáàấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏõốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")


def vietnamese_leftovers(page: Page) -> list[str]:
    """On a page in English: words with Vietnamese letters that no `lang` tells apart."""
    return sorted({words[:80] for words in page.texts if VIETNAMESE.search(words) and words != "Tiếng Việt"})


def english_leftovers(page: Page) -> list[str]:
    return sorted({f"{match.group()} in “{words[:80]}”" for words in page.words if (match := LEFTOVERS.search(words))})


def broken_values(page: Page) -> list[str]:
    return sorted({words[:80] for words in page.words if NOT_A_WORD.search(words)})


def is_normal(page: Page) -> bool:
    return unicodedata.is_normalized("NFC", page.text)
