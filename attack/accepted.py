"""What the tools report and the portal leaves as it is, each with its reason."""

from attack.findings import Accepted

ACCEPTED: list[Accepted] = []
