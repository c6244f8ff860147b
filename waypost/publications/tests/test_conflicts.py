"""Two people at one form: every form of the room carries what it was opened on, the second person sees both, and
nothing typed is lost.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms as django_forms
from django.db import transaction
from django.test import Client

from tests.cast import Cast
from waypost.access.marks import Mark
from waypost.publications import forms
from waypost.publications.actions import afterwards, answering, approving, drafting
from waypost.publications.models import Publication, Text, WiderRequest
from waypost.publications.tests.sharing import (
    THAI,
    WORDS,
    asking,
    drafted,
    fresh,
    key_of,
    keys,
    second_version,
    shared,
    waiting,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Client]

# Forms that change nothing somebody else could have changed, and why.
BEGIN_SOMETHING = {
    "StartForm": "begins a draft of one's own",
    "AskWiderForm": "adds a request; a second one for the same is refused with what was typed",
    "FollowForm": "keeps a list of one's own",
    "UseForm": "adds what was not told yet; the same for the same month is refused with what was typed",
}
OPENED_ON = {"revision", "version", "request", "finding"}


@dataclass(frozen=True)
class Case:
    """One form: where it is, who types what, and what somebody else did since the page was opened."""

    form: type[django_forms.Form]
    page: str
    who: str
    item: Callable[[Cast], Publication]
    meanwhile: Callable[[Cast, Publication], Any]
    typed: dict[str, Any]
    theirs: str  # what the second person sees of the first one's act
    mine: tuple[str, ...] = ()  # what they typed and must find again
    again: int = 302  # pressing the button once more
    extra: dict[str, Any] = field(default_factory=dict)


def _terms(cast: Cast, item: Publication) -> Any:
    wanted = drafting.Terms(
        mark=Mark.GREEN, not_to=keys(cast, [cast.customs]), topics=tuple(item.topics.all())
    )
    return drafting.address(by=cast.officer, publication=item, revision=item.revision, terms=wanted)


def _words(cast: Cast, item: Publication) -> Any:
    words = {**WORDS, "title": "Theirs of the title"}
    return drafting.save_text(by=cast.officer, publication=item, language="en", revision=2, **words)


def _part(cast: Cast, item: Publication) -> Any:
    part = {"observed_from": "2020-08-03"}
    return drafting.save_part(by=cast.officer, publication=item, part=part, changes="", revision=1)


def _thai(cast: Cast, item: Publication) -> Any:
    words = {**THAI, "title": "ของคนอื่น"}
    return afterwards.save_translation(by=cast.focal_point, publication=item, language="th", **words)


def _sent_again(cast: Cast, item: Publication) -> Any:
    drafting.take_back(by=cast.officer, publication=item)
    drafting.save_text(
        by=cast.officer,
        publication=item,
        language="en",
        revision=2,
        **{**WORDS, "title": "Theirs of the title"},
    )
    return drafting.submit(by=cast.officer, publication=item)


def _widened(cast: Cast, item: Publication) -> Any:
    return afterwards.widen(by=cast.focal_point, publication=item, to=keys(cast, [cast.customs]))


def _requested(cast: Cast) -> Publication:
    item = asking(cast, to=[cast.coast])
    afterwards.ask_wider(
        by=cast.coast_officer, publication=item, key=key_of(cast, cast.customs), reason="They search hulls."
    )
    return item


def _declined(cast: Cast, item: Publication) -> Any:
    asked = WiderRequest.unfiltered.get()
    return afterwards.answer_wider(
        by=cast.focal_point, publication=item, request=asked.public_id, grant=False, answer="Theirs: not now."
    )


def _with_number(cast: Cast) -> Publication:
    item = drafted(cast)
    words = {**WORDS, "body": "Call +66 81 000 4567 at night."}
    drafting.save_text(by=cast.officer, publication=item, language="en", revision=2, **words)
    return item


def _other_sentence(cast: Cast, item: Publication) -> Any:
    words = {**WORDS, "body": "Theirs: ring +66 81 000 4567 at dawn."}
    return drafting.save_text(by=cast.officer, publication=item, language="en", revision=3, **words)


CASES = [
    Case(
        forms.JustifyForm,
        "personal/1/",
        "officer",
        _with_number,
        _other_sentence,
        {"because": "Mine: kept for stories."},
        "Theirs: ring",
        ("Mine: kept for stories.",),
        again=422,  # on a sentence that is gone
    ),
    Case(
        forms.WordsForm,
        "write/",
        "officer",
        drafted,
        _words,
        {"title": "Mine of the title", "summary": "Mine.", "body": "Mine too.", "do": "save"},
        "Theirs of the title",
        ("Mine of the title", "Mine too."),
    ),
    Case(
        forms.WordsForm,
        "write/",
        "officer",
        drafted,
        _part,
        {**WORDS, "observed_from": "2020-08-20", "do": "save"},
        "3 Aug 2020",
        ("2020-08-20",),
    ),
    Case(
        forms.AudienceForm,
        "audience/",
        "officer",
        drafted,
        _terms,
        {"mark": int(Mark.AMBER), "national_marking": "Mine of the marking", "do": "save"},
        "TLP:GREEN",
        ("Mine of the marking",),
    ),
    Case(
        forms.ReviewForm,
        "review/",
        "deputy",
        waiting,
        _sent_again,
        {"because": "Mine: name the month.", "languages": ["en"], "do": "approve"},
        "Theirs of the title",
        ("Mine: name the month.",),
    ),
    Case(
        forms.WithdrawForm,
        "withdraw/",
        "deputy",
        lambda cast: shared(cast, to=[cast.coast]),
        _widened,
        {"because": "Mine: wrong count."},
        "Customs X",
        ("Mine: wrong count.",),
    ),
    Case(
        forms.DatesForm,
        "dates/",
        "deputy",
        shared,
        lambda cast, item: afterwards.extend(
            by=cast.focal_point, publication=item, review_by=None, expires_on=cast_day()
        ),
        {"review_by": "2020-12-24"},
        "1 Nov 2020",
        ("2020-12-24",),
    ),
    Case(
        forms.TranslationForm,
        "translate/th/",
        "officer",
        shared,
        _thai,
        {**THAI, "title": "ของฉัน"},
        "ของคนอื่น",
        ("ของฉัน",),
    ),
    Case(
        forms.WidenForm,
        "widen/",
        "deputy",
        lambda cast: shared(cast, to=[cast.coast]),
        _widened,
        {"audience": "Border guard Y"},
        "Customs X",
        ("Border guard Y",),
    ),
    Case(
        forms.WiderAnswerForm,
        "wider/",
        "deputy",
        _requested,
        _declined,
        {"answer": "Mine: yes, gladly.", "do": "decline"},
        "Theirs: not now.",
        ("Mine: yes, gladly.",),
        again=422,
    ),
    Case(
        forms.AnswerForm,
        "acknowledge/",
        "coast_focal_point",
        lambda cast: asking(cast, to=[cast.coast]),
        lambda cast, item: second_version(cast, item, title="Theirs of the title"),
        {"answer": "acting", "remark": "Mine: patrol sent."},
        "Theirs of the title",
        ("Mine: patrol sent.",),
        again=422,  # bound to the version that was read: it has to be read first
    ),
]


def cast_day() -> Any:
    from datetime import date

    return date(2020, 11, 1)


def every_form() -> list[type[django_forms.Form]]:
    found = [value for value in vars(forms).values() if isinstance(value, type)]
    own = [
        each for each in found if issubclass(each, django_forms.Form) and each.__module__ == forms.__name__
    ]
    return [each for each in own if each is not forms.HeadForm]


def opened(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of the page's forms: what a person who opened it sends along."""
    page = client.get(address if "acknowledge" not in address else address.replace("acknowledge/", ""))
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_every_form_says_what_it_was_opened_on() -> None:
    for form in every_form():
        carries = OPENED_ON & set(form.base_fields)
        assert carries or form.__name__ in BEGIN_SOMETHING, f"{form.__name__} would overwrite others' work"


