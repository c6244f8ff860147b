"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.projects import views

urlpatterns = [path("projects/<str:public_id>/", views.project, name="project")]
