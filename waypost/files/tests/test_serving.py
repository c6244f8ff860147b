"""The way out, by itself: any range is the slice it names, and what isn't a range is the whole."""

from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.access.keys import NOBODY
from waypost.access.marks import Mark
from waypost.core.doors import outside_actions
from waypost.core.errors import Denied
from waypost.files import vault
from waypost.files.intake import Clean
from waypost.files.kinds import CSV, PDF, TEXT, Kind
from waypost.files.models import StoredFile
from waypost.files.seal import Tampered
from waypost.files.serving import respond
from waypost.files.tests import corpus

WORDS = bytes(n % 251 for n in range(70_000))  # two chunks


def kept(content: bytes = WORDS, kind: Kind = TEXT) -> StoredFile:
    with outside_actions("a file that nothing owns, to be looked at"):
        return vault.keep(Clean(f"note{kind.extension}", kind, content, None, 1, None, None))


def asked(
    file: StoredFile, mark: Mark = Mark.GREEN, person: Any = NOBODY, page: int | None = None, **headers: str
) -> Any:
    request = RequestFactory().get("/", headers=headers)
    request.person = person  # type: ignore[attr-defined]
    return respond(request, file, mark, page=page)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.integers(0, 80_000), st.one_of(st.none(), st.integers(0, 80_000)))
def test_any_range_is_the_slice_it_names(db: None, first: int, last: int | None) -> None:
    said = f"bytes={first}-{'' if last is None else last}"
    wanted = WORDS[first : len(WORDS) if last is None else last + 1]
    answer = asked(kept(), Range=said)
    if wanted:
        assert (answer.status_code, body(answer)) == (206, wanted)
        assert answer["Content-Range"] == f"bytes {first}-{first + len(wanted) - 1}/{len(WORDS)}"
        assert answer["Content-Length"] == str(len(wanted))
    else:
        assert (answer.status_code, body(answer)) == (416, b"")


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@example("bytes=-")
@example("bytes=0-1,4-5")
@example("bytes=a-b")
@example("items=0-1")
@example("bytes=0-" + "9" * 5000)
@example("bytes=-" + "9" * 5000)
def test_what_is_no_range_is_answered_with_the_whole(db: None, said: str) -> None:
    answer = asked(kept(b"short"), Range=said)
    assert (answer.status_code, body(answer)) == (200, b"short")


def test_the_last_bytes_can_be_asked_for(db: None) -> None:
    assert body(asked(kept(), Range="bytes=-5")) == WORDS[-5:]


def test_a_range_of_another_state_is_answered_with_the_whole(db: None) -> None:
    file = kept()
    assert asked(file, **{"Range": "bytes=0-1", "If-Range": '"other"'}).status_code == 200
    assert asked(file, **{"Range": "bytes=0-1", "If-Range": f'"{file.public_id}-content"'}).status_code == 206


def test_what_was_tampered_with_is_not_given(db: None) -> None:
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    file = kept()
    with default_storage.open(file.storage_name) as sealed:
        cut = sealed.read()[:-1]
    default_storage.delete(file.storage_name)
    default_storage.save(file.storage_name, ContentFile(cut))
    with pytest.raises(Tampered):
        asked(file)


@pytest.mark.parametrize("mark", [Mark.STRICT, Mark.RED])
def test_no_original_where_nothing_leaves(cast: Cast, mark: Mark) -> None:
    with pytest.raises(Denied):
        asked(kept(corpus.pdf(), PDF), mark, cast.officer)


@pytest.mark.parametrize("mark", [Mark.CLEAR, Mark.GREEN, Mark.AMBER])
def test_no_pages_where_the_original_is_given(cast: Cast, mark: Mark) -> None:
    with pytest.raises(Denied):
        asked(kept(corpus.pdf(), PDF), mark, cast.officer, page=1)


def test_what_cannot_carry_a_name_is_not_given_from_amber_up(cast: Cast) -> None:
    with pytest.raises(Denied):
        asked(kept(b"a,b\n", CSV), Mark.AMBER, cast.officer)


def test_nobody_without_a_name_gets_a_marked_copy(cast: Cast) -> None:
    for person in (NOBODY, cast.outsider):
        with pytest.raises(Denied):
            asked(kept(corpus.pdf(), PDF), Mark.AMBER, person)
