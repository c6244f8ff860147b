"""Finding what overlaps, which the clock does, and deciding about it, which a person does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from waypost.access.marks import Mark
from waypost.core import clock, doors
from waypost.core.doors import CLOCK, Clockwork, action
from waypost.core.errors import Overtaken, Refused
from waypost.core.policies import only_the_clock
from waypost.files.tables import plain
from waypost.gate.refusing import check_words
from waypost.people.models import Person
from waypost.projects.models import Activity, Level, Status
from waypost.reporting.models import Judgement, Overlap
from waypost.reporting.overlaps import Doing, Key, Pair, Unit, find
from waypost.reporting.policies import may_judge
from waypost.training.models import Cohort, Plan, PlannedUnit, Programme

ACTIVITY, PROGRAMME = "activity", "programme"  # an activity's key is the lower one
Two = tuple[int, int | None, int | None]  # one, other, programme


@dataclass(frozen=True)
class Decided:
    """What a person says of two activities."""

    relation: str
    note: str
    partner: str = ""
    engaged_on: date | None = None
    outcome: str = ""


@action("reporting.overlap_judged", allowed=may_judge)
def judge(*, by: Person, overlap: Overlap, revision: int, decided: Decided) -> Judgement:
    """Decide what the two are to each other. ``revision`` is the one its form was opened on."""
    if revision != overlap.revision:
        raise Overtaken(
            _(
                "Somebody decided since you opened the page, or one of the two changed. What stands now is shown."
            ),
            theirs=overlap,
        )
    if not decided.note:
        raise Refused(_("Say why, in one sentence."), note=_("One sentence."))
    if decided.engaged_on is not None and not decided.partner:
        raise Refused(_("Say who was engaged on that day."), partner=_("Write a name."))
    if decided.engaged_on is not None and decided.engaged_on > clock.today():
        raise Refused(_("This day has not come. Give the day of the engagement."), engaged_on=_("Not yet."))
    check_words(note=decided.note, partner=decided.partner, outcome=decided.outcome)
    number = Judgement.unfiltered.filter(overlap=overlap.pk).count() + 1
    made = Judgement(
        overlap_id=overlap.pk,
        number=number,
        facts=overlap.facts,
        by=by,
        organisation=by.organisation,
        at=clock.now(),
        **vars(decided),
    )
    made.save()
    overlap.judged_facts, overlap.relation = overlap.facts, decided.relation
    overlap.revision += 1
    overlap.save()
    doors.note(number=number, relation=decided.relation)
    return made


@action("reporting.overlaps_found", allowed=only_the_clock)
def keep_found(*, by: Clockwork, new: Iterable[Pair], changed: Iterable[Pair], gone: Iterable[int]) -> None:
    """Keep what was found: pairs that are new, those of which something changed, and the ids of those that are none any
    more.
    """
    today, made = clock.today(), list(new)
    for pair in made:
        one, other, programme = _two(pair)
        Overlap(one_id=one, other_id=other, programme_id=programme, found_on=today, **_columns(pair)).save()
    again = {_two(pair): pair for pair in changed}
    # Locked: somebody may be deciding about one of them just now, and what they decide is not the clock's to write.
    rows = Overlap.unfiltered.select_for_update(of=("self",)).filter(one__in=[two[0] for two in again])
    for overlap in rows.order_by("pk"):
        pair = again.get((overlap.one_id, overlap.other_id, overlap.programme_id))  # type: ignore[assignment]
        if pair is None:
            continue
        if pair.facts != overlap.facts:
            overlap.revision += 1
        for name, value in _columns(pair).items():
            setattr(overlap, name, value)
        overlap.gone_on = None
        overlap.save(update_fields=[*_columns(pair), "revision", "gone_on"])
    ended = list(gone)
    Overlap.unfiltered.filter(pk__in=ended).update(gone_on=today)
    doors.note(new=len(made), changed=len(again), gone=len(ended))


def look() -> int:
    """The clock's part: compare what stands, and keep what is other than before. Returns how many pairs overlap."""
    pairs = {_two(pair): pair for pair in find(_doings()) if pair.one.key[0] == ACTIVITY}
    kept = {(row.one_id, row.other_id, row.programme_id): row for row in Overlap.unfiltered.all()}
    new = [pair for two, pair in pairs.items() if two not in kept]
    changed = [pair for two, pair in pairs.items() if two in kept and _is_other(kept[two], pair)]
    gone = [row.pk for two, row in kept.items() if two not in pairs and row.gone_on is None]
    if new or changed or gone:
        keep_found(by=CLOCK, new=new, changed=changed, gone=gone)
    return len(pairs)


