"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.requests.views import asking, changing, reading

REQUEST = "requests/<str:public_id>/"

urlpatterns = [
    path("requests/", reading.requests, name="requests"),
    path("requests/new/", asking.start, name="start_request"),
    path(REQUEST, reading.request, name="request"),
    path(f"{REQUEST}write/", asking.write, name="write_request"),
    path(f"{REQUEST}send/", asking.send, name="send_request"),
    path(f"{REQUEST}answer/", reading.answer, name="answer"),
    path(f"{REQUEST}thank/", reading.thank, name="thank"),
    path(f"{REQUEST}change/", changing.change, name="change_request"),
    path(f"{REQUEST}end/", asking.end, name="end_request"),
]
