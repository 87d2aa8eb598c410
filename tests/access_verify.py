"""The addresses of verification."""

from tests.access_rules import Route, public

VERIFY: dict[str, Route] = {
    "verify": public(),
    "verify_code": public("paper.code"),
    "verify_file": public("paper.code"),
    "verify_qr": public("paper.code"),
}
