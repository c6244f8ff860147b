"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.groups.views import charters, seats

GROUP = "groups/<str:public_id>/"

urlpatterns = [
    path("groups/", charters.groups, name="groups"),
    path("groups/new/", charters.found, name="found_group"),
    path("groups/charter/<slug:key>/", charters.charter, name="charter_group"),
    path(GROUP, charters.group, name="group"),
    path(f"{GROUP}write/", charters.write, name="write_charter"),
    path(f"{GROUP}funding/", charters.funding, name="group_funding"),
    path(f"{GROUP}seats/", seats.seats, name="group_seats"),
    path(f"{GROUP}seats/new/", seats.give, name="give_seat"),
    path(f"{GROUP}seats/<int:number>/", seats.seat, name="group_seat"),
]
