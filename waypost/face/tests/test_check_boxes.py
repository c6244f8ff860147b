"""The check boxes of a list's filters."""

from dataclasses import dataclass

from django.template import Context, Template


@dataclass
class Choice:
    value: str
    label: str
    chosen: bool = False
    count: str = ""
    language: str = ""


def made(*choices: Choice) -> str:
    return Template("{% check_boxes 'kind' choices %}").render(Context({"choices": choices}))


def test_each_choice_is_a_line_and_says_what_it_has() -> None:
    text = made(Choice("a", "One"), Choice("b", "TLP:RED", chosen=True, count="7+", language="en"))
    assert text.splitlines() == [
        '<label><input type="checkbox" name="kind" value="a">One</label>',
        '<label><input type="checkbox" name="kind" value="b" checked>'
        '<bdi lang="en">TLP:RED</bdi><span>7+</span></label>',
    ]


def test_nothing_in_a_choice_is_markup() -> None:
    bad = '"><b>'
    assert "<b>" not in made(Choice(bad, bad, count=bad, language=bad))
