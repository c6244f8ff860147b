"""Addresses of the room. Ids in them are random and mean nothing."""

from django.urls import path

from waypost.training.views import (
    attendance,
    certificates,
    enrolment,
    gain,
    information,
    joining,
    lineage,
    modules,
    nomination,
    practicals,
    programmes,
    questions,
    resources,
    roll,
    rubrics,
    sheets,
    testing,
    trainers,
)

PROGRAMME = "training/<str:public_id>/"
EMODULE = f"{PROGRAMME}modules/<str:module>/"
COHORT = "training/cohorts/<str:public_id>/"
NOMINEE = f"{COHORT}officers/<str:nominee_id>/"
TEST = f"{COHORT}tests/<str:test_id>/"
PRACTICAL = "training/sessions/<str:public_id>/"
CERTIFICATE = "training/certificates/<str:public_id>/"
DAY = f"{PRACTICAL}days/<str:day_id>/"
SESSION = "training/information/<str:public_id>/"

urlpatterns = [
    path("training/", programmes.programmes, name="training"),
    path("training/new/", programmes.start, name="start_programme"),
    path("training/mine/", enrolment.courses, name="courses"),
    path(COHORT, enrolment.cohort, name="cohort"),
    path(f"{COHORT}seats/", enrolment.seats, name="seats"),
    path(f"{COHORT}decide/", enrolment.decide, name="decide"),
    path(f"{COHORT}nominate/", nomination.nominate, name="nominate"),
    path(f"{COHORT}roll/", roll.roll, name="roll"),
    path(f"{COHORT}roll/template/", roll.template, name="roll_template"),
    path(f"{COHORT}let-in/", nomination.let_in, name="let_in"),
    path(f"{COHORT}instructions/", joining.join, name="joining"),
    path(f"{COHORT}calendar/", joining.entry, name="calendar_entry"),
    path(f"{COHORT}certify/", certificates.certify, name="certify"),
    path(CERTIFICATE, certificates.certificate, name="certificate"),
    path(f"{CERTIFICATE}paper/", certificates.certificate_paper, name="certificate_paper"),
    path("training/trainers/", trainers.trainers, name="trainers"),
    path("training/trainers/<str:public_id>/", trainers.trainer, name="trainer"),
    path("verify/", certificates.verify, name="verify"),
    path("verify/<secret:code>/", certificates.verify_code, name="verify_code"),
    path(NOMINEE, nomination.nominee, name="nominee"),
    path(f"{NOMINEE}replace/", nomination.replace, name="replace_nominee"),
    path(f"{COHORT}tests/", testing.tests, name="cohort_tests"),
    path(f"{COHORT}gain/", gain.gain, name="cohort_gain"),
    path(TEST, testing.test, name="cohort_test"),
    path(f"{TEST}sit/", testing.sit, name="sit_test"),
    path(f"{TEST}sit/<int:number>/", testing.answer, name="answer_question"),
    path(f"{COHORT}sessions/", practicals.plan, name="plan_session"),
    path("training/sessions/", attendance.taught, name="practicals"),
    path(PRACTICAL, practicals.session, name="practical"),
    path(f"{PRACTICAL}write/", practicals.write, name="write_session"),
    path(f"{PRACTICAL}postpone/", practicals.postpone, name="postpone_session"),
    path(f"{PRACTICAL}cancel/", practicals.cancel, name="cancel_session"),
    path(f"{PRACTICAL}sheet/", sheets.sheet, name="session_sheet"),
    path(f"{PRACTICAL}signed/", sheets.scan, name="scan_sheet"),
    path(f"{PRACTICAL}signed/<str:sheet_id>/", sheets.signed, name="signed_sheet"),
    path(DAY, attendance.attendance, name="attendance"),
    path(f"{DAY}walk-in/", attendance.walk_in, name="walk_in"),
    path("training/information/", information.sessions, name="information_sessions"),
    path("training/information/new/", information.give, name="give_information"),
    path("training/information/sums/", information.sums, name="information_sums"),
    path(SESSION, information.session, name="information_session"),
    path(f"{SESSION}correct/", information.correct, name="correct_information"),
    path("training/materials/", resources.materials, name="materials"),
    path("training/materials/new/", resources.adapt, name="adapt_resource"),
    path("training/materials/<str:public_id>/", resources.material, name="material"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(f"{PROGRAMME}write/", programmes.write, name="write_programme"),
    path(f"{PROGRAMME}plan/", programmes.plan, name="plan_programme"),
    path(f"{PROGRAMME}lineage/", lineage.reach, name="lineage"),
    path(f"{PROGRAMME}add/", programmes.add, name="add_to_programme"),
    path(f"{PROGRAMME}modules/", modules.add_emodule, name="add_emodule"),
    path(EMODULE, modules.emodule, name="emodule"),
    path(f"{EMODULE}play/", modules.play, name="play_emodule"),
    path(f"{PROGRAMME}questions/", questions.bank, name="questions"),
    path(f"{PROGRAMME}questions/new/", questions.add_question, name="add_question"),
    path(f"{PROGRAMME}questions/<str:question_id>/", questions.question, name="question"),
    path(f"{PROGRAMME}rubrics/", rubrics.rubrics, name="rubrics"),
    path(f"{PROGRAMME}rubrics/new/", rubrics.add_rubric, name="add_rubric"),
    path(f"{PROGRAMME}rubrics/<str:rubric_id>/", rubrics.rubric, name="rubric"),
    path(f"{PROGRAMME}nominations/", enrolment.open_intake, name="open_intake"),
]
