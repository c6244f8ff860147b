"""From a question to its answers and its end: who may, what is refused, what is kept."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from tests.cast import NOON, Cast
from waypost.access.drift import drifts
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.models import AuditRow
from waypost.people.models import Endorsement, Person, Post
from waypost.publications.models import ReferenceSeries
from waypost.requests.actions import answering, asking
from waypost.requests.actions.asking import Draft
from waypost.requests.lists import asked_by_us
from waypost.requests.models import Answer, Asked, Question, Request
from waypost.requests.outlines import OUTLINES, Kind
from waypost.requests.states import STEPS, Part, Stage, State
from waypost.requests.tests.posing import WORDS, answered, asked, drafted, fresh, keys

pytestmark = pytest.mark.django_db
PHONE = "Call +66 81 000 4567 about it."


def second_of_the_mission(cast: Cast) -> Person:
    """The mission's other officer, as a mission focal point too."""
    Post.objects.filter(tenures=cast.donor.acting_as).update(role=Post.Role.MISSION_FOCAL_POINT)
    endorsed = {"network": cast.regional, "since": NOON.date(), "until": NOON.date().replace(year=2021)}
    Endorsement.objects.create(tenure=cast.donor.acting_as, **endorsed)
    return Person.objects.get(pk=cast.donor.pk)


def row_of(request: Request, body: Any) -> Asked:
    return Asked.unfiltered.get(request=request.pk, organisation=body)


def test_a_template_brings_its_outline_its_deadline_and_the_next_number(cast: Cast) -> None:
    before = ReferenceSeries.objects.filter(organisation=cast.police).count()
    made = asking.start(
        by=cast.focal_point, organisation=cast.police, network=cast.regional, kind=Kind.STATISTICS
    )
    assert (made.reference, made.answer_within, made.stage) == ("DPA-2020-001", 14 * 24, Stage.DRAFT)
    assert Question.unfiltered.get(request=made.pk).text == str(OUTLINES[Kind.STATISTICS].text)
    assert ReferenceSeries.objects.filter(organisation=cast.police).count() == before + 1


@pytest.mark.parametrize("name", ["officer", "learner", "donor", "trainer", "suspended", "outsider"])
def test_only_focal_points_ask(cast: Cast, name: str) -> None:
    person = getattr(cast, name)
    with pytest.raises(Denied):
        asking.start(by=person, organisation=person.organisation, network=cast.regional, kind=Kind.OTHER)
    assert AuditRow.objects.filter(action="requests.started", outcome="denied").exists()


@pytest.mark.parametrize("name", ["focal_point", "deputy", "mission_focal_point", "secretariat"])
def test_focal_points_missions_and_the_secretariat_do(cast: Cast, name: str) -> None:
    assert asked(cast, Mark.AMBER, by=getattr(cast, name)).stage == Stage.ASKED


def test_the_deadline_runs_from_asking(cast: Cast, hands: Any) -> None:
    draft = drafted(cast, Mark.AMBER, cast.coast, answer_within=24)
    hands.forward(days=2)
    sent = asking.ask(by=cast.focal_point, request=draft, revision=2)
    assert (sent.due_at - NOON).days == 3


