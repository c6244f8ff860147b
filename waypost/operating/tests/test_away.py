"""S3, Redis and the disk, each gone while people work: what else there is goes on, what can't be done is said in a
sentence and leaves nothing, and all of it comes back by itself.
"""

import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client

from tests.cast import PASSWORD, Cast
from waypost import environment
from waypost.access.drift import drifts
from waypost.access.marks import Mark
from waypost.access.models import Reach
from waypost.core.errors import Refused
from waypost.core.models import AuditRow, Event
from waypost.core.ticks import ticks
from waypost.files import vault
from waypost.files.bucket import TooSlow
from waypost.files.models import StoredFile
from waypost.files.tests import corpus
from waypost.operating import backups, health
from waypost.operating.tests.nodes import Bucket, Redis, Slow
from waypost.people.models import Person
from waypost.publications.models import Attachment, Publication, ReferenceSeries
from waypost.publications.tests.test_attachments import body, draft, sent, shared, words, write

Enter = Callable[[Person], Client]
AWAY = "The storage of files is away."
NOT_KEPT = "The file could not be kept: the storage of files is away or full."


@pytest.fixture(autouse=True)
def as_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_tried_at", -100.0)


def ready(part: str) -> tuple[int, str]:
    """What the node says of itself, and of this part. What it remembers of the storage is forgotten first."""
    health._tried_at = -100.0
    answer = Client().get("/-/ready")
    return answer.status_code, dict(line.split(" ") for line in answer.content.decode().splitlines())[part]


@pytest.fixture
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """The portal's files lie in an S3."""
    bucket = Bucket()
    monkeypatch.setenv("WAYPOST_FILES", bucket.url)
    settings.STORAGES = {**settings.STORAGES, "default": environment.files(Path(), proven=False)}
    yield bucket
    bucket.close()