def test_every_form_that_says_it_is_tried_below() -> None:
    wanted = {form for form in every_form() if form.__name__ not in BEGIN_SOMETHING}
    assert {case.form for case in CASES} == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.page}{case.form.__name__}")
def test_the_second_person_sees_both_and_loses_nothing(cast: Cast, enter: Enter, case: Case) -> None:
    item = case.item(cast)
    client, address = enter(getattr(cast, case.who)), f"/items/{item.public_id}/{case.page}"
    carried = opened(client, address)
    assert OPENED_ON & set(carried), "the page forgot to carry it"
    case.meanwhile(cast, fresh(item))
    form = {**_filled(case, item), **carried, **case.typed}
    answer = client.post(address, form)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert case.theirs in body
    for words in case.mine:
        assert words in body
    second = client.post(address, {**form, **_carried(body)})
    assert second.status_code == case.again


def _revisions(case: Case) -> list[str]:
    """The fields of a form that say on what it was opened, of what the other person changes in this case."""
    of_another_part = {_words: "part_revision", _part: "revision"}.get(case.meanwhile)
    return [name for name in case.form.base_fields if name.endswith("revision") and name != of_another_part]


@pytest.mark.parametrize(("case", "name"), [(case, name) for case in CASES for name in _revisions(case)])
def test_who_does_not_say_what_they_opened_overwrites_nothing(
    cast: Cast, enter: Enter, case: Case, name: str
) -> None:
    """A form made by hand is refused like one that comes too late: both are shown, and it can be sent again."""
    item = case.item(cast)
    client, address = enter(getattr(cast, case.who)), f"/items/{item.public_id}/{case.page}"
    carried = opened(client, address)
    case.meanwhile(cast, fresh(item))
    carried = {**opened(client, address), **{each: carried[each] for each in carried if each == "version"}}
    sent = {**_filled(case, item), **carried, **case.typed}
    del sent[name]
    for said in ({}, {name: ""}, {name: "x"}, {name: "-1"}, {name: "9" * 40}):
        with transaction.atomic():
            answer = client.post(address, {**sent, **said})
            body = answer.content.decode()
            assert answer.status_code == 422, said
            for words in (case.theirs, *case.mine):
                assert words in body, said
            again = client.post(address, {**sent, **_carried(body)})
            assert again.status_code == case.again, said
            transaction.set_rollback(True)


