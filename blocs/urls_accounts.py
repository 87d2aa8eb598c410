"""allauth's pages that this site uses, under Vietnamese addresses. Accounts are given by an administrator."""

from allauth.account import views
from allauth.mfa.recovery_codes.views import view_recovery_codes
from django.urls import path

from blocs.views import codes

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("dang-ky/", views.signup, name="account_signup"),  # allauth names it; the adapter keeps it closed
    path("khong-hoat-dong/", views.account_inactive, name="account_inactive"),
    path("xac-nhan-mat-khau/", views.reauthenticate, name="account_reauthenticate"),
    path("doi-mat-khau/", views.password_change, name="account_change_password"),
    path("dat-mat-khau/", views.password_set, name="account_set_password"),
    path("quen-mat-khau/", views.password_reset, name="account_reset_password"),
    path("ma-xac-thuc/", codes.login_code, name="mfa_authenticate"),
    path("xac-nhan-ma/", codes.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("ma-mot-lan/", codes.codes, name="mfa_index"),
    path("ma-mot-lan/bat/", codes.TurnOn.as_view(), name="mfa_activate_totp"),
    path("ma-mot-lan/tat/", codes.TurnOff.as_view(), name="mfa_deactivate_totp"),
    path("ma-mot-lan/du-phong/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-mot-lan/du-phong/moi/", codes.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("ma-mot-lan/du-phong/tai-ve/", codes.DownloadRecoveryCodes.as_view(), name="mfa_download_recovery_codes"),
]
