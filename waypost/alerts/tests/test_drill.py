"""The drill: five a week, of what the officer may see now; the answer and why; nobody else's affair."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.alerts import faces
from waypost.alerts.actions import drilling, writing
from waypost.alerts.actions.replacing import supersede
from waypost.alerts.drill import A_WEEK, Exercise, monday, week_of
from waypost.alerts.models import DrillAnswer, Redaction, Term
from waypost.alerts.tests.alerting import FINDINGS, alerted, approved, drafted
from waypost.alerts.tests.lending import published, reference
from waypost.core import clock
from waypost.core.errors import Denied, Refused
from waypost.face.tests.reading import Page
from waypost.files.intake import Clean
from waypost.files.kinds import PNG
from waypost.files.tests import corpus
from waypost.people.models import Person
from waypost.publications.actions import afterwards, attaching, drafting
from waypost.publications.models import Opening

As = Callable[[Person], Client]


def exercises(person: Person) -> list[Exercise]:
    return [turn.exercise for turn in week_of(person)]


def of_alerts(person: Person) -> list[Exercise]:
    return [each for each in exercises(person) if each.alert is not None]


def pictured(cast: Cast, *, pointed: int = 0, covered: tuple[str, ...] = ()) -> Any:
    """Published with a picture of each side, and a call-out of the finding of this number on the fraudulent one.
    Something is covered in those of these roles.
    """
    item = drafted(cast)
    files = {}
    for name, role in (("false.png", "FAL"), ("genuine.png", "GEN")):
        data = corpus.picture("PNG")
        row = attaching.attach(
            by=cast.officer, publication=item, clean=Clean(name, PNG, data, data, None, 120, 80)
        )
        attaching.describe(by=cast.officer, publication=item, descriptions={row.public_id: "The page."})
        boxes = [[0.1, 0.2, 0.3, 0.4]] if role in covered else []
        Redaction.objects.create(file=row.file, by=cast.officer, at=clock.now(), boxes=boxes)
        says = {row.public_id: writing.Says(role=role, light="WHT")}
        writing.place_pictures(by=cast.officer, publication=item, pictures=says)
        files[role] = row.file.public_id
    spot = {"file": files["FAL"], "x": 0.5, "y": 0.5}
    signs = [each | ({"false": spot} if n == pointed else {}) for n, each in enumerate(FINDINGS, 1)]
    writing.save_findings(by=cast.officer, publication=item, declared=[], findings=signs)
    drafting.submit(by=cast.officer, publication=item)
    return approved(cast, item, 1)


def main(answer: Any) -> str:
    return str(answer.content.decode().partition("<main")[2])


class TestWhatIsInIt:
    def test_five_in_an_empty_portal_are_faces(self, cast: Cast) -> None:
        assert [each.kind for each in exercises(cast.officer)] == ["faces"] * A_WEEK

    def test_of_alerts_and_faces_the_same_all_week(self, cast: Cast, hands: Any) -> None:
        for _each in range(5):
            alerted(cast)
        found = exercises(cast.coast_officer)
        assert [each.kind for each in found] == ["words"] * 3 + ["faces"] * 2
        hands.now += timedelta(days=6 - clock.today().weekday())
        assert [each.key for each in exercises(cast.coast_officer)] == [each.key for each in found]
        assert not {each.key for each in exercises(cast.lone_officer)} & {each.key for each in found}

        hands.now += timedelta(days=1)
        assert not {each.key for each in exercises(cast.coast_officer)} & {each.key for each in found}

    def test_nothing_they_do_not_see_nor_under_strict_and_red(self, cast: Cast) -> None:
        amber = alerted(cast, Mark.AMBER, to=[cast.coast])
        alerted(cast, Mark.STRICT, to=[cast.coast])
        alerted(cast, Mark.RED, to=[cast.coast_officer])
        assert [each.alert for each in of_alerts(cast.coast_officer)] == [amber]
        assert of_alerts(cast.lone_officer) == []

    @pytest.mark.parametrize("end", ["withdrawn", "replaced", "expired", "old"])
    def test_nothing_that_is_over(self, cast: Cast, hands: Any, end: str) -> None:
        alert = alerted(cast, expires_on=clock.today() + timedelta(days=3) if end == "expired" else None)
        assert len(of_alerts(cast.coast_officer)) == 1
        if end == "withdrawn":
            afterwards.withdraw(by=cast.officer, publication=alert, because="It was genuine.")
        elif end == "replaced":
            supersede(by=cast.officer, publication=alert, successor=alerted(cast).public_id)
        else:
            hands.forward(days=5 if end == "expired" else 200)
        assert alert not in [each.alert for each in of_alerts(cast.coast_officer)]

    def test_pictures_where_both_are_there(self, cast: Cast) -> None:
        for code in ("BDP", "WHL", "POR", "MRZ", "COV"):
            Term.objects.get_or_create(vocabulary="location", code=code, defaults={"label_en": code})
        pictured(cast)
        [found] = of_alerts(cast.coast_officer)
        assert found.kind == "pictures"
        false = found.first if found.right == "a" else found.second
        assert false.picture is not None
        assert false.picture.role == "FAL"
        right = next(iter(found.by_what))
        assert right in {"BDP", "WHL"}
        assert found.is_right(found.right, right)
        assert not found.is_right(found.right, next(t.code for t in found.signs if t.code != right))

    @pytest.mark.parametrize(("pointed", "told"), [(0, 1), (2, 2)])
    def test_pictures_are_explained_by_what_they_show(self, cast: Cast, pointed: int, told: int) -> None:
        pictured(cast, pointed=pointed)
        [found] = of_alerts(cast.coast_officer)
        assert found.finding is not None
        assert found.finding.n == told

    def test_the_right_side_is_the_genuine_words(self, cast: Cast) -> None:
        for _each in range(3):
            alerted(cast)
        for person in (cast.coast_officer, cast.lone_officer, cast.customs_officer):
            for each in of_alerts(person):
                side = each.first if each.right == "a" else each.second
                assert side.words == each.finding.expected  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("covered", "kind"),
    [((), "pictures"), (("FAL", "GEN"), "pictures"), (("FAL",), "words"), (("GEN",), "words")],
)
def test_what_is_covered_does_not_give_the_answer_away(
    cast: Cast, covered: tuple[str, ...], kind: str
) -> None:
    """A specimen's own data stand in its picture, a fraudulent document's are black: whoever sees that knows."""
    pictured(cast, pointed=1, covered=covered)
    assert [each.kind for each in of_alerts(cast.coast_officer)] == [kind]


@pytest.mark.parametrize(("over", "kind"), [(Mark.CLEAR, "pictures"), (Mark.AMBER, "words")])
def test_nor_does_the_readers_name_across_one_picture_alone(cast: Cast, over: Mark, kind: str) -> None:
    """Under AMBER a picture carries its reader's name: a reference's beside an alert's that does not would be known."""
    published(cast, *reference(cast, over))
    assert [each.kind for each in of_alerts(cast.officer)] == [kind]


