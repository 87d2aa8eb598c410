"""The address a person's calendar program asks for; without a namespace, so that the floor below can link to it."""

from django.urls import path

from reports.views import own_calendar

urlpatterns = [path("lich/<slug:key>.ics", own_calendar.own_calendar, name="own_calendar")]
