"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
