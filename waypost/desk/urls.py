from django.urls import path

from waypost.desk.views import coverage, handover, log, measures, own, places
from waypost.desk.views import help as help_pages
from waypost.desk.views.home import home
from waypost.desk.views.language import language

urlpatterns = [
    path("", home, name="home"),
    path("language/", language, name="language"),
    path("profile/data/", own.own_data, name="own_data"),
    path("profile/data/file/", own.own_data_file, name="own_data_file"),
    path("profile/leave/", own.leave, name="leave"),
    path("people/posts/<str:public_id>/hand-over/", handover.handover, name="handover"),
    path("people/posts/<str:public_id>/hand-over/telephone/", handover.confirm_phone, name="confirm_phone"),
    path("topics/", places.topics, name="topics"),
    path("topics/<slug:key>/", places.topic, name="topic"),
    path("routes/", places.routes, name="routes"),
    path("routes/<slug:key>/", places.route, name="route"),
    path("members/", places.members, name="members"),
    path("members/<slug:key>/", places.member, name="member"),
    path("network/coverage/", coverage.coverage, name="coverage"),
    path("network/coverage/<str:name>/", coverage.coverage_records, name="coverage_records"),
    path("network/measures/", measures.measures, name="measures"),
    path("audit/", log.log, name="audit"),
    path("audit/<str:token>/", log.row, name="audit_row"),
    path("audit/<str:token>/receipt/", log.row_receipt, name="audit_receipt"),
    path("help/", help_pages.overview, name="help"),
    path("help/handling/", help_pages.handling, name="handling"),
    path("help/accessibility/", help_pages.accessibility, name="accessibility"),
]