class TestAnswering:
    def test_keeps_the_first_answer_and_no_more_than_a_year(self, cast: Cast, hands: Any) -> None:
        made = exercises(cast.officer)[0]
        drilling.answer(by=cast.officer, exercise=made, choice=made.right)
        wrong = next(each for each in made.choices if each != made.right)
        assert drilling.answer(by=cast.officer, exercise=made, choice=wrong).right
        assert DrillAnswer.objects.count() == 1

        hands.forward(days=380)
        later = exercises(cast.officer)[0]
        drilling.answer(by=cast.officer, exercise=later, choice="same")
        assert [row.exercise for row in DrillAnswer.objects.all()] == [later.key]

    def test_what_is_no_answer_is_refused(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="one of the two"):
            drilling.answer(by=cast.officer, exercise=exercises(cast.officer)[0], choice="a")

    def test_is_for_active_members(self, cast: Cast) -> None:
        made = exercises(cast.officer)[0]
        for by in (cast.outsider, cast.suspended):
            with pytest.raises(Denied):
                drilling.answer(by=by, exercise=made, choice="same")

    def test_goes_with_the_person(self) -> None:
        field = DrillAnswer._meta.get_field("person")
        assert field.remote_field.on_delete.__name__ == "CASCADE"  # type: ignore[union-attr]


