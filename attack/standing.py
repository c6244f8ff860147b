"""How the portal stands afterwards: its own checks, and what its processes wrote."""

from pathlib import Path

from attack.findings import Finding, Part
from attack.grounds import Grounds, complaints

KEPT = Path("build/attack.log")
CHECKS = ("audit verify", "reach check", "search check")


def standing(grounds: Grounds) -> list[Part]:
    checks = Part("its own checks", ", ".join(f"waypost {words}" for words in CHECKS))
    for words in CHECKS:
        done = grounds.portal.world.command(*words.split())
        if done.returncode:
            checks.found.append(Finding(f"waypost {words}", (done.stdout + done.stderr).strip()[-600:]))
    said = grounds.portal.said
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(said)
    log = Part("its log", f"{len(said.splitlines())} lines, kept as {KEPT}")
    log.found = [Finding("log", line[:300]) for line in sorted(complaints(said))]
    return [checks, log]
