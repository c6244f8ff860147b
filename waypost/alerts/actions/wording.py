"""The secretariat's own words beside those that came with the portal. A code that was given stays for good."""

from dataclasses import asdict, dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from waypost.alerts.models import Rewording, Term
from waypost.alerts.policies import may_change_word, may_extend_words
from waypost.alerts.searched import codes_in
from waypost.core import clock
from waypost.core.doors import Clockwork, about, action, note, quiet_action
from waypost.core.errors import Refused
from waypost.core.policies import only_the_clock
from waypost.people.models import Person
from waypost.publications.models import Indexed, Publication, drift
from waypost.publications.states import Stage

LOOKED_AT = 1000  # items at once: one short step of the worker


@dataclass(frozen=True)
class Worded:
    """What a word is called and means, in both languages; of an issuer, whose documents these are."""

    label_en: str
    label_th: str
    meaning_en: str
    meaning_th: str
    group: str = ""
    group_th: str = ""
    member_key: str = ""


@action("alerts.term_added", allowed=may_extend_words)
def add_term(*, by: Person, vocabulary: str, code: str, worded: Worded) -> Term:
    """Add a word. Refused where its code was ever given, or another word of the vocabulary reads the same."""
    others = Term.objects.filter(vocabulary=vocabulary)
    taken = others.filter(code=code).first()
    if taken is not None:
        raise Refused(
            _("The code %(code)s is “%(label)s”. A code keeps its meaning for good: choose another.")
            % {"code": code, "label": taken.label},
            code=_("Taken."),
        )
    _check_alone(vocabulary, code, worded)
    last = others.aggregate(last=Max("order"))["last"] or 0
    term = Term.objects.create(vocabulary=vocabulary, code=code, order=last + 1, **asdict(worded))
    about(term)
    note(vocabulary=vocabulary, code=code)
    return term


@action("alerts.term_worded", allowed=may_change_word)
def word_term(*, by: Person, term: Term, worded: Worded) -> Term:
    """Say the same in better words. Every alert that carries the code reads them at once, and is found by them when
    the worker has written its searched words anew.
    """
    _check_alone(term.vocabulary, term.code, worded)
    before = (term.label_en, term.label_th)
    for name, value in asdict(worded).items():
        setattr(term, name, value)
    term.save()
    if before != (term.label_en, term.label_th):
        Rewording.objects.update_or_create(term=term, defaults={"written_to": 0})
    note(vocabulary=term.vocabulary, code=term.code)
    return term


@action("alerts.term_ended", allowed=may_change_word)
def end_term(*, by: Person, term: Term) -> Term:
    """Offer it no more. Where it stands it is still read."""
    if term.ended_at is None:
        term.ended_at = clock.now()
        term.save(update_fields=["ended_at"])
    note(vocabulary=term.vocabulary, code=term.code)
    return term


@action("alerts.term_offered_again", allowed=may_change_word)
def offer_term_again(*, by: Person, term: Term) -> Term:
    """It was ended by mistake, or is wanted again."""
    term.ended_at = None
    term.save(update_fields=["ended_at"])
    note(vocabulary=term.vocabulary, code=term.code)
    return term


@quiet_action(
    "alerts.words_written_anew",
    allowed=only_the_clock,
    because="derived from a word that was changed by an act of its own; nothing anybody reads changes",
)
def write_anew(*, by: Clockwork, rewording: Rewording) -> bool:
    """Write the searched words of the next items that carry the word. Returns whether there are more to look at."""
    out = Publication.unfiltered.filter(kind__in=("alert", "specimen"), stage=Stage.PUBLISHED)
    next_ones = out.filter(pk__gt=rewording.written_to).order_by("pk").values_list("pk", "live__part")
    looked_at = list(next_ones[:LOOKED_AT])
    word = (rewording.term.vocabulary, rewording.term.code)
    carrying = [pk for pk, part in looked_at if word in codes_in(part)]
    batch = carrying[: drift.BATCH]
    Indexed.rewrite(Publication.unfiltered.filter(pk__in=batch).select_for_update().order_by("pk"))
    all_written = len(batch) == len(carrying)
    if all_written and len(looked_at) < LOOKED_AT:
        rewording.delete()
        return False
    rewording.written_to = looked_at[-1][0] if all_written else batch[-1]
    rewording.save()
    return True


def _check_alone(vocabulary: str, code: str, worded: Worded) -> None:
    """Two words that read alike would split one thing in two."""
    for name in ("label_en", "label_th"):
        alike = {f"{name}__iexact": getattr(worded, name)}
        other = Term.objects.filter(vocabulary=vocabulary, **alike).exclude(code=code).first()
        if other is not None:
            raise Refused(
                _("The word %(code)s reads the same. Use it, or say in other words what differs.")
                % {"code": other.code},
                **{name: _("Reads like %(code)s.") % {"code": other.code}},
            )
