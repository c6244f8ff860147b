"""A lesson and its pages, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.core.writing import TextField
from waypost.face.forms import speak, want
from waypost.files import intake, video
from waypost.training.actions.lessons import MOST_PAGES, Option, PageWords, Shown
from waypost.training.models import MOST_OPTIONS, Asked

_TWO_LINES = forms.Textarea(attrs={"rows": 2})
_TEXT = forms.Textarea(attrs={"rows": 10})


class LessonForm(forms.Form):
    """What a new lesson is called."""

    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)


class PutOutForm(forms.Form):
    """How a lesson becomes an e-module."""

    required = forms.BooleanField(label=_("Everybody is to go through it"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "required")


class PageForm(forms.Form):
    """A page. An option is two texts, a tick, and what is said to whoever chose it; empty ones say nothing."""

    title_en = TextField(label=_("Title (English)"), max_length=160)
    title_th = TextField(label=_("Title (Thai)"), max_length=160)
    text_en = TextField(
        label=_("Words (English)"),
        max_length=8000,
        required=False,
        widget=_TEXT,
        help_text=_("**bold**, # heading, - list, [words](https://address): as in a publication."),
    )
    text_th = TextField(label=_("Words (Thai)"), max_length=8000, required=False, widget=_TEXT)
    number = forms.IntegerField(
        label=_("Place among the pages"),
        min_value=1,
        max_value=MOST_PAGES,
        required=False,
        help_text=_("1 is the first. Empty: behind the others."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    picture = forms.FileField(
        label=_("Picture"),
        max_length=200,
        required=False,
        help_text=_("JPEG, PNG, GIF, WebP or TIFF. Places and times in it are taken out."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    picture_en = TextField(label=_("What the picture shows (English)"), max_length=300, required=False)
    picture_th = TextField(label=_("What the picture shows (Thai)"), max_length=300, required=False)
    drops_picture = forms.BooleanField(label=_("Take the picture off the page"), required=False)
    video = forms.FileField(
        label=_("Video"),
        max_length=200,
        required=False,
        help_text=_("MP4 (H.264, with AAC sound), 200 MB at most. Places and names in it are taken out."),
        widget=forms.FileInput(attrs={"accept": "video/mp4"}),
    )
    video_en = TextField(
        label=_("What is seen and said in the video (English)"),
        max_length=8000,
        required=False,
        widget=_TWO_LINES,
    )
    video_th = TextField(
        label=_("What is seen and said in the video (Thai)"),
        max_length=8000,
        required=False,
        widget=_TWO_LINES,
    )
    drops_video = forms.BooleanField(label=_("Take the video off the page"), required=False)
    asked = forms.ChoiceField(
        label=_("Question"),
        choices=Asked.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=Asked.NOTHING,
    )
    question_en = TextField(label=_("Question (English)"), max_length=600, required=False, widget=_TWO_LINES)
    question_th = TextField(label=_("Question (Thai)"), max_length=600, required=False, widget=_TWO_LINES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_OPTIONS + 1):
            self._add_option(n)
        want(self, *(name for name in self.fields if name not in ("title_en", "title_th")))
        speak(
            self,
            *(name for name in self.fields if "_en" in name or "_th" in name or name[:3] in ("en_", "th_")),
        )

    def _add_option(self, n: int) -> None:
        at = {"n": n}
        for name, label, most in (
            (f"en_{n}", _("Option %(n)d (English)"), 300),
            (f"th_{n}", _("Option %(n)d (Thai)"), 300),
            (f"said_en_{n}", _("Said to whoever chose option %(n)d (English)"), 600),
            (f"said_th_{n}", _("Said to whoever chose option %(n)d (Thai)"), 600),
        ):
            self.fields[name] = TextField(label=label % at, max_length=most, required=False)
        self.fields[f"right_{n}"] = forms.BooleanField(label=_("Option %(n)d is right") % at, required=False)

    def read(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title_en", "title_th", "text_en", "text_th", "number")]

    def seen(self) -> list[forms.BoundField]:
        return [self[name] for name in ("picture", "picture_en", "picture_th")]

    def played(self) -> list[forms.BoundField]:
        return [self[name] for name in ("video", "video_en", "video_th")]

    def question(self) -> list[forms.BoundField]:
        return [self[name] for name in ("asked", "question_en", "question_th")]

    def options(self) -> list[list[forms.BoundField]]:
        names = ("en", "th", "right", "said_en", "said_th")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, MOST_OPTIONS + 1)]

    def first_options(self) -> list[list[forms.BoundField]]:
        return self.options()[:2]

    def more_options(self) -> list[list[forms.BoundField]]:
        return self.options()[2:]

    def has_more_options(self) -> bool:
        return any(field.value() or field.errors for row in self.more_options() for field in row)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        sentence = _("Give both languages, or neither.")
        both = [(f"{name}_en", f"{name}_th") for name in ("text", "picture", "video", "question")]
        for n in range(1, MOST_OPTIONS + 1):
            both += [(f"en_{n}", f"th_{n}"), (f"said_en_{n}", f"said_th_{n}")]
            if typed.get(f"said_en_{n}") and not typed.get(f"en_{n}"):
                self.add_error(f"en_{n}", _("Give the option of which this is said."))
        for english, thai in both:
            if bool(typed.get(english)) is not bool(typed.get(thai)):
                self.add_error(thai if typed.get(english) else english, sentence)
        return typed

    def words(self) -> PageWords:
        """Empty options are left out; a page without a question has none."""
        typed = self.cleaned_data
        names = (
            "title_en",
            "title_th",
            "text_en",
            "text_th",
            "picture_en",
            "picture_th",
            "video_en",
            "video_th",
        )
        asks = bool(typed["asked"])
        return PageWords(
            **{name: typed[name] for name in names},
            **{name: typed[name] if asks else "" for name in ("question_en", "question_th")},
            asked=typed["asked"],
            options=self._options() if asks else (),
            number=typed["number"] or 0,
        )

    def _options(self) -> list[Option]:
        typed = self.cleaned_data
        rows = [{each.name.rpartition("_")[0]: typed[each.name] for each in row} for row in self.options()]
        return [Option(**row) for row in rows if row["en"]]

    def shown(self) -> Shown:
        """Examined and laid down: it takes seconds. Raises Refused."""
        typed = self.cleaned_data
        picture, film = typed["picture"], typed["video"]
        return Shown(
            picture=intake.take_in(picture.read(intake.LARGEST + 1), picture.name, size=picture.size)
            if picture
            else None,
            video=video.lay_down(film.file, film.name) if film else None,
            drops_picture=typed["drops_picture"],
            drops_video=typed["drops_video"],
        )
