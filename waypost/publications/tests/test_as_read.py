"""Reading one's own item as somebody else will: the same answer as the rule gives later, and nothing more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.core.models import AuditRow
from waypost.face.tests.reading import Page
from waypost.people.models import Person, Seat
from waypost.publications.actions import afterwards, drafting
from waypost.publications.as_read import meeting, reader_behind, reader_called, signed_out
from waypost.publications.models import Publication
from waypost.publications.reaching import why_seen
from waypost.publications.tests.sharing import WORDS, drafted, key_of, second_version, shared, waiting

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]


def path(item: Publication, token: str = "") -> str:
    return (
        reverse("read_as_one", args=[item.public_id, token])
        if token
        else reverse("read_as", args=[item.public_id])
    )


def met(cast: Cast, item: Publication, audience: Any) -> Any:
    reader = signed_out() if audience is None else reader_behind(key_of(cast, audience))
    return meeting(cast.officer, item, reader)


# Whether they see it: the same as afterwards.

TERMS: dict[str, tuple[Mark, list[str], list[str]]] = {
    "clear": (Mark.CLEAR, [], []),
    "green": (Mark.GREEN, [], ["lone"]),
    "amber": (Mark.AMBER, ["coast", "maritime"], []),
    "amber, all but one": (Mark.AMBER, ["coast_member"], ["customs"]),
    "strict": (Mark.STRICT, ["coast"], []),
    "red": (Mark.RED, ["coast_officer"], []),
}


def named(cast: Cast, names: list[str]) -> list[Any]:
    return [cast.coast.member if name == "coast_member" else getattr(cast, name) for name in names]


@pytest.mark.parametrize("terms", TERMS)
def test_the_answer_before_is_the_rule_afterwards(cast: Cast, terms: str) -> None:
    mark, to, not_to = TERMS[terms]
    chosen = {"to": named(cast, to), "not_to": named(cast, not_to)}
    item = drafted(cast, mark, **chosen)
    bodies = [
        cast.police,
        cast.coast,
        cast.customs,
        cast.lone,
        cast.mission,
        cast.maritime,
        cast.coast.member,
    ]
    before = [(met(cast, item, body).sees, met(cast, item, body).all_of_them) for body in bodies]
    later = shared(cast, mark, **chosen)
    for body, (sees, everybody) in zip(bodies, before, strict=True):
        answers = [later.is_visible_to(person) for person in _active(cast, body)]
        assert sees == any(answers), body
        assert not sees or everybody == all(answers), body
    assert met(cast, item, None).sees == later.is_visible_to(NOBODY)


def _active(cast: Cast, body: Any) -> list[Person]:
    persons = Person.objects.active().filter(acting_as__endorsements__network=cast.regional)
    if body == cast.maritime:
        return list(persons.filter(acting_as__post__in=Seat.objects.filter(group=body).values("post")))
    field = "organisation__member" if body == cast.coast.member else "organisation"
    return list(persons.filter(**{f"acting_as__post__{field}": body}))


@pytest.mark.parametrize(
    ("mark", "to", "reader"),
    [
        (Mark.GREEN, [], "coast"),
        (Mark.AMBER, ["coast"], "coast"),
        (Mark.AMBER, ["coast_member"], "coast"),
        (Mark.STRICT, ["coast"], "coast"),
        (Mark.AMBER, [], "police"),
    ],
)
def test_why_they_see_it_is_what_they_will_read(cast: Cast, mark: Mark, to: list[str], reader: str) -> None:
    before = met(cast, drafted(cast, mark, to=named(cast, to)), getattr(cast, reader)).why
    someone = cast.coast_officer if reader == "coast" else cast.colleague
    assert before == why_seen(someone, shared(cast, mark, to=named(cast, to)))


@pytest.mark.parametrize(
    ("mark", "to", "not_to", "reader", "because"),
    [
        (Mark.AMBER, ["coast"], [], "lone", "it is TLP:AMBER and not released to them"),
        (Mark.GREEN, [], ["lone"], "lone", "you shut it out"),
        (Mark.RED, ["coast_officer"], [], "lone", "for the persons named"),
        (Mark.GREEN, [], [], "ministry", "it has no active member in this network"),
        (Mark.RED, ["dormant"], [], "dormant", "this person has no access to the portal now"),
    ],
)
def test_because(cast: Cast, mark: Mark, to: list[str], not_to: list[str], reader: str, because: str) -> None:
    item = drafted(cast, mark, to=named(cast, to), not_to=named(cast, not_to))
    answer = met(cast, item, getattr(cast, reader))
    assert not answer.sees
    assert because in answer.because


# The page.


def test_the_page_is_the_readers_with_everything_switched_off(cast: Cast, enter: Enter) -> None:
    item = drafted(cast, to=[cast.coast], asks_answer=True)
    answer = enter(cast.officer).get(path(item, f"organisation:{cast.coast.public_id}"))
    page = answer.content.decode()
    assert answer.status_code == 200
    for said in (
        WORDS["title"],
        WORDS["summary"],
        "Look at the stern.",
        "TLP:AMBER",
        "Acknowledge for Coast guard X",
    ):
        assert said in page
    inside = page[page.index('<fieldset class="pad asreader" disabled>') : page.rindex("</fieldset>")]
    assert inside.count("<form") == inside.count('action="/items/') == 1
    assert f"[Waypost] TLP:AMBER New item: {item.reference}" in page
    assert len(Page(page).tags("h1")) == 1


def test_who_does_not_see_it_meets_nothing(cast: Cast, enter: Enter) -> None:
    item = drafted(cast, to=[cast.coast])
    for token in (f"organisation:{cast.lone.public_id}", "signed-out"):
        page = enter(cast.officer).get(path(item, token)).content.decode()
        assert "Not seen by" in page
        assert WORDS["title"] not in page
        assert WORDS["summary"] not in page


def test_readers_see_nothing_of_whom_else_it_goes_to(cast: Cast, enter: Enter) -> None:
    item = drafted(cast, to=[cast.coast, cast.lone])
    page = enter(cast.officer).get(path(item, f"organisation:{cast.coast.public_id}")).content.decode()
    inside = page[page.index('<fieldset class="pad asreader"') :]
    assert cast.lone.name not in inside


def test_a_body_is_chosen_by_name_without_javascript(cast: Cast, enter: Enter) -> None:
    item = drafted(cast, to=[cast.coast])
    answer = enter(cast.officer).get(path(item), {"body": "border guard y"})
    assert answer.url == path(item, f"organisation:{cast.lone.public_id}")
    page = enter(cast.officer).get(path(item), {"body": "no such body <b>"})
    assert page.status_code == 422
    assert "Nothing here is called “no such body &lt;b&gt;”" in page.content.decode()


def test_a_name_with_a_nul_is_nobodys(cast: Cast, enter: Enter) -> None:
    answer = enter(cast.officer).get(path(drafted(cast, to=[cast.coast])), {"body": "nobody\0here"})
    assert answer.status_code == 422
    assert "nobodyhere" in answer.content.decode()


def test_nobody_is_told_and_nothing_is_recorded(cast: Cast, enter: Enter) -> None:
    item = drafted(cast, to=[cast.coast])
    browser, rows = enter(cast.officer), AuditRow.objects.count()
    browser.get(path(item, f"organisation:{cast.coast.public_id}"))
    assert AuditRow.objects.count() == rows


# No way to anybody's data.


@pytest.mark.parametrize("mark", list(Mark))
def test_no_person_is_found_by_guessing(cast: Cast, enter: Enter, mark: Mark) -> None:
    to = {Mark.RED: [cast.coast_officer]}.get(mark, [cast.coast] if mark >= Mark.AMBER else [])
    item = drafted(cast, mark, to=to)
    browser = enter(cast.officer)
    for person in (cast.colleague, cast.lone_focal_point, cast.lone_officer):
        assert browser.get(path(item, f"person:{person.public_id}")).status_code == 404
        for typed in (person.name, person.email):
            assert browser.get(path(item), {"body": typed}).status_code == 422
    named_one = browser.get(path(item, f"person:{cast.coast_officer.public_id}"))
    assert named_one.status_code == (200 if mark == Mark.RED else 404)


@pytest.mark.parametrize(
    "token", ["x", "person:", "organisation:x", "group:x", "member:xx", "signed-out:1", "a:b:c"]
)
def test_a_token_of_nobody_is_nobody(cast: Cast, enter: Enter, token: str) -> None:
    item = drafted(cast, to=[cast.coast])
    assert reader_called(cast.officer, item, token) is None
    assert enter(cast.officer).get(path(item, token)).status_code == 404


def test_only_who_writes_or_approves_may_read_as(cast: Cast, enter: Enter) -> None:
    item = waiting(cast, to=[cast.coast])
    tokens = ["", "signed-out", f"organisation:{cast.coast.public_id}"]
    for name, person in cast.people().items():
        expected = 200 if name in ("officer", "focal_point", "deputy") else 404
        if not person.is_active_member():
            continue
        assert {enter(person).get(path(item, token)).status_code for token in tokens} == {expected}, name
    assert Client().get(path(item)).status_code in (302, 404)


def test_once_published_readers_have_no_such_page(cast: Cast, enter: Enter) -> None:
    item = shared(cast, to=[cast.coast])
    for person in (cast.officer, cast.coast_officer):
        assert enter(person).get(path(item, "signed-out")).status_code == 404


def test_a_new_version_is_read_as_one(cast: Cast, enter: Enter) -> None:
    item = shared(cast, to=[cast.coast])
    second_version(cast, item, title="Five craft")
    afterwards.start_version(by=cast.officer, publication=item)
    drafting.save_text(
        by=cast.officer, publication=item, language="en", revision=1, **{**WORDS, "title": "Six"}
    )
    page = enter(cast.officer).get(path(item, f"organisation:{cast.coast.public_id}")).content.decode()
    assert "Six" in page
    assert "version 3, shown here" in " ".join(Page(page).words.split())
    assert enter(cast.coast_officer).get(path(item, "signed-out")).status_code == 404


def test_offering_many_costs_as_much_as_offering_one(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    few = drafted(cast, to=[cast.coast])
    many = drafted(
        cast, to=[cast.coast, cast.customs, cast.lone, cast.mission, cast.office, cast.immigration]
    )
    browser = enter(cast.officer)
    browser.get(path(few))
    with django_assert_max_num_queries(60) as one:
        browser.get(path(few))
    with django_assert_max_num_queries(len(one.captured_queries)):
        browser.get(path(many))


def test_the_cost_is_the_same_for_all_organisations(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    item = drafted(cast, Mark.GREEN)
    browser = enter(cast.officer)
    browser.get(path(item, "signed-out"))
    with django_assert_max_num_queries(60) as one:
        browser.get(path(item, f"organisation:{cast.coast.public_id}"))
    with django_assert_max_num_queries(len(one.captured_queries)):
        browser.get(path(item, f"member:{cast.police.member.key}"))
