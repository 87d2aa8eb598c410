"""What was typed survives an expired session: kept in the new session, offered again to the same person only.

Nothing is carried out by keeping; the person sends it again with a button and a fresh token.
"""

from urllib.parse import urlsplit

from django.core import signing

SLOT = "kept_post"
COOKIE = "who"
SALT = "giao-uoc.who"
MOST = 200_000  # characters; what is longer than a long report is not a form somebody typed
NEVER = ("password", "csrfmiddlewaretoken", "otp", "code", "secret")


def keeps_nothing(view):
    """Marks a view of which no typed field is kept: neither for after a login, nor on an error page, nor as a digest
    that tells a second press from the first. A ballot is cast there.
    """
    view.keeps_nothing = True
    return view


def keeps_none_of(request) -> bool:
    return getattr(getattr(request.resolver_match, "func", None), "keeps_nothing", False)


def typed(request) -> list[list[str]]:
    """[name, value] of every field that was typed; passwords and tokens are left out."""
    if keeps_none_of(request):
        return []
    return [
        [name, value]
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in NEVER)
        for value in values
    ]


def keep(request, who: str):
    """Keep the typed fields for the person `who` (a user's key as text). Passwords and tokens are never kept."""
    fields = typed(request)
    if who and fields and sum(len(value) for _, value in fields) <= MOST:
        request.session[SLOT] = {"path": request.get_full_path(), "who": who, "fields": fields}


def kept_for(request) -> list[list[str]] | None:
    """What this person had typed at this address, or None. Somebody else's is thrown away."""
    kept = request.session.get(SLOT)
    if not kept:
        return None
    if kept["who"] != str(request.user.pk):
        del request.session[SLOT]
        return None
    return kept["fields"] if kept["path"] == request.get_full_path() else None


def forget(request):
    request.session.pop(SLOT, None)


def remember_who(request, response):
    """A signed cookie that says who worked here last, so that an expired form returns to nobody else."""
    who = str(request.user.pk)
    if last_user(request) != who:
        response.set_cookie(
            COOKIE, signing.dumps(who, salt=SALT), httponly=True, samesite="Lax", secure=request.is_secure()
        )


def last_user(request) -> str:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return ""


def came_from_our_page(request) -> bool:
    """The browser itself says that the form stood on one of our pages."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
