"""Files of front-end packages, served as they come: only those that are listed (settings.PACKAGED_FILES)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PREFIX = "packages"


class Packages(FileSystemStorage):
    prefix = PREFIX  # collectstatic puts it in front


class ListedFiles(BaseFinder):
    """Finds ``packages/htmx.org/dist/htmx.min.js`` in node_modules, where the settings list it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = Packages(location=settings.PACKAGES)

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        prefix, _slash, name = path.partition("/")
        found = prefix == PREFIX and name in settings.PACKAGED_FILES and self.storage.exists(name)
        if not found:
            return []
        return [self.storage.path(name)] if find_all else self.storage.path(name)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name in settings.PACKAGED_FILES:
            if not matches_patterns(name, ignore_patterns or ()):
                yield name, self.storage


class Collected(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """What is served, under names that say its content. The map that a package's script names is not looked for: it
    says how the script was made, and no browser needs it to show a page.
    """

    patterns = tuple(each for each in CompressedManifestStaticFilesStorage.patterns if each[0] != "*.js")
