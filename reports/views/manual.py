"""Help inside the site: the manual's chapters, open to all."""

from django.http import Http404
from django.shortcuts import render

from reports.manual import chapters
from reports.views.gate import public_page


@public_page
def help_page(request):
    return render(request, "public/help.html", {"chapters": chapters().values()})


@public_page
def help_chapter(request, chapter):
    found = chapters()
    if chapter not in found:
        raise Http404
    order = list(found.values())
    here = found[chapter].number  # 1 for the first, so it is the place of the next one
    context = {
        "chapter": found[chapter],
        "chapters": order,
        "before": order[here - 2] if here > 1 else None,
        "after": order[here] if here < len(order) else None,
    }
    return render(request, "public/help_chapter.html", context)
