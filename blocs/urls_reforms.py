"""Staff addresses of reorganisations."""

from django.urls import path

from blocs.views import reforms

urlpatterns: list = [
    path("danh-muc/sap-xep-to-chuc/", reforms.reform_list, name="reform_list"),
    path("danh-muc/sap-xep-to-chuc/moi/", reforms.reform_add, name="reform_add"),
    path("danh-muc/sap-xep-to-chuc/<int:pk>/", reforms.reform_detail, name="reform_detail"),
    path("danh-muc/sap-xep-to-chuc/<int:pk>/sua/", reforms.reform_edit, name="reform_edit"),
    path("danh-muc/sap-xep-to-chuc/<int:pk>/buoc/<slug:act>/", reforms.step_add, name="reform_step_add"),
    path("danh-muc/sap-xep-to-chuc/<int:pk>/buoc/<int:place>/bo/", reforms.step_drop, name="reform_step_drop"),
    path("danh-muc/sap-xep-to-chuc/<int:pk>/thuc-hien/", reforms.reform_carry_out, name="reform_carry_out"),
    path("danh-muc/sap-xep-to-chuc/<int:pk>/hoan-tac/", reforms.reform_undo, name="reform_undo"),
    path("danh-muc/sap-xep-to-chuc/<int:pk>/bo/", reforms.reform_delete, name="reform_delete"),
]
