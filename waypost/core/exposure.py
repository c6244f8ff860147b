"""What kind of data a model holds, said once by every model.

``access`` refuses to start on a model that says nothing.
"""

from enum import Enum


class Exposure(Enum):
    MARKED = "marked"  # has a mark and a reach: seen through visible_to only
    MARKED_THROUGH = "marked-through"  # hangs on a marked thing and is seen with it
    PERSONAL = "personal"  # about a member of the portal: seen by that person and by rule
    OPEN = "open reference"  # anyone may see it: vocabularies, members, routes
    INTERNAL = "internal"  # the portal's own machinery: no page lists it but the auditor's
