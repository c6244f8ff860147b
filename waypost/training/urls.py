"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.training.views import enrolment, modules, nomination, programmes

PROGRAMME = "training/<str:public_id>/"
EMODULE = f"{PROGRAMME}modules/<str:module>/"
COHORT = "training/cohorts/<str:public_id>/"
NOMINEE = f"{COHORT}officers/<str:nominee_id>/"

urlpatterns = [
    path("training/", programmes.programmes, name="training"),
    path("training/new/", programmes.start, name="start_programme"),
    path("training/mine/", enrolment.courses, name="courses"),
    path(COHORT, enrolment.cohort, name="cohort"),
    path(f"{COHORT}seats/", enrolment.seats, name="seats"),
    path(f"{COHORT}decide/", enrolment.decide, name="decide"),
    path(f"{COHORT}nominate/", nomination.nominate, name="nominate"),
    path(f"{COHORT}let-in/", nomination.let_in, name="let_in"),
    path(NOMINEE, nomination.nominee, name="nominee"),
    path(f"{NOMINEE}replace/", nomination.replace, name="replace_nominee"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(f"{PROGRAMME}write/", programmes.write, name="write_programme"),
    path(f"{PROGRAMME}plan/", programmes.plan, name="plan_programme"),
    path(f"{PROGRAMME}add/", programmes.add, name="add_to_programme"),
    path(f"{PROGRAMME}modules/", modules.add_emodule, name="add_emodule"),
    path(EMODULE, modules.emodule, name="emodule"),
    path(f"{EMODULE}play/", modules.play, name="play_emodule"),
    path(f"{PROGRAMME}nominations/", enrolment.open_intake, name="open_intake"),
]
