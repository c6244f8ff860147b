from django.urls import path

from waypost.reporting import views

urlpatterns = [
    path("edition/", views.newest_edition, name="edition"),
    path("edition/<slug:key>/", views.edition, name="edition_of"),
    path("edition/<slug:key>/<str:name>/", views.evidence, name="evidence"),
]
