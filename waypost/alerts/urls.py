"""Addresses of the room."""

from django.urls import path

import waypost.core.discreet  # noqa: F401  the converter "secret"
from waypost.alerts.views import (
    cards,
    checking,
    comparing,
    contesting,
    drill,
    flash,
    pictures,
    redacting,
    replacing,
    seeing,
    series,
    standing,
    words,
    writing,
)
from waypost.publications.urls import ITEM

WORDS = "alerts/words/"

urlpatterns = [
    path("drill/", drill.drill, name="drill"),
    path("alerts/", checking.alerts, name="alerts"),
    path("check/", checking.check_document, name="check"),
    path(WORDS, words.vocabularies, name="alert_words"),
    path(f"{WORDS}<str:vocabulary>/", words.words, name="vocabulary"),
    path(f"{WORDS}<str:vocabulary>/new/", words.add, name="add_word"),
    path(f"{WORDS}<str:vocabulary>/<str:code>/", words.word, name="word"),
    path(f"{WORDS}<str:vocabulary>/<str:code>/end/", words.end, name="end_word"),
    path(f"{WORDS}<str:vocabulary>/<str:code>/again/", words.offer_again, name="offer_word_again"),
    path(f"{ITEM}findings/", writing.findings, name="alert_findings"),
    path(f"{ITEM}series/", series.take_series, name="alert_series"),
    path(f"{ITEM}series/template/", series.template, name="alert_series_template"),
    path(f"{ITEM}pictures/", pictures.pictures, name="alert_pictures"),
    path(f"{ITEM}pictures/<str:file_id>/", redacting.redact, name="alert_redact"),
    path(
        f"{ITEM}files/<str:file_id>/tiles/<int:level>/<int:column>/<int:row>/",
        comparing.tile,
        name="alert_tile",
    ),
    path(f"{ITEM}compare-pictures/", comparing.compare, name="alert_compare"),
    path(f"{ITEM}alone/", flash.publish_alone, name="publish_alone"),
    path(f"{ITEM}second-check/", flash.second_check, name="second_check"),
    path(f"{ITEM}seen/", seeing.seen_too, name="seen_too"),
    path(f"{ITEM}card/", cards.card, name="card"),
    path(f"{ITEM}card/draft/", cards.card_draft, name="card_draft"),
    path("card/<secret:token>/", standing.standing, name="card_standing"),
    path(f"{ITEM}contest/", contesting.contest, name="contest"),
    path(f"{ITEM}replaced/", replacing.supersede, name="supersede"),
]
