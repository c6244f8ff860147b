"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.network.views import recruiting

ONE = "network/nominations/<str:public_id>/"

urlpatterns = [
    path("network/recruiting/", recruiting.recruiting, name="recruiting"),
    path("network/nominations/new/", recruiting.propose, name="propose"),
    path(ONE, recruiting.nomination, name="nomination"),
    path(f"{ONE}letter/", recruiting.letter, name="nomination_letter"),
    path(f"{ONE}correct/", recruiting.correct, name="correct_nomination"),
    path(f"{ONE}register/", recruiting.register, name="register_nomination"),
    path(f"{ONE}send-back/", recruiting.send_back, name="return_nomination"),
    path(f"{ONE}withdraw/", recruiting.withdraw, name="withdraw_nomination"),
    path(f"{ONE}invite/", recruiting.invite, name="invite_candidate"),
]
