from django.urls import path

from waypost.reporting.views import coverage, overlaps
from waypost.reporting.views import editions as views

urlpatterns = [
    path("edition/", views.newest_edition, name="edition"),
    path("edition/<slug:key>/", views.edition, name="edition_of"),
    path("edition/<slug:key>/<str:name>/", views.evidence, name="evidence"),
    path("overlaps/", overlaps.overlaps, name="overlaps"),
    path("overlaps/units/", coverage.gaps, name="gaps"),
    path("overlaps/organisations/", coverage.doers, name="doers"),
    path("overlaps/timeline/", coverage.timeline, name="timeline"),
    path("overlaps/<str:public_id>/", overlaps.overlap, name="overlap"),
]
