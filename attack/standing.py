"""How the portal stands afterwards: its own checks, and what its processes wrote."""

from attack.findings import Finding, Part
from attack.grounds import Grounds, complaints

CHECKS = ("audit verify", "reach check", "search check")


def standing(grounds: Grounds) -> list[Part]:
    checks = Part("its own checks", ", ".join(f"waypost {words}" for words in CHECKS))
    for words in CHECKS:
        done = grounds.portal.world.command(*words.split())
        if done.returncode:
            checks.found.append(Finding(f"waypost {words}", (done.stdout + done.stderr).strip()[-600:]))
    said = grounds.portal.said
    log = Part("its log", f"{len(said.splitlines())} lines")
    log.found = [Finding("log", line[:300]) for line in sorted(complaints(said))]
    return [checks, log]
