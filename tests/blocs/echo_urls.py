"""The site's addresses and one form that says back what it was sent."""

from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as site


def echo(request):
    return HttpResponse(f"done {request.POST.get('name', '')}" if request.method == "POST" else "empty form")


urlpatterns = [path("thu/", echo), *site]
