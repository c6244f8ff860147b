"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.projects.views import activities, activity_tables
from waypost.projects.views import projects as views

PROJECT = "projects/<str:public_id>/"
ACTIVITY = "activities/<str:public_id>/"

urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/new/", views.start, name="start_project"),
    path(PROJECT, views.project, name="project"),
    path(f"{PROJECT}write/", views.write, name="write_project"),
    path(f"{PROJECT}lines/", views.fund, name="fund_project"),
    path(f"{PROJECT}lines/<str:line_id>/", views.line, name="funding_line"),
    path("activities/", activities.activities, name="activities"),
    path("activities/new/", activities.write_down, name="write_activity"),
    path("activities/table/", activity_tables.take_over, name="activities_table"),
    path("activities/table/template/", activity_tables.template, name="activities_template"),
    path("activities/as-csv/", activity_tables.as_csv, name="activities_csv"),
    path("activities/as-excel/", activity_tables.as_excel, name="activities_excel"),
    path(ACTIVITY, activities.activity, name="activity"),
    path(f"{ACTIVITY}change/", activities.change, name="change_activity"),
    path(f"{ACTIVITY}withdraw/", activities.withdraw, name="withdraw_activity"),
]
