"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.training import views

PROGRAMME = "training/<str:public_id>/"

urlpatterns = [
    path("training/", views.programmes, name="training"),
    path("training/new/", views.start, name="start_programme"),
    path(PROGRAMME, views.programme, name="programme"),
    path(f"{PROGRAMME}write/", views.write, name="write_programme"),
    path(f"{PROGRAMME}plan/", views.plan, name="plan_programme"),
    path(f"{PROGRAMME}add/", views.add, name="add_to_programme"),
]
