"""Help and the handling rules: open to everybody, and true."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.cast import Cast
from waypost.access.marks import TERMS
from waypost.face.tests.reading import Page
from waypost.people.models import Network, Person, Post

Enter = Callable[[Person], Client]


@pytest.mark.parametrize("name", ["help", "handling", "accessibility"])
@pytest.mark.parametrize("language", ["en", "th"])
def test_a_visitor_may_read_them(client: Client, cast: Cast, name: str, language: str) -> None:
    client.cookies["language"] = language
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert len(Page(answer.content.decode()).tags("h1")) == 1


@pytest.mark.parametrize("language", ["en", "th"])
def test_the_rules_say_what_each_mark_allows(client: Client, cast: Cast, language: str) -> None:
    client.cookies["language"] = language
    words = Page(client.get(reverse("handling")).content.decode()).words
    with translation.override(language):
        for mark, terms in TERMS.items():
            assert mark.label in words
            assert str(terms.handling) in words
            assert str(terms.choosing) in words


def test_a_network_is_defined_for_its_members_only(client: Client, cast: Cast, enter: Enter) -> None:
    Network.objects.filter(key="regional").update(community_en="The R definition")
    Network.objects.filter(key="programme").update(community_en="The P definition")
    address = reverse("handling")
    assert "The R definition" in enter(cast.officer).get(address).content.decode()
    assert "The P definition" not in enter(cast.officer).get(address).content.decode()
    assert "definition<" not in client.get(address).content.decode()


def test_the_secretariats_duty_post_stands_on_every_page(client: Client, cast: Cast) -> None:
    duty = cast.secretariat.tenure.post  # type: ignore[union-attr]
    Post.objects.filter(pk=duty.pk).update(on_duty=True, phone="+00 000 0100")
    page = Page(client.get(reverse("accessibility")).content.decode())
    assert "tel:+000000100" in [link["href"] for link in page.tags("a")]
