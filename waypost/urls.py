"""Every room's pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("waypost.desk.urls")),
    path("", include("waypost.notices.urls")),
    path("", include("waypost.publications.urls")),
    path("", include("waypost.alerts.urls")),
    path("", include("waypost.requests.urls")),
    path("", include("waypost.training.urls")),
    path("", include("waypost.groups.urls")),
    path("", include("waypost.curriculum.urls")),
    path("", include("waypost.projects.urls")),
    path("", include("waypost.network.urls")),
    path("", include("waypost.people.urls")),
    path("", include("waypost.reporting.urls")),
    path("", include("waypost.demo.urls")),
]

handler400 = "waypost.desk.views.errors.bad_request"
handler403 = "waypost.desk.views.errors.forbidden"
handler404 = "waypost.desk.views.errors.not_found"
handler500 = "waypost.desk.views.errors.broken"
