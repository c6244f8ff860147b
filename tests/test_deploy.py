"""What stands in deploy/ is what nginx and systemd take, and fits the portal."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.urls import get_resolver

from waypost.core.discreet import hide
from waypost.operating.health import LIVE, READY

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"


@pytest.mark.skipif(not shutil.which("nginx") or not shutil.which("openssl"), reason="nginx is not here")
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=portal.example.org"]
    keys = ["-keyout", str(tmp_path / "portal.key"), "-out", str(tmp_path / "portal.pem")]
    subprocess.run(["openssl", *made, *keys], check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text()
    site = site.replace("/etc/ssl/waypost", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    whole = f"events {{}}\npid {tmp_path}/pid;\nhttp {{ include {tmp_path}/site.conf; }}\n"
    (tmp_path / "nginx.conf").write_text(whole)
    done = subprocess.run(
        ["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_takes_its_units() -> None:
    units = sorted(str(path) for path in DEPLOY.glob("*@.*"))
    assert len(units) == 3
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    # The commands are not installed on this machine; nothing else may be wrong.
    wrong = [line for line in done.stderr.splitlines() if "is not executable" not in line]
    assert wrong == []


def test_the_proxy_logs_no_secret_that_the_portal_hides() -> None:
    """Every address that carries one (``<secret:…>``) has its line in the map."""
    site = (DEPLOY / "nginx.conf").read_text()
    hidden = re.findall(r"~\^(/\S+)\s+\S+\[secret\];", site)
    secret = [str(each.pattern) for each in _routes() if "<secret:" in str(each.pattern)]
    assert secret
    for route in secret:
        start = "/" + route.split("<")[0]
        assert hide(f"{start}abcdef/") == f"{start}[secret]/"
        assert start in hidden


def _routes() -> list[object]:
    found, waiting = [], list(get_resolver().url_patterns)
    while waiting:
        each = waiting.pop()
        waiting += getattr(each, "url_patterns", [])
        found.append(each)
    return found


def test_units_and_image_start_what_the_guide_starts() -> None:
    for name in ("waypost-web@.service", "Containerfile"):
        # Without a socket by which gunicorn itself is steered: nobody asked for one.
        assert "--limit-request-line 8190 --no-control-socket" in (DEPLOY / name).read_text()
    assert "waypost worker" in (DEPLOY / "waypost-worker@.service").read_text()


def test_between_the_proxy_and_a_node_nothing_crosses_a_network() -> None:
    """They meet at a socket of the machine, which is the node's and the proxy's alone."""
    [upstream] = re.findall(r"upstream waypost \{(.+?)\n\}", (DEPLOY / "nginx.conf").read_text(), re.DOTALL)
    servers = re.findall(r"^\s*server (\S+)", upstream, re.MULTILINE)
    held = (DEPLOY / "waypost-web@.socket").read_text()
    [socket] = re.findall(r"^ListenStream=(\S+)", held, re.MULTILINE)
    assert servers == [f"unix:{socket.replace('%i', number)}" for number in ("1", "2")]
    assert "SocketMode=0660" in held
    assert "--bind" not in (DEPLOY / "waypost-web@.service").read_text()


def test_the_key_that_seals_is_given_to_the_worker_alone() -> None:
    loaded = "LoadCredential=seal.key:/etc/waypost/seal.key"
    assert loaded in (DEPLOY / "waypost-worker@.service").read_text()
    web = (DEPLOY / "waypost-web@.service").read_text()
    assert "seal.key" not in web
    assert "LoadCredential" not in web


def _steps(word: str) -> list[str]:
    """What follows this word in the container file, each step on one line."""
    whole = re.sub(r"\\\n\s*", "", (DEPLOY / "Containerfile").read_text())
    return re.findall(rf"^{word} (.+)$", whole, re.MULTILINE)


def _copied() -> list[str]:
    """What the image takes of this repository."""
    steps = [each.split() for each in _steps("COPY") if not each.startswith("--from")]
    return [source for step in steps for source in step[:-1]]


def test_the_image_takes_what_is_there_and_nothing_else_leaves_the_machine() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == set(_copied())
    for source in _copied():
        assert (ROOT / source).exists(), source
    for stage, source in re.findall(
        r"^COPY --from=(\w+) (\S+)", (DEPLOY / "Containerfile").read_text(), re.M
    ):
        assert any(each.endswith(f" AS {stage}") for each in _steps("FROM")), source


def test_the_image_runs_as_nobody_in_particular_and_can_be_told_to_stop() -> None:
    [user], [signal], [entry] = _steps("USER"), _steps("STOPSIGNAL"), _steps("ENTRYPOINT")
    assert f"--uid {user} " in " ".join(_steps("RUN"))
    assert int(user) > 1000
    assert signal == "SIGTERM"
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert json.loads(entry) == [f"/srv/waypost/.venv/bin/{name}" for name in scripts]
    # The places its settings name are made in it: by a step, as a volume, or by an installation.
    assert _steps("VOLUME") == ["/data"]
    assert "install --directory --owner waypost --mode 700 /data" in " ".join(_steps("RUN"))


def test_what_watches_the_nodes_is_told_addresses_that_are_there() -> None:
    guide = (ROOT / "docs/deployment.md").read_text()
    assert set(re.findall(r"(?<=[`1])/-/[a-z]+", guide)) == {LIVE, READY}


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="once is enough")
def test_the_steps_of_the_image_work_on_what_it_copies(tmp_path: Path) -> None:
    """The portal's own commands among them, on the copied files alone. (The packages are those of this environment.)"""
    for source in [*_copied(), "node_modules"]:
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).symlink_to(ROOT / source)
    (tmp_path / "waypost").unlink()
    shutil.copytree(
        ROOT / "waypost", tmp_path / "waypost", ignore=shutil.ignore_patterns("__pycache__", "*.mo")
    )
    own = {"WAYPOST_DATA": str(tmp_path / "data"), "WAYPOST_STATIC": str(tmp_path / "static")}
    commands = re.findall(r"\.venv/bin/waypost ([a-z][^&]+)", " ".join(_steps("RUN")))
    assert [command.split()[0] for command in commands] == ["messages", "collectstatic"]
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "waypost", *command.split()],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path), **own},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert list((tmp_path / "waypost/locale").rglob("*.mo"))
    assert (tmp_path / "static/staticfiles.json").exists()
