"""Staff addresses of turning the year: heads for the next season, the handover."""

from django.urls import path

from reports.views import handovers

urlpatterns = [
    path("ban-giao/", handovers.handover_list, name="handover_list"),
    path("ban-giao/<int:pk>/", handovers.handover_detail, name="handover_detail"),
    path("ban-giao/<int:pk>/khoi-truong/", handovers.handover_heads, name="handover_heads"),
    path("ban-giao/<int:pk>/lap/", handovers.handover_prepare, name="handover_prepare"),
    path("ban-giao/<int:pk>/them/", handovers.handover_item, name="handover_item"),
    path("ban-giao/<int:pk>/bot/<int:row>/", handovers.handover_item_drop, name="handover_item_drop"),
    path("ban-giao/<int:pk>/giao/", handovers.handover_give, name="handover_give"),
    path("ban-giao/<int:pk>/nhan/", handovers.handover_receive, name="handover_receive"),
    path("ban-giao/<int:pk>/tra-lai/", handovers.handover_return, name="handover_return"),
]
