"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.curriculum.views import consultation as consulting
from waypost.curriculum.views import exchange, signing, topics, writing
from waypost.curriculum.views import versions as views

CURRICULUM = "curricula/<str:public_id>/"
VERSION = f"{CURRICULUM}version/<str:number>/"
CONSULTATION = "consultations/<str:public_id>/"

urlpatterns = [
    path("curricula/", views.curricula, name="curricula"),
    path("curricula/new/", views.begin, name="begin_curriculum"),
    path(CURRICULUM, views.curriculum, name="curriculum"),
    path(f"{CURRICULUM}write/", views.write, name="write_curriculum"),
    path(f"{CURRICULUM}topics/", topics.topics, name="proposed_topics"),
    path(f"{CURRICULUM}topics/new/", topics.propose, name="propose_topic"),
    path(f"{CURRICULUM}topics/<str:topic_id>/answers/", topics.answers, name="answer_topic"),
    path(f"{CURRICULUM}version/", views.add_version, name="add_version"),
    path(VERSION, views.version, name="curriculum_version"),
    path(f"{VERSION}consult/", consulting.open_one, name="open_consultation"),
    path("consultations/", consulting.consultations, name="consultations"),
    path(CONSULTATION, consulting.consultation, name="consultation"),
    path(f"{CONSULTATION}on/<str:stable>/", consulting.write_comment, name="comment_on"),
    path(f"{CONSULTATION}comments/", consulting.comments, name="consultation_comments"),
    path(f"{CONSULTATION}comments/<str:comment_id>/", consulting.comment, name="comment"),
    path(f"{CONSULTATION}set/", consulting.own_set, name="consultation_set"),
    path(f"{CONSULTATION}board/", consulting.board, name="consultation_board"),
    path(f"{CONSULTATION}table.<str:ending>", exchange.table_file, name="comments_file"),
    path(f"{CONSULTATION}table/", exchange.take, name="take_comments"),
    path(f"{VERSION}write/", writing.draft, name="write_version"),
    path(f"{VERSION}write/<str:stable>/", writing.section, name="write_section"),
    path(f"{VERSION}sign-off/", signing.sign_off, name="sign_off_version"),
    path(f"{CURRICULUM}letters/<str:sign_off_id>/", signing.letter, name="sign_off_letter"),
    path(f"{VERSION}since/<str:before>/", views.difference, name="version_difference"),
]
