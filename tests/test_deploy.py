"""What stands in deploy/ is what nginx and systemd take, and fits the portal."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.urls import get_resolver

from waypost.core.discreet import hide

DEPLOY = Path(__file__).parent.parent / "deploy"


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
        assert "--limit-request-line 8190" in (DEPLOY / name).read_text()
    assert "waypost worker" in (DEPLOY / "waypost-worker@.service").read_text()
