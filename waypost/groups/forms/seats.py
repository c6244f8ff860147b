"""A seat, as it is given and ended, and the day a group is looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.face.forms import DateField, OrganisationField, want
from waypost.people.models import Post, Seat


class OnForm(forms.Form):
    """The day: none means today."""

    on = DateField(label=_("On which day?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        want(self, "on")


class BodyForm(forms.Form):
    """First the organisation whose post is to sit there."""

    organisation = OrganisationField(
        label=_("Organisation"), max_length=160, help_text=_("By its code or its name.")
    )


class SeatForm(forms.Form):
    """Then which post of it, as what, since when."""

    post = forms.ChoiceField(
        label=_("Post"),
        help_text=_("The seat stays with the post, whoever holds it."),
        error_messages={"invalid_choice": _("Choose one of those listed.")},
    )
    role = forms.ChoiceField(label=_("Seat"), choices=Seat.Role.choices, widget=forms.RadioSelect)
    since = DateField(label=_("Since"))

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {each.public_id: each for each in posts}
        self.fields["post"].choices = [(each.public_id, each.title) for each in posts]  # type: ignore[attr-defined]

    def chosen(self) -> Post:
        return self.posts[self.cleaned_data["post"]]


class EndForm(forms.Form):
    """The end of a seat."""

    until = DateField(label=_("The first day it is over"))
