"""What somebody had typed when the portal could not finish: put back on the page that says so, to be sent again."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# Words that are typed anew: they don't stand on a page.
SECRET = {"password", "code", "credential"}
_MULTIPART = "multipart/form-data"


@dataclass(frozen=True)
class Typed:
    """A form as it was sent. Its token is the one it came with: whoever has no good one gets none by this."""

    address: str
    kind: str
    fields: list[tuple[str, str]]
    files: dict[str, list[str]]  # the names of files chosen, by field: contents can't be put back


def typed(request: HttpRequest) -> Typed | None:
    """The form of this request; None where there is none, or it holds a secret."""
    if request.method != "POST" or hasattr(request, "sensitive_post_parameters"):
        return None
    try:
        posted, files = request.POST, request.FILES
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return None
    if not posted or SECRET & set(posted):
        return None
    return Typed(
        address=request.get_full_path(),
        kind=_MULTIPART if files else "application/x-www-form-urlencoded",
        fields=[(name, value) for name, values in posted.lists() for value in values],
        files={name: [str(file.name) for file in chosen] for name, chosen in files.lists()},
    )
