"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.curriculum.views import versions as views
from waypost.curriculum.views import writing

CURRICULUM = "curricula/<str:public_id>/"
VERSION = f"{CURRICULUM}version/<str:number>/"

urlpatterns = [
    path("curricula/", views.curricula, name="curricula"),
    path("curricula/new/", views.begin, name="begin_curriculum"),
    path(CURRICULUM, views.curriculum, name="curriculum"),
    path(f"{CURRICULUM}write/", views.write, name="write_curriculum"),
    path(f"{CURRICULUM}version/", views.add_version, name="add_version"),
    path(VERSION, views.version, name="curriculum_version"),
    path(f"{VERSION}write/", writing.draft, name="write_version"),
    path(f"{VERSION}write/<str:stable>/", writing.section, name="write_section"),
    path(f"{VERSION}since/<str:before>/", views.difference, name="version_difference"),
]