REFUSED: dict[str, dict[str, Any]] = {
    "nobody is asked": {"whom": []},
    "the own organisation": {"whom": ["police"]},
    "an organisation under RED": {"mark": Mark.RED, "whom": ["coast"]},
    "a person under AMBER": {"whom": ["coast_officer"]},
    "CLEAR": {"mark": Mark.CLEAR, "whom": ["coast"]},
    "a deadline nobody offers": {"whom": ["coast"], "answer_within": 1},
    "no title": {"whom": ["coast"], "title": "  "},
    "the empty outline": {"whom": ["coast"], "text": str(OUTLINES[Kind.DOCUMENT].text)},
    "nobody there can answer": {"whom": ["customs"]},
    "nobody there is in the network": {"whom": ["ministry"]},
    "a person without access": {"mark": Mark.RED, "whom": ["suspended"]},
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_asked_is_refused_with_a_sentence(cast: Cast, what: str) -> None:
    given = {**REFUSED[what]}
    whom = [getattr(cast, name) for name in given.pop("whom")]
    if not whom:
        sent = drafted(cast, Mark.AMBER)
        with pytest.raises(Refused, match="Nobody is asked"):
            asking.ask(by=cast.focal_point, request=sent, revision=2)
        return
    with pytest.raises(Refused) as refused:
        asked(cast, given.pop("mark", Mark.AMBER), *whom, **given)
    assert str(refused.value.sentence)
    assert not Request.unfiltered.filter(stage=Stage.ASKED).exists()


def test_a_marking_above_the_ceiling_is_refused(cast: Cast) -> None:
    cast.regional.refused_markings = "SECRET"
    cast.regional.save()
    with pytest.raises(Refused, match="Secret"):
        drafted(cast, Mark.AMBER, cast.coast, national_marking="Secret")


def test_the_mark_that_changes_takes_those_it_cannot_ask_off(cast: Cast) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast, cast.lone)
    before = row_of(made, cast.coast).public_id
    draft = Draft(**WORDS, mark=Mark.STRICT, asked=keys(cast, cast.coast))
    made = asking.write(by=cast.focal_point, request=made, revision=2, draft=draft)
    assert [row.public_id for row in Asked.whom(made)] == [before]
    red = Draft(**WORDS, mark=Mark.RED, asked=keys(cast, cast.lone_officer), shows_asked=True)
    made = asking.write(by=cast.focal_point, request=made, revision=3, draft=red)
    assert [(row.person, made.shows_asked) for row in Asked.whom(made)] == [(cast.lone_officer, False)]


def test_an_overtaken_draft_is_not_kept_nor_sent(cast: Cast) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast)
    with pytest.raises(Overtaken):
        asking.write(by=cast.deputy, request=made, revision=1, draft=Draft(**WORDS))
    with pytest.raises(Overtaken):
        asking.ask(by=cast.deputy, request=made, revision=1)


def test_personal_data_is_removed_or_justified_in_question_and_answer(cast: Cast) -> None:
    from waypost.requests.gates import found_in

    made = drafted(cast, Mark.AMBER, cast.coast, text=PHONE)
    with pytest.raises(Refused, match="may be personal data"):
        asking.ask(by=cast.focal_point, request=made, revision=2)
    [found] = found_in(made, {"text": PHONE}, {})
    with pytest.raises(Refused, match="holds personal data itself"):
        asking.ask(by=cast.focal_point, request=made, revision=2, reasons={found.digest: PHONE})
    sent = asking.ask(by=cast.focal_point, request=made, revision=2, reasons={found.digest: "An office."})
    assert list(Question.unfiltered.get(request=sent.pk).reasons.values()) == ["An office."]
    with pytest.raises(Refused, match="may be personal data"):
        answered(cast.coast_focal_point, sent, PHONE)
    assert answered(cast.coast_focal_point, sent, PHONE, reasons={found.digest: "An office."}).number == 1


def test_where_a_contact_is_asked_for_a_number_passes(cast: Cast) -> None:
    sent = asked(cast, Mark.AMBER, kind=Kind.CONTACT)
    assert answered(cast.coast_focal_point, sent, PHONE).text == PHONE


def test_an_answer_is_versioned_and_never_overwrites_a_colleagues(cast: Cast) -> None:
    sent = asked(cast)
    answered(cast.coast_focal_point, sent, "Yes.")
    with pytest.raises(Overtaken) as overtaken:
        answered(cast.coast_focal_point, sent, "No.", on=0)
    assert overtaken.value.theirs.text == "Yes."
    answered(cast.coast_focal_point, sent, "No.", on=1)
    assert list(Answer.unfiltered.order_by("number").values_list("text", flat=True)) == ["Yes.", "No."]
    assert row_of(sent, cast.coast).revision == 2


