"""Pages for requests that cannot be answered: each says why and what to do."""

from django.shortcuts import redirect, render

from blocs import keeping


def csrf_failure(request, reason=""):
    """A form older than the login it was sent under comes back for another press of the button.

    Only when the browser says it stood on our own page; anything else is refused.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and keeping.came_from_our_page(request):
        keeping.keep(request, str(user.pk))
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)
