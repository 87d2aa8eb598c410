from django.urls import path

from blocs.views import errors, setup

urlpatterns = [
    path("cai-dat/<str:token>/", setup.setup, name="setup"),
    path("he-thong-thiet-ke/", errors.styleguide, name="styleguide"),
    path("danh-muc/tai-khoan/cap/", setup.accounts_give, name="accounts_give"),
    path("danh-muc/tai-khoan/<int:pk>/mat-khau/", setup.password_renew, name="password_renew"),
]
