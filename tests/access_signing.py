"""The addresses of signing, and of the one-time codes it may ask for."""

from tests.access_rules import INSIDE, LOGIN, MISSING, OUTSIDE, Route, ask, button, office

NONE_YET = dict.fromkeys(OUTSIDE, LOGIN) | dict.fromkeys(INSIDE, MISSING)  # nobody of the world has codes

CODES: dict[str, Route] = {
    "mfa_authenticate": ask(office()),  # leads those inside on, strangers to the password
    "mfa_reauthenticate": ask(office()),
    "mfa_index": Route(office(), (), button()),
    "mfa_activate_totp": ask(office()),
    "mfa_deactivate_totp": ask(NONE_YET),
    "mfa_view_recovery_codes": Route(NONE_YET, (), button()),
    "mfa_generate_recovery_codes": ask(office()),
    "mfa_download_recovery_codes": ask(NONE_YET),
}

SIGNING: dict[str, Route] = CODES
