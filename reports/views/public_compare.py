"""Compare years (PUB-7): one published indicator, a few units, some years; the address holds the whole choice."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from reports.compare_pictures import slope_pictures, small_pictures, summary_of
from reports.comparing import MOST_UNITS, comparison
from reports.views.gate import public_page


@public_page
def compare_years(request):
    found = comparison(request.GET)
    years = [one.key for one in found.chosen_years]
    address = f"{reverse('compare_years')}?{urlencode(found.selection)}"
    context = {
        "found": found,
        "slopes": slope_pictures(found),
        "panels": small_pictures(found),
        "summaries": [summary_of(line, years) for line in found.lines] if len(years) > 1 else [],
        "most_units": MOST_UNITS,
        "has_too_many": found.asked_units > MOST_UNITS,
        "has_changes": len(years) > 1,
        "address": address,
        "shared_path": address if found.series else "",
        "illustrative": found.is_illustrative,
    }
    return render(request, "public/compare.html", context)
