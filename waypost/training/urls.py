"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.training.views import modules, programmes

PROGRAMME = "training/<str:public_id>/"
EMODULE = f"{PROGRAMME}modules/<str:module>/"

urlpatterns = [
    path("training/", programmes.programmes, name="training"),
    path("training/new/", programmes.start, name="start_programme"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(f"{PROGRAMME}write/", programmes.write, name="write_programme"),
    path(f"{PROGRAMME}plan/", programmes.plan, name="plan_programme"),
    path(f"{PROGRAMME}add/", programmes.add, name="add_to_programme"),
    path(f"{PROGRAMME}modules/", modules.add_emodule, name="add_emodule"),
    path(EMODULE, modules.emodule, name="emodule"),
    path(f"{EMODULE}play/", modules.play, name="play_emodule"),
]