def test_an_s3_that_is_away_keeps_nobody_from_reading_and_comes_back(
    cast: Cast, enter: Enter, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, address = shared(cast, enter, Mark.GREEN, corpus.pdf("Pier four"), "report.pdf")
    other, reader, officer = draft(cast), enter(cast.coast_officer), enter(cast.officer)
    kept = set(StoredFile.objects.values_list("pk", flat=True))
    assert ready("storage") == (200, "ok")

    bucket.close()
    assert ready("storage") == (200, "down")
    assert "report.pdf" in reader.get(f"/items/{item.public_id}/").content.decode()
    answer = reader.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert AWAY in answer.content.decode()
    page = write(officer, other, sent(corpus.pdf("New"), "new.pdf"), title="Typed meanwhile")
    assert page.status_code == 200
    assert NOT_KEPT in page.content.decode()
    assert "Typed meanwhile" in page.content.decode()
    assert set(StoredFile.objects.values_list("pk", flat=True)) == kept
    place = StoredFile.objects.values_list("storage_name", flat=True)[0]
    # Without the dump, which would wait for this test's own transaction.
    monkeypatch.setattr(backups, "_fill", lambda half, *_: backups._copy(place, half / "file"))
    with pytest.raises(Refused, match="The backup was not made, and nothing of it is left"):
        backups.take(tmp_path / "b", connection.vendor)
    assert list(tmp_path.iterdir()) == []

    bucket.start()
    assert ready("storage") == (200, "ok")
    assert "Pier four" in words(body(reader.get(address)))
    assert NOT_KEPT not in write(officer, other, sent(corpus.pdf("New"), "new.pdf")).content.decode()
    assert Attachment.unfiltered.filter(version=other.in_work()).count() == 1
    ticks()["files.texts"].work()
    ticks()["files.texts"].work()
    assert not StoredFile.objects.unread().exists()


@pytest.fixture
def slow(bucket: Bucket, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """The same S3, asked through somebody who may be slow; and a patience that tests have."""
    for name, seconds in {"CONNECT": 0.5, "ANSWER": 0.5, "WHOLE": 1, "REST": 0.2}.items():
        monkeypatch.setattr(f"waypost.files.bucket.{name}", seconds)
    slow = Slow(bucket)
    monkeypatch.setenv("WAYPOST_FILES", slow.url)
    settings.STORAGES = {**settings.STORAGES, "default": environment.files(Path(), proven=False)}
    yield slow
    slow.close()


@pytest.mark.parametrize("pace", ["hangs", "stalls", "drips"])
def test_an_s3_that_is_slow_holds_nobody_for_long(cast: Cast, enter: Enter, slow: Slow, pace: str) -> None:
    item, address = shared(cast, enter, Mark.GREEN, corpus.pdf("Pier four"), "report.pdf")
    reader = enter(cast.coast_officer)
    assert "Pier four" in words(body(reader.get(address)))

    slow.pace = pace
    begun = time.monotonic()
    answer = reader.get(address)
    assert time.monotonic() - begun < 8
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert AWAY in answer.content.decode()
    assert "report.pdf" in reader.get(f"/items/{item.public_id}/").content.decode()

    slow.pace = ""
    time.sleep(0.3)
    assert "Pier four" in words(body(reader.get(address)))


def test_nothing_is_half_kept_in_an_s3_that_hangs(cast: Cast, enter: Enter, slow: Slow) -> None:
    item, officer = draft(cast), enter(cast.officer)
    slow.pace = "hangs"
    page = write(officer, item, sent(corpus.pdf("New"), "new.pdf"), title="Typed meanwhile")
    assert NOT_KEPT in page.content.decode()
    assert "Typed meanwhile" in page.content.decode()
    assert not StoredFile.objects.exists()
    slow.pace = ""
    time.sleep(0.3)
    assert NOT_KEPT not in write(officer, item, sent(corpus.pdf("New"), "new.pdf")).content.decode()


def test_a_content_has_its_time_to_be_sent(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waypost.files.bucket.WHOLE", -1)
    with pytest.raises(TooSlow):
        default_storage.save("sealed/ab/abc", ContentFile(b"x" * 100))
    assert not default_storage.exists("sealed/ab/abc")


def test_after_a_silence_a_process_does_not_wait_again_at_once(
    cast: Cast, enter: Enter, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each reader of a file holds a process for its time, until there is none left for other pages."""
    _item, address = shared(cast, enter, Mark.GREEN, corpus.pdf("Pier four"), "report.pdf")
    reader = enter(cast.coast_officer)
    monkeypatch.setattr("waypost.files.bucket.REST", 60)
    slow.pace = "hangs"
    assert reader.get(address).status_code == 503
    asked, begun = slow.asked, time.monotonic()
    for _again in range(3):
        assert reader.get(address).status_code == 503
    assert slow.asked == asked
    assert time.monotonic() - begun < 2
    assert ready("storage") == (200, "down")


@pytest.mark.skipif(not shutil.which("redis-server"), reason="Redis is not here")
def test_a_redis_that_is_away_lets_nobody_in_and_keeps_nobody_from_reading(
    cast: Cast, enter: Enter, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    redis, reader = Redis(tmp_path), enter(cast.officer)
    monkeypatch.setenv("WAYPOST_CACHE", redis.url)
    settings.CACHES = {"default": environment.cache(proven=False)}
    right = {"login": cast.officer.email, "password": PASSWORD}
    try:
        assert Client().post("/sign-in/", right).status_code == 302
        assert ready("cache") == (200, "ok")

        redis.close()
        stranger = Client()
        answer = stranger.post("/sign-in/", right)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert "nobody can sign in" in answer.content.decode()
        assert PASSWORD not in answer.content.decode()
        assert stranger.get("/sign-in/").status_code == 200
        assert ready("cache") == (200, "down")
        assert reader.get("/items/").status_code == 200
        assert reader.post("/inbox/read/").status_code == 302

        redis.start()
        assert stranger.post("/sign-in/", right).status_code == 302
        assert ready("cache") == (200, "ok")
    finally:
        redis.close()


@contextmanager
def full(room: int) -> Iterator[None]:
    """Inside the block no file can grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_file_on_a_full_disk_is_refused_and_leaves_nothing(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, officer = draft(cast), enter(cast.officer)
    places, save = set(vault._places()), default_storage.save

    def on_a_full_disk(*given: Any) -> Any:
        with full(room=100):
            return save(*given)

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", on_a_full_disk)
        page = write(officer, item, sent(corpus.pdf(), "a.pdf"), title="Typed meanwhile").content.decode()
    assert NOT_KEPT in page
    assert "Typed meanwhile" in page
    assert not Attachment.unfiltered.exists()
    assert set(vault._places()) == places
    write(officer, item, sent(corpus.pdf(), "a.pdf"))
    assert Attachment.unfiltered.count() == 1


@contextmanager
def full_at(table: str) -> Iterator[None]:
    """Inside the block PostgreSQL refuses new rows of a table as it does on a full disk: by its own error, of that
    class (53100), in the middle of whatever is being done.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
            "'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER disk_full BEFORE INSERT ON {table} EXECUTE FUNCTION disk_full()"  # one of the list below
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION disk_full CASCADE")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="it is PostgreSQL's disk")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "table",
    [
        "publications_publication",
        "publications_text",
        "access_reach",
        "publications_version",
        "core_auditrow",
    ],
)
def test_a_postgresql_on_a_full_disk_keeps_the_whole_or_nothing(cast: Cast, enter: Enter, table: str) -> None:
    """Whichever row of an act is the one that has no room."""
    officer = enter(cast.officer)
    officer.raise_request_exception = False
    sent = {"kind": "bulletin", "network": str(cast.regional.pk), "language": "en"}
    kept = [model.objects.count() for model in (AuditRow, Event, Reach, ReferenceSeries)]
    with full_at(table):
        answer = officer.post("/items/new/", sent)
        assert answer.status_code == 503
        assert "send it again" in answer.content.decode()
        assert officer.get("/items/").status_code == 200
        assert not Publication.unfiltered.exists()
    assert [model.objects.count() for model in (AuditRow, Event, Reach, ReferenceSeries)] == kept
    assert officer.post("/items/new/", sent).status_code == 302
    assert not list(drifts())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite counts no connections")
@pytest.mark.django_db(transaction=True)
def test_a_data_base_with_no_connection_to_give_is_said_and_comes_back(cast: Cast, enter: Enter) -> None:
    officer = enter(cast.officer)
    officer.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE crowded LOGIN PASSWORD 'crowded' CONNECTION LIMIT 0")
    as_ever = dict(connection.settings_dict)
    try:
        connection.close()
        connection.settings_dict.update(USER="crowded", PASSWORD="crowded")
        with pytest.raises(OperationalError, match="too many connections"):
            connection.ensure_connection()
        answer = officer.post("/profile/", {"name_native": "Typed meanwhile"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert "Typed meanwhile" in answer.content.decode()
    finally:
        connection.settings_dict.update(USER=as_ever["USER"], PASSWORD=as_ever["PASSWORD"])
        with connection.cursor() as cursor:
            cursor.execute("DROP ROLE crowded")
    assert officer.get("/items/").status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has a disk of its own")
@pytest.mark.django_db(transaction=True)
def test_a_data_base_on_a_full_disk_keeps_what_it_has(cast: Cast, enter: Enter) -> None:
    officer = enter(cast.officer)
    officer.raise_request_exception = False
    sent = {"kind": "bulletin", "network": str(cast.regional.pk), "language": "en"}
    with full(room=100):
        answer = officer.post("/items/new/", sent)
        assert answer.status_code == 503
        assert "send it again" in answer.content.decode()
        assert officer.get("/items/").status_code == 200
    assert officer.post("/items/new/", sent).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]
