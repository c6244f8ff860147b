"""Addresses of the inbox and of posts' mailboxes. A notice's id is random and opens to nobody but its reader."""

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
    path("inbox/<str:public_id>/", views.notice, name="notice"),
    path("inbox/<str:public_id>/read/", views.read, name="notice_read"),
]
