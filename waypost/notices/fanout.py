"""From one event to all its notices and mails, inside the data base: 10,000 recipients never pass through Python."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F, Min, QuerySet
from django.utils import timezone

from waypost.core import clock
from waypost.core.failpoints import fail_point
from waypost.core.models import Event
from waypost.notices import tidings
from waypost.notices.models import DIRECT, Digest, Mail, Notice, Pace
from waypost.notices.tidings import Tiding
from waypost.people.models import Person

# 122 random bits or more, made once a row.
_RANDOM = {"postgresql": "replace(gen_random_uuid()::text, '-', '')", "sqlite": "lower(hex(randomblob(16)))"}


def fan_out(event: Event) -> None:
    """Write every notice of an event, and the mails that follow, all or none. Doing it again adds nothing."""
    with transaction.atomic():
        for tiding in tidings.of_action(event.name):
            pace = tiding.pace_of(event)
            _write_notices(event, tiding, pace)
            fail_point("notices written")
            if pace in DIRECT:
                _write_mails(event, tiding, pace)
                fail_point("mails written")
        Event.objects.filter(pk=event.pk).update(told_at=timezone.now(), leased_until=None, trouble="")
        fail_point("event told")
    fail_point("event committed")


def entitled(event: Event, tiding: Tiding) -> QuerySet[Person]:
    """Who is to be told: whom it may reach among the recipients, but not the one who acted, unless it is alarming."""
    chosen = tiding.recipients(event).order_by().values("pk")
    told = tiding.reaching().filter(pk__in=chosen).order_by()
    return told if tiding.alarming else told.exclude(public_id=event.by)


def write_digest_mails(digests: QuerySet[Digest], pace: Pace) -> None:
    """A mail for each of the digests."""
    _insert_from(
        Mail,
        digests.order_by().annotate(told_digest=F("pk")).values("told_digest"),
        columns={"digest": "told_digest"},
        constants=_waiting(pace),
    )


def write_digests(persons: QuerySet[Any], *, pace: Pace, period: str, until: Any) -> int:
    """A digest for each of the persons (rows with ``told_person``) that has none of this period."""
    constants = {"pace": pace.value, "period": period, "until": until}
    return _insert_from(Digest, persons, columns={"person": "told_person"}, constants=constants, named=None)


def _write_notices(event: Event, tiding: Tiding, pace: Pace) -> None:
    ident = tiding.subject_id(event)
    told = Notice.objects.filter(event=event, subject_label=tiding.subject.label, subject_id=ident)
    persons = entitled(event, tiding).exclude(pk__in=told.exclude(kind=tiding.kind).values("person"))
    _insert_from(
        Notice,
        persons.annotate(told_person=F("pk")).values("told_person"),
        columns={"person": "told_person"},
        constants={
            "event": event.pk,
            "kind": tiding.kind,
            "subject_label": tiding.subject.label,
            "subject_id": ident,
            "pace": pace.value,
            "at": event.at,
        },
        named="public_id",
    )


def _write_mails(event: Event, tiding: Tiding, pace: Pace) -> None:
    """One mail to each person told and, once, to the mailbox of each post they act for."""
    notices = Notice.objects.filter(event=event, kind=tiding.kind).order_by()
    waiting = _waiting(pace)
    to_persons = notices.annotate(told_notice=F("pk")).values("told_notice")
    _insert_from(Mail, to_persons, columns={"notice": "told_notice"}, constants=waiting)
    if tiding.mailboxes:
        with_mailbox = notices.filter(person__acting_as__post__mailbox__gt="")
        posts = with_mailbox.values(told_post=F("person__acting_as__post")).annotate(told_notice=Min("pk"))
        _insert_from(Mail, posts, columns={"post": "told_post", "notice": "told_notice"}, constants=waiting)


def _waiting(pace: Pace) -> dict[str, Any]:
    return {
        "pace": pace.value,
        "state": Mail.State.WAITING.value,
        "send_after": clock.now(),
        "tries": 0,
        "because": "",
        "farewell_to": "",
    }


def _insert_from(
    model: type[models.Model],
    source: QuerySet[Any, Any],
    *,
    columns: Mapping[str, str],
    constants: Mapping[str, Any],
    named: str | None = "token",
) -> int:
    """INSERT … SELECT … ON CONFLICT DO NOTHING. Returns how many rows are new.

    ``columns`` maps the model's fields to the source's annotations; ``constants`` are the same in every row;
    ``named`` is the field that gets a random text.
    """
    # A source that can't have rows is still a statement: nobody is told, and that is no mistake.
    select, parameters = source.query.get_compiler(connection=connection, elide_empty=False).as_sql()
    values = {name: f"told.{alias}" for name, alias in columns.items()}
    values |= dict.fromkeys(constants, "%s")
    if named is not None:
        values[named] = _RANDOM[connection.vendor]
    fields = {field.name: field for field in model._meta.concrete_fields}
    given = [fields[name].get_db_prep_save(value, connection) for name, value in constants.items()]
    names = ", ".join(str(fields[name].column) for name in values)
    # Only names of our own models stand in this text; every value is a parameter.
    statement = (
        f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(values.values())} "  # noqa: S608
        f"FROM ({select}) AS told WHERE 1 = 1 ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *parameters])
        return int(cursor.rowcount)
