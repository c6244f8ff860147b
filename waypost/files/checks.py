"""What an operator is told about the machine: the system should help to confine what works on strangers' files."""

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from waypost.files.confined import fence


@register(Tags.security)
def check_fence(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not fence.version():
        message = "This kernel has no Landlock: what works on uploaded files could read the portal's own."
        hint = "Run the portal on Linux 5.13 or newer with Landlock enabled, or as a user of its own in a container."
        found.append(Warning(message, hint=hint, id="waypost.W002"))
    if not fence.refuses_calls():
        message = (
            "No system calls can be refused here: what works on uploaded files could reach other processes."
        )
        hint = "Run the portal on x86_64 or aarch64 with seccomp, or in a container without a network of its own."
        found.append(Warning(message, hint=hint, id="waypost.W003"))
    return found
