"""Where a person's work begins after logging in."""

from django.shortcuts import redirect

from blocs.models import Role

FIRST_PAGES = [
    (Role.SECRETARY, "reports:my_tasks"),
    (Role.REPORTER, "reports:my_tasks"),
    (Role.COMMANDER, "reports:board"),
    (Role.STANDING, "reports:board"),
    (Role.DEPARTMENT, "reports:my_tasks"),
    (Role.ADMIN, "admin:index"),
]


def after_login(request):
    roles = {duty.role for duty in request.user.duties_today}
    for role, page in FIRST_PAGES:
        if role in roles:
            return redirect(page)
    return redirect("admin:index" if request.user.is_admin else "home")