def _filled(case: Case, item: Publication) -> dict[str, Any]:
    """What else the form wants, as the page would send it."""
    if case.form is not forms.AudienceForm:
        return {}
    return {
        "urgency": "routine",
        "answer_within": 72,
        "approved_by": "own",
        "topics": [topic.pk for topic in item.topics.all()],
    }


def _carried(body: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', body)
    return {name: value for name, value in found if name in {"revision", "part_revision"}}


class TestTooLate:
    """The act itself is over: what was typed comes back on a page of its own."""

    def test_words_typed_while_the_draft_was_sent(self, cast: Cast, enter: Enter) -> None:
        item = drafted(cast)
        officer = enter(cast.officer)
        drafting.submit(by=cast.officer, publication=item)
        answer = officer.post(
            f"/items/{item.public_id}/write/", {**WORDS, "title": "Typed too late", "revision": 2}
        )
        assert answer.status_code == 409
        assert "Typed too late" in answer.content.decode()
        assert Text.unfiltered.get().title == WORDS["title"]

    def test_the_script_is_told_so_in_its_own_way(self, cast: Cast, enter: Enter) -> None:
        item = waiting(cast)
        answer = enter(cast.officer).post(
            f"/items/{item.public_id}/write/", {**WORDS, "revision": 2}, headers={"X-Autosave": "1"}
        )
        assert answer.status_code == 409
        assert "can no longer be changed" in answer.json()["trouble"]

    def test_a_reason_typed_while_somebody_withdrew(self, cast: Cast, enter: Enter) -> None:
        item = shared(cast)
        afterwards.withdraw(by=cast.officer, publication=item, because="First reason.")
        answer = enter(cast.focal_point).post(
            f"/items/{item.public_id}/withdraw/", {"because": "Second reason.", "revision": 1}
        )
        body = answer.content.decode()
        assert answer.status_code == 409
        assert "First reason." in body
        assert "Second reason." in body

    def test_a_reason_to_send_back_what_another_approved(self, cast: Cast, enter: Enter) -> None:
        item = waiting(cast)
        approving.approve(by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}))
        answer = enter(cast.focal_point).post(
            f"/items/{item.public_id}/review/", {"because": "Name the month.", "do": "return", "version": 1}
        )
        assert answer.status_code == 409
        assert "Name the month." in answer.content.decode()

    def test_a_note_typed_while_the_item_was_withdrawn(self, cast: Cast, enter: Enter) -> None:
        item = asking(cast, to=[cast.coast])
        afterwards.withdraw(by=cast.officer, publication=item, because="Wrong count.")
        answer = enter(cast.coast_focal_point).post(
            f"/items/{item.public_id}/acknowledge/",
            {"answer": "acting", "remark": "Patrol sent.", "version": 1},
        )
        body = answer.content.decode()
        assert answer.status_code == 409
        assert "Patrol sent." in body
        assert WORDS["title"] not in body

    @pytest.mark.parametrize("page", ["write", "review", "withdraw", "dates", "widen", "audience"])
    def test_who_has_no_business_there_gets_no_such_page(self, cast: Cast, enter: Enter, page: str) -> None:
        item = shared(cast, to=[cast.coast])
        reader = enter(cast.coast_officer).post(f"/items/{item.public_id}/{page}/", {"because": "Echo?"})
        assert reader.status_code == 403
        assert b"Echo?" not in reader.content
        assert enter(cast.customs_officer).post(f"/items/{item.public_id}/{page}/").status_code == 404


def test_an_approver_approves_what_they_read(cast: Cast) -> None:
    """Taken back, changed and sent again under the same number: the old page approves nothing."""
    item = waiting(cast)
    read = item.revision
    _sent_again(cast, item)
    with pytest.raises(approving.Overtaken):
        approving.approve(
            by=cast.deputy, publication=item, version=1, languages=frozenset({"en"}), revision=read
        )
    assert fresh(item).live_id is None


def test_a_translation_is_approved_as_it_was_read(cast: Cast, enter: Enter) -> None:
    item = shared(cast)
    afterwards.save_translation(by=cast.officer, publication=item, language="th", **THAI)
    approver = enter(cast.deputy)
    carried = opened(approver, f"/items/{item.public_id}/")
    afterwards.save_translation(
        by=cast.officer, publication=item, language="th", **{**THAI, "title": "เปลี่ยนแล้ว"}
    )
    approver.post(f"/items/{item.public_id}/translate/th/approve/", carried)
    assert Text.unfiltered.get(language="th").approved_at is None
    approver.post(
        f"/items/{item.public_id}/translate/th/approve/", opened(approver, f"/items/{item.public_id}/")
    )
    assert Text.unfiltered.get(language="th").approved_at is not None


def test_answering_again_is_a_new_answer_not_a_conflict(cast: Cast) -> None:
    item = asking(cast, to=[cast.coast])
    for answer in ("received", "acting"):
        answering.acknowledge(by=cast.coast_focal_point, publication=item, version=1, answer=answer)