class TestThePage:
    def test_from_question_to_answer_and_on(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast, Mark.AMBER, to=[cast.coast])
        browser = enter(cast.coast_officer)
        page = browser.get("/drill/").content.decode()
        assert "Which of the two is genuine?" in page
        assert "TLP:AMBER" in page
        assert alert.reference not in page
        assert Opening.unfiltered.filter(person=cast.coast_officer, version=alert.live_id).exists()

        made = exercises(cast.coast_officer)[0]
        answer = browser.post("/drill/", {"exercise": made.key})
        assert answer.status_code == 422
        assert "Choose one of the two." in answer.content.decode()

        answer = browser.post("/drill/", {"exercise": made.key, "choice": made.right}, follow=True)
        said = Page(answer.content.decode()).words
        assert "Tiny letters, sharp edges" in said
        assert f"Read {alert.reference}" in said
        assert "1 of 1 answered right this week." in said
        assert "Is it the same person?" in browser.get("/drill/").content.decode()

    @pytest.mark.parametrize(("well", "said"), [(True, "Right"), (False, "Not right")])
    def test_right_and_wrong_read_differently_and_call_outs_come_with_the_answer(
        self, cast: Cast, enter: As, well: bool, said: str
    ) -> None:
        pictured(cast, pointed=2)
        [made] = of_alerts(cast.coast_officer)
        browser = enter(cast.coast_officer)
        asked = main(browser.get("/drill/"))
        for telling in ('class="spot', "finding-2", "Fraudulent", "Whole page glows", "?first", "The page."):
            assert telling not in asked

        choice = next(each for each in made.choices if (each == made.right) is well)
        sent = {"exercise": made.key, "choice": choice, "by_what": next(iter(made.by_what), "")}
        answer = main(browser.post("/drill/", sent, follow=True))
        assert f'<div class="notice {"right" if well else "wrong"}">' in answer
        assert f"</svg>{said}</h2>" in answer
        assert f"Your answer: {choice.upper()}" in answer
        assert (
            answer.count('<figure class="document genuine')
            == answer.count('figure class="document false')
            == 1
        )
        assert answer.count('class="spot n2"') == 1
        assert 'id="finding-2"' in answer
        assert "Whole page glows" in answer
        assert 'id="finding-1"' not in answer  # it points at neither picture

    def test_words_are_answered_with_the_pictures_their_finding_points_at(
        self, cast: Cast, enter: As
    ) -> None:
        pictured(cast, pointed=1, covered=("FAL",))
        [made] = of_alerts(cast.coast_officer)
        browser = enter(cast.coast_officer)
        assert "<img" not in main(browser.get("/drill/"))
        sent = {"exercise": made.key, "choice": made.right}
        answer = main(browser.post("/drill/", sent, follow=True))
        assert answer.count('<figure class="document') == 1
        assert 'class="spot n1"' in answer

    def test_all_five_in_thai_too(self, cast: Cast, enter: As) -> None:
        alerted(cast)
        browser = enter(cast.coast_officer)
        browser.cookies["django_language"] = "th"
        for each in exercises(cast.coast_officer):
            shown = browser.get(f"/drill/?exercise={each.key}")
            assert shown.status_code == 200
            sent = {"exercise": each.key, "choice": each.choices[0]}
            assert browser.post("/drill/", sent, follow=True).status_code == 200
        assert DrillAnswer.objects.filter(person=cast.coast_officer).count() == A_WEEK

    def test_what_is_gone_is_said(self, cast: Cast, enter: As) -> None:
        alert = alerted(cast)
        made = of_alerts(cast.coast_officer)[0]
        afterwards.withdraw(by=cast.officer, publication=alert, because="It was genuine.")
        answer = enter(cast.coast_officer).post(
            "/drill/", {"exercise": made.key, "choice": made.right}, follow=True
        )
        assert "This exercise is gone" in answer.content.decode()
        assert "Tiny letters" not in answer.content.decode()

    def test_nobody_meets_anothers_answers(self, cast: Cast, enter: As) -> None:
        made = exercises(cast.officer)[0]
        drilling.answer(by=cast.officer, exercise=made, choice=made.right)
        for by in (cast.deputy, cast.secretariat):
            assert "answered right" not in enter(by).get("/drill/").content.decode()
        assert enter(cast.outsider).get("/drill/").status_code == 403
        assert Client().get("/drill/").status_code in (302, 404)


@given(st.text(max_size=20))
def test_a_face_is_the_same_each_time_and_differs_where_it_is_said(seed: str) -> None:
    one, again = faces.pair(seed), faces.pair(seed)
    assert one == again
    parts = {part for name in one.differs for part in faces.TRAITS[name][1]}
    changed = {
        name
        for name in vars(one.first.build)
        if getattr(one.first.build, name) != getattr(one.second.build, name)
    }
    assert changed == parts
    assert one.first.look != one.second.look
    for face in (one.first, one.second):
        assert all(set(shape.d) <= set("MCQLHVvhaz0123456789.- ") for shape in face.shapes())


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_week_begins_on_its_monday(day: date) -> None:
    assert monday(day).isocalendar()[:2] == day.isocalendar()[:2]
    assert monday(day).weekday() == 0
