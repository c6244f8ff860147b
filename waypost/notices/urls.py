"""Addresses of the inbox, of mailboxes, and of another mail address. Ids are random and open to their reader only."""

from django.urls import path

import waypost.core.discreet  # noqa: F401  the converter "secret"
from waypost.notices import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="inbox_read"),
    path("inbox/preferences/", views.preferences, name="preferences"),
    path("inbox/undelivered/", views.undelivered, name="undelivered"),
    path("inbox/undelivered/<str:token>/", views.send_again, name="send_again"),
    path("inbox/unsubscribe/<secret:token>/", views.unsubscribe, name="unsubscribe"),
    path("people/organisations/<str:public_id>/mailboxes/", views.mailboxes, name="mailboxes"),
    path("people/mailboxes/<str:public_id>/", views.mailbox, name="mailbox"),
    path("people/persons/<str:public_id>/address/", views.address, name="person_address"),
    path("inbox/<str:public_id>/", views.notice, name="notice"),
    path("inbox/<str:public_id>/read/", views.read, name="notice_read"),
]
