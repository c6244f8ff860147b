"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.groups.views import charters, following, handing, letters, meetings, minutes, seats, threads

GROUP = "groups/<str:public_id>/"
MEETING = "meetings/<str:public_id>/"

urlpatterns = [
    path("groups/", charters.groups, name="groups"),
    path("groups/new/", charters.found, name="found_group"),
    path("groups/charter/<slug:slug>/", charters.charter, name="charter_group"),
    path(GROUP, charters.group, name="group"),
    path(f"{GROUP}write/", charters.write, name="write_charter"),
    path(f"{GROUP}funding/", charters.funding, name="group_funding"),
    path(f"{GROUP}threads/", threads.threads, name="group_threads"),
    path(f"{GROUP}threads/new/", threads.begin, name="begin_thread"),
    path(f"{GROUP}threads/<str:thread_id>/", threads.thread, name="group_thread"),
    path(f"{GROUP}hand-over/", handing.hand_over, name="group_hand_over"),
    path(f"{GROUP}letters/", letters.letters, name="group_letters"),
    path(f"{GROUP}letters/new/", letters.enter, name="enter_letter"),
    path(f"{GROUP}letters/<str:letter_id>/", letters.letter, name="group_letter"),
    path(f"{GROUP}letters/<str:letter_id>/scan/", letters.scan, name="letter_scan"),
    path(f"{GROUP}bulletin/", charters.bulletin, name="bulletin_to_group"),
    path(f"{GROUP}seats/", seats.seats, name="group_seats"),
    path(f"{GROUP}seats/new/", seats.give, name="give_seat"),
    path(f"{GROUP}seats/<int:number>/", seats.seat, name="group_seat"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.call, name="call_meeting"),
    path("meetings/actions/", following.board, name="action_board"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}calendar/", meetings.entry, name="meeting_entry"),
    path(f"{MEETING}write/", meetings.write, name="write_meeting"),
    path(f"{MEETING}invite/", meetings.invite, name="invite_to_meeting"),
    path(f"{MEETING}answer/", meetings.answer, name="answer_invitation"),
    path(f"{MEETING}papers/", meetings.papers, name="meeting_papers"),
    path(f"{MEETING}attendance/", meetings.attendance, name="meeting_attendance"),
    path(f"{MEETING}items/<str:item_id>/", minutes.note, name="note_item"),
    path(f"{MEETING}minutes/", minutes.minutes, name="minutes"),
    path(f"{MEETING}minutes/paper/", minutes.paper, name="minutes_paper"),
    path(f"{MEETING}minutes/<str:paragraph_id>/", minutes.paragraph, name="write_paragraph"),
    path(f"{MEETING}minutes/<str:paragraph_id>/comment/", minutes.comment, name="comment_on_minutes"),
    path(f"{MEETING}comments/<str:comment_id>/", minutes.settle, name="settle_comment"),
    path(f"{MEETING}actions/", following.agree, name="agree_action"),
    path(f"{MEETING}actions/<str:action_id>/", following.action_item, name="action_item"),
    path(f"{MEETING}feedback/", following.receive, name="receive_feedback"),
    path(f"{MEETING}feedback/<str:feedback_id>/", following.answer_feedback, name="answer_feedback"),
]
