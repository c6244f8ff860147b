"""Places where a test kills the process, to see what survives.

    fail_point("mail accepted")

does nothing, unless the portal runs for tests (WAYPOST_TESTING=1) and WAYPOST_FAIL_AT names this place: then the
process is gone at once, as after a power cut. No exception, no clean-up, no flush.
"""

import os
import signal

from django.conf import settings


def fail_point(name: str) -> None:
    if settings.TESTING and os.environ.get("WAYPOST_FAIL_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
