"""A written page, as a test reads it: elements by id, by class, by name; the words without the markup."""

from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self._found: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data

    def tags(self, name: str) -> list[dict[str, str]]:
        return [its for tag, its in self._found if tag == name]

    def by_id(self, ident: str) -> dict[str, str]:
        (found,) = [its for _tag, its in self._found if its.get("id") == ident]
        return found

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [its for _tag, its in self._found if name in its.get("class", "").split()]
