"""A page on this machine with the faults the tools look for. What doesn't bark here says nothing elsewhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from attack.findings import Finding, Part
from attack.sqlmap import Target, attempt
from attack.wapiti import scan


class _Careless(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<html><body>{_page(address.path, asked)}</body></html>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _page(path: str, asked: dict[str, str]) -> str:
    if path == "/echo":
        return f"<p>{asked.get('q', '')}</p>"
    if path != "/item":
        return '<a href="/item?number=1">one</a> <a href="/echo?q=words">words</a>'
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE item AS SELECT 1 AS number, 'the words of this item' AS words")
        try:
            sql = f"SELECT words FROM item WHERE number = {asked.get('number', '')}"  # noqa: S608  the bait itself
            return "<br>".join(str(row[0]) for row in base.execute(sql)) or "nothing"
        except sqlite3.Error as problem:
            return str(problem)


@contextmanager
def _served() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Careless) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def bait(folder: Path, names: list[str]) -> Part:
    """Does each of the tools find what was put there for it, with the options it attacks the portal with?"""
    part = Part("the tools on bait", "a page with an injection and an echo")
    with _served() as url:
        if (
            "sqlmap" in names
            and not attempt(url, Target("", "/item?number=1", ("number",)), ("", ""), 60, folder)[1]
        ):
            part.found.append(Finding("sqlmap", "did not find the injection put there for it"))
        if "wapiti" in names:
            home = folder / "wapiti-bait"
            home.mkdir()
            report = scan(f"{url}/", [], ("sql", "xss"), 20, home)
            kinds = {kind for kind, found in report.get("vulnerabilities", {}).items() if found}
            for wanted in ("SQL Injection", "Reflected Cross Site Scripting"):
                if wanted not in kinds:
                    part.found.append(
                        Finding("wapiti", f"did not find the {wanted} put there for it, but {kinds}")
                    )
    return part
