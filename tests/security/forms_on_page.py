"""The forms of a page as a browser would send them, so that tests can send them changed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote


@dataclass
class PostForm:
    """One form with method post: where it goes and the [name, value, kind] of each of its boxes."""

    action: str
    boxes: list[list[str]] = field(default_factory=list)

    def data(self, changed: dict[str, str] | None = None) -> list[tuple[str, str]]:
        """What a browser would send, with some boxes changed and others added."""
        changed = dict(changed or {})
        kept = [(name, changed.pop(name, value)) for name, value, _kind in self.boxes if name != "csrfmiddlewaretoken"]
        return kept + list(changed.items())

    @property
    def written(self) -> list[str]:
        """The boxes one can write into."""
        return [name for name, _value, kind in self.boxes if kind in ("text", "textarea", "number", "email")]


class Forms(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found: list[PostForm] = []
        self.form: PostForm | None = None
        self.select = ""
        self.text: list | None = None
        self.is_template = False  # what stands in a <template> is not on the page
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        facts = {name: value or "" for name, value in attributes}
        self.is_template = self.is_template or tag == "template"
        if tag == "form" and not self.is_template:
            self.form = PostForm(facts.get("action", "")) if facts.get("method", "").lower() == "post" else None
            self.found += [self.form] if self.form else []
        elif self.form and tag in ("input", "textarea", "select", "option", "button"):
            getattr(self, f"_{tag}")(facts)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.text = None
        if tag == "template":
            self.is_template = False
        if tag == "form":
            self.form = None

    def handle_data(self, data):
        if self.text is not None:
            self.text[1] += data

    def _input(self, facts):
        kind = facts.get("type", "text")
        if not facts.get("name") or (kind in ("checkbox", "radio") and "checked" not in facts) or kind == "file":
            return
        default = "on" if kind in ("checkbox", "radio") else ""
        self.form.boxes.append([facts["name"], facts.get("value", default), kind])

    def _textarea(self, facts):
        self.text = [facts.get("name", ""), "", "textarea"]
        self.form.boxes.append(self.text)

    def _select(self, facts):
        self.select = facts.get("name", "")

    def _option(self, facts):
        if "selected" in facts:
            self.form.boxes.append([self.select, facts.get("value", ""), "select"])

    def _button(self, facts):
        pass


def forms_of(response) -> list[PostForm]:
    """The forms of the page itself; logging out and changing the language stand on every page."""
    found = Forms(response.content.decode()).found
    return [form for form in found if "/tai-khoan/" not in form.action and "/ngon-ngu/" not in form.action]


def body(pairs) -> str:
    """Form data as a hostile client may write it: also what is no Unicode text."""
    raw = [[quote(text.encode("utf-8", "surrogatepass")) for text in pair] for pair in pairs]
    return "&".join("=".join(pair) for pair in raw)


def send(client, address: str, pairs):
    return client.post(address, body(pairs), content_type="application/x-www-form-urlencoded")