@pytest.mark.parametrize(
    ("given", "text"), [("unable", ""), ("answered", "  "), ("open", "Yes."), ("nonsense", "Yes.")]
)
def test_an_answer_without_its_words_is_refused(cast: Cast, given: str, text: str) -> None:
    with pytest.raises(Refused):
        answered(cast.coast_focal_point, asked(cast), text, outcome=given)


def test_nothing_known_needs_no_words(cast: Cast) -> None:
    sent = asked(cast)
    answered(cast.coast_focal_point, sent, "", outcome="nothing")
    assert row_of(sent, cast.coast).state == State.NOTHING


def test_an_answer_is_at_least_as_strict_as_the_question(cast: Cast) -> None:
    sent = asked(cast, Mark.STRICT)
    with pytest.raises(Refused):
        answered(cast.coast_focal_point, sent, mark=Mark.AMBER)
    assert answered(cast.coast_focal_point, sent, mark=Mark.RED).mark == Mark.RED


def test_a_red_answer_is_the_askers_alone(cast: Cast) -> None:
    sent = asked(cast, Mark.AMBER)
    given = answered(cast.coast_focal_point, sent, mark=Mark.RED)
    seen = {n for n, p in cast.people().items() if Answer.visible_to(p).filter(pk=given.pk).exists()}
    assert seen == {"focal_point", "coast_focal_point"}


@pytest.mark.parametrize("name", ["coast_officer", "lone_focal_point", "focal_point", "secretariat"])
def test_nobody_else_answers(cast: Cast, name: str) -> None:
    with pytest.raises(Denied):
        answered(getattr(cast, name), asked(cast, Mark.GREEN))


def test_a_provisional_focal_point_does_not_answer_yet(cast: Cast) -> None:
    sent = asked(cast, Mark.GREEN)
    tenure = cast.coast_focal_point.acting_as
    assert tenure is not None
    tenure.provisional_until = NOON.date().replace(month=10)
    tenure.save()
    with pytest.raises(Denied):
        answered(cast.coast_focal_point, sent)


def test_what_is_closed_can_be_corrected_by_who_answered_and_answered_by_nobody_else(cast: Cast) -> None:
    sent = asked(cast, Mark.AMBER, cast.coast, cast.lone)
    answered(cast.coast_focal_point, sent)
    asking.close(by=cast.focal_point, request=fresh(sent))
    answered(cast.coast_focal_point, sent, "No.", on=1)
    with pytest.raises(Denied):
        answered(cast.lone_focal_point, sent)


def test_what_is_withdrawn_shows_those_asked_the_reason_and_no_question(cast: Cast) -> None:
    sent = asked(cast)
    with pytest.raises(Refused):
        asking.withdraw(by=cast.focal_point, request=fresh(sent), because=" ")
    asking.withdraw(by=cast.focal_point, request=fresh(sent), because="Asked by mistake.")
    assert Request.visible_to(cast.coast_officer).get(pk=sent.pk).withdrawn_because == "Asked by mistake."
    assert not Question.visible_to(cast.coast_officer).filter(request=sent.pk).exists()
    assert Question.visible_to(cast.focal_point).filter(request=sent.pk).exists()
    assert not Question.visible_to(cast.officer).filter(request=sent.pk).exists()


@pytest.mark.parametrize("name", ["mission_focal_point", "secretariat"])
def test_a_colleague_goes_on_with_a_draft_and_sends_it(cast: Cast, name: str) -> None:
    author = getattr(cast, name)
    colleague = cast.second_secretariat if name == "secretariat" else second_of_the_mission(cast)
    made = drafted(cast, Mark.AMBER, cast.coast, by=author)
    assert made in asked_by_us(colleague)
    draft = Draft(title="Theirs", text="Another word.", asked=keys(cast, cast.coast))
    asking.write(by=colleague, request=made, revision=2, draft=draft)
    with pytest.raises(Overtaken):
        asking.write(by=author, request=fresh(made), revision=2, draft=draft)
    with pytest.raises(Overtaken):
        asking.discard(by=author, request=fresh(made), revision=2)
    sent = asking.ask(by=colleague, request=fresh(made), revision=3)
    assert (sent.stage, sent.author) == (Stage.ASKED, author)


