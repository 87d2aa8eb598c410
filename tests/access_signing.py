"""The addresses of signing, and of the one-time codes it may ask for."""

from tests.access_rules import (
    INSIDE,
    LOGIN,
    MISSING,
    NO_METHOD,
    OUTSIDE,
    Route,
    ask,
    button,
    everyone,
    nobody,
    office,
    thing,
)

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

SIGNS = thing(["head_commander", "commander"])
PAPERS = thing(["admin", "secretary", "head_commander"])  # the desk, and the unit whose signature it is

SIGNING: dict[str, Route] = {
    "sign": ask(SIGNS, "open.pk"),
    "decline": ask(SIGNS, "open.pk"),
    "signed": Route(thing(), ("open.pk", "signature.pk"), button()),
    "signature_image": Route(thing(), ("open.pk", "signature.pk"), button()),
    "signature_file_add": ask(PAPERS, "ceremony.pk", "signature.pk"),
    "signature_file": Route(thing(), ("ceremony.pk", "signature.pk", "scan.pk"), button()),
    # Whoever has the key of a tablet, and nobody by it: the account is asked with each signature.
    "tablet": Route(everyone(), ("tablet.token",), nobody(409)),
    "tablet_state": Route(everyone(), ("tablet.token",), nobody(NO_METHOD)),
}
