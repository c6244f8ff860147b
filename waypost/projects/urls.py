"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.projects import views

PROJECT = "projects/<str:public_id>/"

urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/new/", views.start, name="start_project"),
    path(PROJECT, views.project, name="project"),
    path(f"{PROJECT}write/", views.write, name="write_project"),
    path(f"{PROJECT}lines/", views.fund, name="fund_project"),
    path(f"{PROJECT}lines/<str:line_id>/", views.line, name="funding_line"),
]
