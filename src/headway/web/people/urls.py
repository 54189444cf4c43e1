"""Addresses of people: one's own account, and those of a partnership."""


app_name = "people"

urlpatterns: list = []
