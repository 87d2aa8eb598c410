app_name = "pacts"
urlpatterns: list = []
