"""Departments are consulted through pages: comments, one set each, answers, and who reads what when."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOON, Cast
from waypost.core import clock
from waypost.core.errors import Denied, Overtaken, Refused
from waypost.core.figures import Window, figures
from waypost.curriculum.actions import consultation as actions
from waypost.curriculum.actions import dispositions, versions
from waypost.curriculum.actions.consultation import CommentWords
from waypost.curriculum.actions.dispositions import Answered, Edit
from waypost.curriculum.lists.consultation import NO_PART, heat
from waypost.curriculum.lists.numbered import Place
from waypost.curriculum.models import (
    Comment,
    Consultation,
    Consulted,
    Curriculum,
    Status,
)
from waypost.curriculum.tests.commenting import DEADLINE, consulted, fresh, places, released, said, seated
from waypost.notices.models import Notice
from waypost.publications.tests.sharing import tell_all
from waypost.training.tests.teaching import MODULES, taught

Enter = Callable[[Any], Client]
COUNTED = ("received", "answered", "accepted")
AFTER = datetime(2020, 9, 17, 5, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_from_question_to_answer_through_pages(cast: Cast, enter: Enter) -> None:
    seated(cast)
    version = taught(cast)
    keeper, officer, speaker = (
        enter(each) for each in (cast.focal_point, cast.coast_officer, cast.coast_focal_point)
    )
    other, stranger = enter(cast.immigration_focal_point), enter(cast.customs_officer)
    public_id = Curriculum.unfiltered.get(pk=version.curriculum_id).public_id
    form = {"group": "maritime", "asked_en": "Is it clear?", "asked_th": "ชัดเจนหรือไม่"}
    at = f"/curricula/{public_id}/version/1.0.0/consult/"
    assert enter(cast.officer).get(at).status_code == 403
    late = keeper.post(at, {**form, "deadline": "2020-08-01"})
    assert (late.status_code, "a day after today" in late.content.decode()) == (422, True)
    opened = keeper.post(at, {**form, "deadline": DEADLINE.isoformat()})
    assert opened.status_code == 302
    assert (
        "consulted on this version already"
        in keeper.post(at, {**form, "deadline": "2020-09-20"}).content.decode()
    )

    page = officer.get(opened.url).content.decode()
    assert "Is it clear?" in page
    [consultation] = Consultation.unfiltered.all()
    paragraph = places(cast.coast_officer, consultation)[1]
    on = f"{opened.url}on/{paragraph.stable}/"
    words = {
        "kind": "technical",
        "language": "en",
        "said": "Name the exclusive economic zone.",
        "proposed": "Name four zones.",
    }
    assert "personal data" in officer.post(on, {**words, "said": "Passport no. AA1234567"}).content.decode()
    assert officer.post(on, words).status_code == 302
    assert officer.post(on, {**words, "said": "The same, in other words."}).status_code == 302
    first, second = Comment.unfiltered.order_by("pk")
    assert (first.text_en, first.number) == (paragraph.text_en, paragraph.number)

    # Until it is released, it is its department's alone.
    comment = f"{opened.url}comments/{first.public_id}/"
    assert [each.get(comment).status_code for each in (officer, speaker, keeper, other)] == [
        200,
        200,
        404,
        404,
    ]
    assert [stranger.get(path).status_code for path in (opened.url, comment, on)] == [404] * 3
    assert officer.post(comment, {"do": "leave", "because": "No."}).status_code == 403
    assert officer.get(f"{opened.url}set/").status_code == 403
    merge = speaker.post(
        f"{opened.url}comments/{second.public_id}/", {"do": "merge", "into": first.public_id}
    )
    assert merge.status_code == 302
    stale = speaker.post(f"{opened.url}set/", {"do": "release", "seen": "x"})
    assert (stale.status_code, "changed since you opened" in stale.content.decode()) == (422, True)
    page = speaker.get(f"{opened.url}set/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert speaker.post(f"{opened.url}set/", {"do": "none"}).status_code == 422
    assert speaker.post(f"{opened.url}set/", {"do": "release", "seen": seen}).status_code == 302
    assert other.post(f"{opened.url}set/", {"do": "none"}).status_code == 302
    assert [each.get(comment).status_code for each in (officer, keeper, other)] == [200, 200, 404]
    assert keeper.get(f"{opened.url}comments/{second.public_id}/").status_code == 404
    assert cast.coast_officer.name_latin not in keeper.get(comment).content.decode()

    # Answers are drafts until they are published.
    board = keeper.get(f"{opened.url}board/").content.decode()
    assert all(each in board for each in ("1 comment released", "No comment", "Silent, 15 days left"))
    assert "Silent" not in other.get(f"{opened.url}board/").content.decode()
    no_reason = keeper.post(comment, {"do": "answer", "outcome": "changed", "reason": "", "revision": "0"})
    assert (no_reason.status_code, "Say why" in no_reason.content.decode()) == (422, True)
    answer = {"do": "answer", "outcome": "changed", "reason": "Three zones are enough.", "revision": "0"}
    assert keeper.post(comment, answer).status_code == 302
    overtaken = keeper.post(comment, {**answer, "reason": "Other words."})
    assert all(each in overtaken.content.decode() for each in ("Three zones are enough.", "Other words."))
    assert "Three zones" not in officer.get(comment).content.decode()
    assert "answered already" in _refused(
        lambda: actions.leave_out(
            by=cast.coast_focal_point,
            consultation=fresh(consultation),
            public_id=first.public_id,
            because="No",
        )
    )
    early = keeper.post(f"{opened.url}board/", {"do": "publish"})
    assert (early.status_code, "until the deadline" in early.content.decode()) == (422, True)
    assert other.post(f"{opened.url}board/", {"do": "publish"}).status_code == 403
    with clock.standing_at(AFTER):
        assert keeper.post(f"{opened.url}board/", {"do": "publish"}).status_code == 302
        assert "Three zones are enough." in other.get(comment).content.decode()
        assert stranger.get(comment).status_code == 404
        assert enter(cast.ministry_officer).get(comment).status_code == 404
        assert speaker.post(comment, {"do": "settle", "satisfied": "no"}).status_code == 302
        assert "not resolved to our satisfaction" in keeper.get(comment).content.decode()

        # The next version has other words: the comment is kept, at those it was written on.
        curriculum = Curriculum.unfiltered.get()
        versions.write_version(by=cast.focal_point, curriculum=curriculum, number="1.1.0", modules=_fewer())
        page = keeper.get(comment).content.decode()
        assert "does not stand in version 1.1.0 any more" in page
        assert paragraph.text_en in page
        heading = places(cast.focal_point, consultation)[2].stable  # of the module that is left
        assert keeper.post(comment, {"do": "apply", "stable": heading}).status_code == 302
        assert "version 1.1.0, at the paragraph" in keeper.get(comment).content.decode()
    july_to_september = Window(date(2020, 7, 1), date(2020, 9, 30))
    counted = {name: figures()[f"curriculum.comments_{name}"].value(july_to_september) for name in COUNTED}
    assert counted == {"received": 1, "answered": 1, "accepted": 1}
    assert figures()["curriculum.comments_received"].value(Window.of_day(date(2020, 8, 31))) == 0
    tell_all()
    kinds = set(Notice.objects.filter(person=cast.coast_officer).values_list("kind", flat=True))
    assert {
        "curriculum.consultation_opened",
        "curriculum.comment_merged",
        "curriculum.dispositions_published",
    } <= kinds


def _fewer() -> list[Any]:
    return [MODULES[1]]


def _refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as said_no:
        act()
    return str(said_no.value.sentence)


@pytest.mark.django_db
def test_a_set_is_replaced_until_the_deadline_and_a_late_department_answers_once(cast: Cast) -> None:
    made, officer, speaker = consulted(cast), cast.coast_officer, cast.coast_focal_point
    mine, hers = said(officer, made, "First."), said(speaker, made, "Second.", at=2)
    words = CommentWords("general", "Changed.", "en")
    rewrite = {"consultation": made, "words": words}
    with pytest.raises(Refused, match="focal point does"):
        actions.rewrite(by=officer, public_id=hers.public_id, revision=1, **rewrite)
    released(speaker, made)
    with pytest.raises(Refused, match="focal point does"):
        actions.rewrite(by=officer, public_id=mine.public_id, revision=2, **rewrite)
    with pytest.raises(Overtaken):
        actions.rewrite(by=speaker, public_id=mine.public_id, revision=1, **rewrite)
    actions.rewrite(by=speaker, public_id=mine.public_id, revision=2, **rewrite)
    assert _stands(mine) == ("Changed.", "released")
    assert Comment.visible_to(cast.focal_point).count() == 2
    actions.leave_out(by=speaker, consultation=made, public_id=hers.public_id, because="Said above.")
    assert list(Comment.visible_to(cast.focal_point)) == [mine]
    # A comment that was answered, or that another's answer points to, is not taken back.
    answered = Answered("accepted")
    dispositions.dispose(by=cast.focal_point, consultation=made, public_id=mine.public_id, answered=answered)
    with pytest.raises(Refused, match="answered already"):
        actions.rewrite(by=speaker, public_id=mine.public_id, revision=3, **rewrite)
    with pytest.raises(Refused, match="later day"):
        actions.extend(by=cast.focal_point, consultation=made, deadline=DEADLINE)
    with clock.standing_at(AFTER):
        with pytest.raises(Refused, match="answer stays"):
            said(officer, made, "Too late.")
        late = said(cast.immigration_focal_point, made, "Late, and read all the same.")
        released(cast.immigration_focal_point, made)
        assert _stands(late) == ("Late, and read all the same.", "released")
        with pytest.raises(Refused, match="1 comment is not answered"):
            dispositions.publish(by=cast.focal_point, consultation=made)
        again = {"by": cast.focal_point, "consultation": made, "public_id": late.public_id}
        with pytest.raises(Refused, match="repeats"):
            dispositions.dispose(**again, answered=Answered("duplicate", "Said.", late.public_id))
        dispositions.dispose(**again, answered=Answered("duplicate", "Said.", mine.public_id))
        with pytest.raises(Refused, match="Only an accepted"):
            dispositions.apply(**again, edit=Edit("1.0.0", mine.stable))
        apply = {**again, "public_id": mine.public_id}
        with pytest.raises(Refused, match="no such version"):
            dispositions.apply(**apply, edit=Edit("9.0.0", mine.stable))
        with pytest.raises(Refused, match="does not stand"):
            dispositions.apply(**apply, edit=Edit("1.0.0", "nothing"))
        dispositions.publish(by=cast.focal_point, consultation=made)
        with pytest.raises(Refused, match="stay as they are"):
            dispositions.dispose(**again, answered=Answered("noted", "No."), revision=1)
        with pytest.raises(Refused, match="consultation is over"):
            said(cast.officer, made, "After all.")
    # Published: every department of the group reads it, and nobody else; what was left out never leaves its own.
    readers = {
        name for name, each in cast.people().items() if Comment.visible_to(each).filter(pk=mine.pk).exists()
    }
    assert readers == {
        "officer", "colleague", "focal_point", "deputy", "immigration_officer", "immigration_focal_point",
        "coast_officer", "coast_focal_point",
    }  # fmt: skip
    assert not Comment.visible_to(cast.focal_point).filter(pk=hers.pk).exists()


def _stands(comment: Comment) -> tuple[str, str]:
    row = Comment.unfiltered.get(pk=comment.pk)
    return row.said, row.state


@pytest.mark.django_db
def test_a_version_that_is_consulted_on_stays_and_only_its_keeper_asks(cast: Cast) -> None:
    made = consulted(cast)
    curriculum = Curriculum.unfiltered.get()
    with pytest.raises(Refused, match="words stay as they are"):
        versions.move(by=cast.focal_point, curriculum=curriculum, number="1.0.0", status=Status.DRAFT)
    assert set(Consulted.unfiltered.values_list("organisation__code", flat=True)) == {"DPA", "DPB", "CGX"}
    words = CommentWords("general", "A word.", "en")
    place = places(cast.officer, made)[0]
    for by in (cast.customs_officer, cast.ministry_officer, cast.secretariat, cast.mission_focal_point):
        with pytest.raises(Denied):
            actions.comment(by=by, consultation=made, place=place, words=words)
        with pytest.raises(Denied):
            dispositions.publish(by=by, consultation=made)
    with pytest.raises(Denied):
        actions.say_no_comment(by=cast.officer, consultation=made)
    empty = Comment.unfiltered.none()
    with pytest.raises(Refused, match="no comment to release"):
        actions.release(by=cast.coast_focal_point, consultation=made, seen=actions.set_print(empty))


@pytest.mark.django_db
def test_the_silent_are_reminded_before_the_deadline_and_on_the_day(cast: Cast) -> None:
    made = consulted(cast)
    actions.say_no_comment(by=cast.coast_focal_point, consultation=made)
    found = []
    for day in range(1, 18):
        with clock.standing_at(NOON + timedelta(days=day - 1)):
            found += [(day, actions.remind_the_silent()), (day, actions.remind_the_silent())]
    assert [each for each in found if each[1]] == [(2, 2), (9, 2), (14, 2), (16, 2)]
    # A later deadline is told to everybody, and reminders begin anew.
    with clock.standing_at(AFTER):
        actions.extend(by=cast.focal_point, consultation=fresh(made), deadline=DEADLINE + timedelta(days=8))
        assert actions.remind_the_silent() == 2
    tell_all()
    assert Notice.objects.filter(kind="curriculum.consultation_extended", person=cast.coast_officer).exists()
    told = Notice.objects.filter(kind="curriculum.silent_reminded").values_list("person__email", flat=True)
    assert set(told) == {each.email for each in (cast.focal_point, cast.deputy, cast.immigration_focal_point)}


IDS = st.sampled_from([f"p{n}" for n in range(8)])


@given(
    document=st.lists(st.tuples(IDS, st.booleans()), unique_by=lambda each: each[0]),
    said_on=st.lists(st.tuples(IDS, st.sampled_from(["DPA", "DPB", "DPX"]))),
)
def test_every_comment_has_exactly_one_place_in_the_map(
    document: list[tuple[str, bool]], said_on: list[tuple[str, str]]
) -> None:
    found, part = [], ""
    for stable, heads in document:
        part = stable if heads else part
        found.append(Place(stable, "", "part" if heads else "text", "x", "", part))
    made = heat(found, [("DPA", "A"), ("DPB", "B")], said_on)
    cells = [cell for band in made.bands for cell in band.cells]
    assert made.total == sum(made.totals) == len(said_on)
    assert len({(cell.part, cell.department) for cell in cells}) == len(cells)
    where = {each.stable: each.part or NO_PART for each in found}
    for cell in cells:
        in_it = [1 for on, by in said_on if (where.get(on, NO_PART), by) == (cell.part, cell.department)]
        assert cell.n == len(in_it)
        assert (cell.shade == 0) == (cell.n == 0)
        assert cell.shade <= 4