def _is_other(row: Overlap, pair: Pair) -> bool:
    return row.gone_on is not None or any(
        getattr(row, name) != value for name, value in _columns(pair).items()
    )


def _two(pair: Pair) -> Two:
    (_sort, one), (sort, other) = pair.one.key, pair.other.key
    return (one, other, None) if sort == ACTIVITY else (one, None, other)


def _columns(pair: Pair) -> dict[str, Any]:
    return {
        "signals": sorted(each.value for each in pair.signals),
        "score": pair.score,
        "facts": pair.facts,
    }


def _doings() -> list[Doing]:
    """Everything there is, whoever may see it: who is shown a pair is asked when it is shown."""
    return [*_activities(), *_programmes()]


def _activities() -> Iterator[Doing]:
    rows = Activity.unfiltered.filter(withdrawn_at__isnull=True).exclude(status=Status.CANCELLED)
    topics = _topics(Activity.topics.through.objects.values_list("activity", "topic__key"))
    for each in rows.select_related("done_by", "audience", "funder", "member"):
        yield Doing(
            _key(ACTIVITY, each.pk),
            frozenset({_unit(each.audience, each.audience_name, each.unit)}),
            topics[each.pk],
            each.since,
            each.until or each.since,
            plain(each.province or each.place),
            each.level,
            _body(each.done_by, each.done_by_name),
            _body(each.funder, each.funder_name),
        )


def _programmes() -> Iterator[Doing]:
    """Those that everybody of their network reads, by their newest plan and their cohorts. A TLP:AMBER programme is not
    compared: its plan is read by those it is released to, and each reading of it is recorded.
    """
    found = {
        each.pk: each
        for each in Programme.unfiltered.filter(mark__lte=Mark.GREEN).select_related("organisation")
    }
    plans = {
        each.programme_id: each.pk for each in Plan.unfiltered.filter(programme__in=found).order_by("number")
    }
    topics = _topics(
        Plan.topics.through.objects.filter(plan__in=plans.values()).values_list("plan", "topic__key")
    )
    units: dict[int, set[Unit]] = defaultdict(set)
    for unit in PlannedUnit.unfiltered.filter(plan__in=plans.values()).select_related("organisation"):
        units[unit.plan_id].add(_unit(unit.organisation, "", unit.unit_en))
    cohorts: dict[int, list[Cohort]] = defaultdict(list)
    for cohort in Cohort.unfiltered.filter(programme__in=found):
        cohorts[cohort.programme_id].append(cohort)
    for pk, plan in plans.items():
        if cohorts[pk]:
            yield Doing(
                _key(PROGRAMME, pk),
                frozenset(units[plan]),
                topics[plan],
                min(each.since for each in cohorts[pk]),
                max(each.until for each in cohorts[pk]),
                level=Level.TRAINERS if all(each.trains_trainers for each in cohorts[pk]) else "",
                done_by=_body(found[pk].organisation, ""),
            )


def _topics(rows: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for pk, topic in rows:
        found[pk].add(topic)
    return defaultdict(frozenset, {pk: frozenset(topics) for pk, topics in found.items()})


def _key(sort: str, pk: int) -> Key:
    return (sort, pk)


def _unit(body: Any, name: str, unit: str) -> Unit:
    return _body(body, name), plain(unit)


def _body(body: Any, name: str) -> str:
    """The same whether it is an organisation of the portal or known by its name alone."""
    return body.code if body is not None else plain(name)