def test_others_of_the_organisation_do_not(cast: Cast) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast, by=cast.secretariat)
    seeing = {n for n, p in cast.people().items() if Question.visible_to(p).filter(request=made.pk)}
    assert seeing == {"secretariat", "second_secretariat"}


def test_nobody_makes_a_colleagues_draft_unseen_to_themselves(cast: Cast) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast, by=cast.secretariat)
    red = Draft(**WORDS, mark=Mark.RED, asked=keys(cast, cast.coast_officer))
    with pytest.raises(Refused, match="who began it, would see it"):
        asking.write(by=cast.second_secretariat, request=made, revision=2, draft=red)
    asking.write(by=cast.secretariat, request=made, revision=2, draft=red)
    with pytest.raises(Denied):
        asking.write(by=cast.second_secretariat, request=fresh(made), revision=3, draft=red)


def test_who_left_reads_no_more_of_what_colleagues_write(cast: Cast) -> None:
    """The head stays known to whoever began it, the words are those of who could send it."""
    made = drafted(cast, Mark.AMBER, cast.coast, by=cast.secretariat)
    Post.objects.filter(tenures=cast.secretariat.acting_as).update(role=Post.Role.OFFICER)
    gone = Person.objects.get(pk=cast.secretariat.pk)
    assert Request.visible_to(gone).filter(pk=made.pk).exists()
    assert not Question.visible_to(gone).filter(request=made.pk).exists()


def test_drafts_of_an_older_release_are_shared_by_the_migration(cast: Cast) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast, by=cast.secretariat)
    red = drafted(cast, Mark.RED, cast.coast_officer, by=cast.secretariat)
    Reach.objects.filter(key=key(Audience.ASKERS, cast.office.pk, cast.regional.pk)).delete()
    share = import_module("waypost.requests.migrations.0003_share_drafts_and_find_answers").share
    assert len(list(drifts())) == 1
    for _again in range(2):
        share(apps, None)
        assert list(drifts()) == []
        assert set(Request.visible_to(cast.second_secretariat)) == {made}
    assert red.stage == Stage.DRAFT


def test_a_discarded_draft_leaves_nothing(cast: Cast) -> None:
    made = drafted(cast, Mark.AMBER, cast.coast)
    asking.discard(by=cast.deputy, request=made)
    assert not any(model.unfiltered.exists() for model in (Request, Question, Asked))


def test_opening_amber_is_recorded_once_an_hour_and_again_for_a_new_answer(cast: Cast, hands: Any) -> None:
    sent = asked(cast)

    def rows() -> int:
        answering.opened(by=cast.focal_point, request=fresh(sent))
        return AuditRow.objects.filter(action="requests.content_opened").count()

    assert [rows(), rows()] == [1, 1]
    answered(cast.coast_focal_point, sent)
    assert [rows(), rows()] == [2, 2]
    hands.forward(hours=2)
    assert rows() == 3


def test_others_asked_are_named_only_where_the_asker_shows_them(cast: Cast) -> None:
    shown = asked(cast, Mark.GREEN, cast.coast, cast.lone, shows_asked=True)
    hidden = asked(cast, Mark.GREEN, cast.coast, cast.lone)
    assert Asked.shown_names(cast.coast_officer, shown) == [cast.lone.name]
    assert Asked.shown_names(cast.coast_officer, hidden) == []
    assert Asked.shown_names(cast.immigration_officer, shown) == []


def test_the_table_names_every_act_once_a_stage_and_part() -> None:
    assert len({(step.act, step.stage, step.part) for step in STEPS}) == len(STEPS)
    assert {step.part for step in STEPS} == {Part.ASKER, Part.ANSWERER}
