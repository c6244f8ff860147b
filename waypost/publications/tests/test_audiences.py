"""From what is typed to whom it means: by name in both languages, by code, by address, and never a guess."""

from typing import Any

import pytest

from tests.cast import Cast
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.errors import Refused
from waypost.people.models import Organisation, Person
from waypost.publications.audiences import bodies_of, called_by, named, person_called
from waypost.publications.tests.sharing import key_of

pytestmark = pytest.mark.django_db


def meant(cast: Cast, typed: str, mark: Mark = Mark.AMBER, **more: Any) -> int:
    return named(cast.officer, cast.regional, typed, mark=mark, **more)


@pytest.mark.parametrize(
    "typed", ["Coast guard X", "coast GUARD x", "  Coast guard X ", "หน่วยยามฝั่ง X", "CGX", "cgx"]
)
def test_an_organisation_by_name_in_both_languages_and_by_code(cast: Cast, typed: str) -> None:
    assert meant(cast, typed) == key(Audience.ORGANISATION, cast.coast.pk, cast.regional.pk)


@pytest.mark.parametrize("typed", ["Indonesia", "อินโดนีเซีย", "id"])
def test_a_member(cast: Cast, typed: str) -> None:
    assert meant(cast, typed) == key(Audience.MEMBER, cast.coast.member_id, cast.regional.pk)


def test_a_group_of_this_network_only(cast: Cast) -> None:
    assert meant(cast, "Maritime group") == key(Audience.GROUP, cast.maritime.pk, cast.regional.pk)
    with pytest.raises(Refused, match="Nothing here is called"):
        named(cast.immigration_officer, cast.programme, "Maritime group", mark=Mark.AMBER)


@pytest.mark.parametrize("typed", ["Coast Focal Point", "coast-focal-point@cast.invalid"])
def test_a_person_where_the_mark_knows_persons(cast: Cast, typed: str) -> None:
    assert meant(cast, typed, Mark.RED) == key_of(cast, cast.coast_focal_point)
    with pytest.raises(Refused, match="Nothing here is called"):
        meant(cast, typed, Mark.AMBER)
    assert meant(cast, typed, Mark.AMBER, barring=True) == key_of(cast, cast.coast_focal_point)


@pytest.mark.parametrize("typed", ["Coast Officer", "coast-officer@cast.invalid"])
def test_a_person_one_may_not_see_in_the_directory_is_nobody(cast: Cast, typed: str) -> None:
    with pytest.raises(Refused, match="Nothing here is called"):
        meant(cast, typed, Mark.RED)


@pytest.mark.parametrize("typed", ["", "   ", "Coast", "%", "Coast guard X'; --", "\u202e", "😀", "x" * 500])
def test_what_is_no_name_is_refused_with_a_sentence(cast: Cast, typed: str) -> None:
    with pytest.raises(Refused, match="Check the spelling"):
        meant(cast, typed)


def test_two_of_the_same_name_are_not_guessed_between(cast: Cast) -> None:
    Organisation.objects.create(
        member=cast.lone.member, kind="other", code="CG2", name_en="Coast guard X", name_th="อีกหน่วย"
    )
    with pytest.raises(Refused, match="More than one is called"):
        meant(cast, "Coast guard X")
    assert meant(cast, "CGX") == key_of(cast, cast.coast)


def test_the_approver_is_one_person_or_nobody(cast: Cast) -> None:
    assert person_called(cast.officer, " deputy@cast.invalid ") == cast.deputy
    with pytest.raises(Refused, match="Nobody you can see"):
        person_called(cast.officer, "Nobody At All")


def test_the_list_offers_bodies_of_the_network_and_no_others(cast: Cast) -> None:
    names = [name for name, _what in bodies_of(cast.regional)]
    assert {"Thailand", "Indonesia", "Coast guard X", "Customs X", "Maritime group"} <= set(names)
    assert "Department C" not in names
    assert len(names) == len(set(names))


def test_the_form_gives_back_a_name_and_a_mail_address_only_where_two_have_it(cast: Cast) -> None:
    """Whoever typed a name is not told the address that goes with it."""
    assert called_by(cast.officer, cast.deputy) == cast.deputy.name_latin
    Person.objects.filter(pk=cast.focal_point.pk).update(name_latin=cast.deputy.name_latin)
    assert called_by(cast.officer, cast.deputy) == cast.deputy.email
    assert person_called(cast.officer, called_by(cast.officer, cast.deputy)) == cast.deputy
