"""The demo's lessons that are written in the portal, by the room's own actions."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from waypost.demo.world import lessons as world
from waypost.demo.world.lessons import NativePage, Words
from waypost.files import video
from waypost.files.intake import take_in
from waypost.people.models import Person
from waypost.training.actions import lessons
from waypost.training.actions.lessons import Option, PageWords, Shown
from waypost.training.models import Asked, Programme

_FILES = Path(world.__file__).parent


def write(by: Person, programme: Programme) -> None:
    """Write the lesson, and put it out; and begin another one."""
    lesson = _write(by, programme, world.ALONGSIDE, world.ALONGSIDE_PAGES)
    lessons.put_out(by=by, programme=programme, lesson=lesson, required=False)
    _write(by, programme, world.OVERBOARD, world.OVERBOARD_PAGES)


def _write(by: Person, programme: Programme, title: Words, pages: Iterable[NativePage]) -> str:
    english, thai = title
    begun = lessons.begin_lesson(by=by, programme=programme, title_en=english, title_th=thai)
    lesson = str(begun.public_id)
    for each in pages:
        lessons.write_page(by=by, programme=programme, lesson=lesson, words=_words(each), shown=_shown(each))
    return lesson


def _words(page: NativePage) -> PageWords:
    pairs: dict[str, Words] = {
        "title": page.title,
        "text": page.text,
        "picture": page.shown,
        "video": page.told,
        "question": page.question,
    }
    words: dict[str, Any] = {
        f"{name}_{each}": said for name, pair in pairs.items() for each, said in _named(pair)
    }
    return PageWords(
        **words,
        asked=Asked.SINGLE if page.options else Asked.NOTHING,
        options=[Option(*each.words, each.right, *each.said) for each in page.options],
    )


def _named(words: Words) -> Iterator[tuple[str, str]]:
    return zip(("en", "th"), words, strict=True)


def _shown(page: NativePage) -> Shown:
    picture = take_in((_FILES / page.picture).read_bytes(), page.picture) if page.picture else None
    if not page.video:
        return Shown(picture)
    with (_FILES / page.video).open("rb") as film:
        return Shown(picture, video.lay_down(film, page.video))
