"""Two web nodes and two workers over one PostgreSQL, one Redis and one S3, under load: stopped, killed, cut off.

Once in `make test`, with PostgreSQL.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
import redis
from django.conf import settings
from django.db import connection

from waypost.operating.tests.nodes import Bucket, Node, Readers, Redis, wait_until, worker
from waypost.operating.tests.portal import Portal

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="several nodes share a PostgreSQL")

EVENTS = 30
NEXT_RELEASE = {"DJANGO_SETTINGS_MODULE": "waypost.operating.tests.next_release.settings"}


@pytest.fixture
def shared(home: Portal, kept: Path, tmp_path: Path) -> Iterator[Portal]:
    """A portal restored from a backup of another, with its files in S3 and its cache in Redis."""
    store, cache = Bucket(), Redis(tmp_path)
    portal = home.empty_one("shared")
    portal.more = {"WAYPOST_CACHE": cache.url, "WAYPOST_FILES": store.url}
    done = portal.run("restore", str(kept))
    assert done.returncode == 0, done.stderr
    yield portal
    cache.close()
    store.close()


def ask(portal: Portal, question: str) -> Any:
    """The one value that the data base answers."""
    with psycopg.connect(portal.url) as session:
        return session.execute(question).fetchone()[0]


def cut_off(portal: Portal, yes: bool) -> None:
    """The data base takes nobody in any more, and throws out who is there; or takes everybody in again."""
    name = urlsplit(portal.url).path.strip("/")
    with psycopg.connect(portal.url.replace(name, "postgres"), autocommit=True) as session:
        session.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {str(not yes).lower()}")
        if yes:
            session.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )


def upgrade(portal: Portal, readers: Readers) -> None:
    """Its node says that it is not ready over the old tables; then these are migrated, and both serve together."""
    old, newer = readers.nodes, Node({**portal.environment, **NEXT_RELEASE})
    try:
        wait_until(lambda: newer.ask("/-/live")[0] == 200)
        status, _onward, said = newer.ask("/-/ready")
        assert (status, b"migrations missing" in said) == (503, True)
        done = portal.run("migrate", **NEXT_RELEASE)
        assert done.returncode == 0, done.stderr
        assert ask(portal, "SELECT count(*) FROM people_person WHERE next_release = 'unknown'")
        readers.answered(20)  # by the old ones, over the new tables
        wait_until(newer.is_ready)
        readers.nodes = [*old, newer]
        readers.answered(20)
        readers.nodes = old
        readers.answered(5)  # nobody is on the new one any more
        newer.process.terminate()
        assert newer.process.wait(60) == 0
    finally:
        newer.close()


def entered(portal: Portal) -> dict[str, Any]:
    command = [sys.executable, "-m", "waypost.operating.tests.run_entering", str(EVENTS)]
    done = subprocess.run(  # noqa: S603
        command, env=portal.environment, cwd=settings.BASE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_nodes_are_stopped_killed_and_cut_off_under_load_and_nothing_is_lost(
    shared: Portal, tmp_path: Path
) -> None:
    known = entered(shared)
    nodes = [Node(shared.environment), Node(shared.environment)]
    workers = [worker(shared.environment), worker(shared.environment)]
    cookie = f"{known['session']}; {known['csrf']}={'a' * 32}"
    form = {
        "kind": "bulletin",
        "network": str(known["network"]),
        "language": "en",
        "csrfmiddlewaretoken": "a" * 32,
    }
    readers = Readers(nodes, cookie, form)
    try:
        for node in nodes:
            wait_until(node.is_ready)
        readers.begin()
        readers.answered(30)

        # Stopped, as for an upgrade, one after the other: nobody notices.
        for node in nodes:
            node.restart()
            readers.answered(10)
        assert readers.broken == []
        assert set(readers.statuses) == {200, 302}

        # The next release comes: every table has a column more, while everybody works. Nobody notices.
        upgrade(shared, readers)
        assert readers.broken == []
        assert set(readers.statuses) == {200, 302}

        # A web node and a worker are killed: what was in their hands breaks off, and nothing that was answered is lost.
        nodes[1].kill()
        workers[1].send_signal(signal.SIGKILL)
        nodes[1].start()
        readers.answered(20)
        assert len(readers.broken) <= 3, "one for each reader who was just being served"
        assert set(readers.statuses) == {200, 302}

        # The data base is away for a moment: readers are told, and the same processes go on.
        broken = len(readers.broken)
        cut_off(shared, yes=True)
        wait_until(lambda: readers.statuses.get(503, 0) > 5)
        assert nodes[0].ask("/-/live")[0] == 200
        assert nodes[0].ask("/-/ready")[0] == 503
        cut_off(shared, yes=False)
        wait_until(nodes[0].is_ready)
        wait_until(nodes[1].is_ready)
        before = dict(readers.statuses)
        readers.answered(20)
        assert set(readers.statuses) == {200, 302, 503}
        assert readers.statuses[503] - before[503] <= 3
        assert len(readers.broken) == broken
        assert workers[0].poll() is None

        readers.end()
        wanted = EVENTS * known["active"]
        wait_until(lambda: ask(shared, "SELECT count(*) FROM notices_notice") >= wanted)
    finally:
        readers.end()
        for node in nodes:
            node.close()
        for process in workers:
            process.terminate()
            process.wait(60)

    drafts = ask(shared, "SELECT array_agg(public_id) FROM publications_publication")
    assert len(readers.kept) > 20
    assert set(readers.kept) <= set(drafts)
    assert ask(shared, "SELECT count(DISTINCT (event_id, person_id, kind)) FROM notices_notice") == wanted
    assert ask(shared, "SELECT count(*) FROM notices_notice") == wanted
    assert workers[0].returncode == 0

    # What they shared: the cache, and files that a backup of this portal finds there.
    assert redis.Redis.from_url(shared.more["WAYPOST_CACHE"]).keys("*health*")
    taken = shared.run("backup", str(tmp_path / "from-s3"))
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert "4 files" in taken.stdout
    verified = shared.run("backup", "verify", str(tmp_path / "from-s3"))
    assert verified.returncode == 0, verified.stdout
