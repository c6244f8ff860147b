"""What five partners do in 2019 and 2020, invented but for the newsletter's own: several overlap, one overlap is settled
with UNODC, and Department G was reached by nobody.
"""

from datetime import date, datetime
from typing import NamedTuple

from waypost.demo.world.items import BANGKOK


class ActivityRow(NamedTuple):
    """``to`` is an organisation's code, then a unit of it. The days are the first and how many."""

    done_by: str
    title: str
    to: str
    unit: str
    topics: str
    level: str
    province: str
    since: date
    days: int = 3
    funder: str = ""
    status: str = "done"


AT = datetime(2020, 8, 20, 10, tzinfo=BANGKOK)
BY, NETWORK = "tui", "thai-programme"
PARTNERS = ("SEC", "UNODC", "Partner A (invented)", "Partner B (invented)", "Partner C (invented)")
_IOM, _UNODC, _A, _B, _C = PARTNERS
_SEA, _DOC, _ASK = "maritime migrant-smuggling", "document-examination imposters", "interview-techniques"


def _row(*said: object, **more: object) -> ActivityRow:
    return ActivityRow(*said, **more)  # type: ignore[arg-type]


ACTIVITIES = (
    _row(_IOM, "Seminar on migrant smuggling at sea", "DPC", "", _SEA, "awareness", "Bangkok", date(2019, 5, 14), 2, "POC"),
    _row(_IOM, "Document examination, first course", "DPB", "Division 2", _DOC, "basic", "Bangkok", date(2019, 6, 10), 5, "POC"),
    _row(_IOM, "Document examination, second course", "DPB", "Division 6", _DOC, "basic", "Songkhla", date(2019, 9, 2), 5, "POC"),
    _row(_IOM, "Interviewing at the counter", "DPB", "Division 2", _ASK, "advanced", "Bangkok", date(2019, 11, 18), 4, "POC"),
    _row(_IOM, "Training of trainers on documents", "DPB", "", _DOC, "trainers", "Bangkok", date(2020, 2, 3), 10, "POC"),
    _row(_IOM, "Technical meeting on the hybrid model", "DPC", "", _SEA, "meeting", "Bangkok", date(2020, 6, 12), 1, "POC"),
    _row(_IOM, "E-modules for marine police", "DPC", "Division 1", _SEA, "basic", "", date(2020, 8, 3), 25, "POC", "running"),
    _row(_IOM, "Boarding and rescue exercises", "DPC", "Division 1", "maritime rescue-at-sea", "advanced", "Ranong", date(2020, 10, 5), 12, "POC", "planned"),
    _row(_IOM, "Documents and imposters in Phuket", "DPB", "Phuket", _DOC, "basic", "Phuket", date(2020, 8, 17), 3, "POC"),
    _row(_IOM, "Information sessions on border health", "DPB", "Ranong", "border-health", "awareness", "Ranong", date(2020, 7, 20), 10, "POC"),
    _row(_UNODC, "Maritime crime: boarding and evidence", "DPC", "Division 1", "maritime smuggling-methods", "advanced", "Ranong", date(2020, 9, 21), 5, "", "planned"),
    _row(_UNODC, "Container control workshop", "DPF", "", "maritime", "basic", "Chon Buri", date(2019, 7, 8), 4),
    _row(_UNODC, "Border liaison offices: regional meeting", "DPA", "", "migrant-smuggling", "meeting", "Chiang Rai", date(2019, 10, 22), 2),
    _row(_UNODC, "Investigating smuggling networks", "DPA", "Division 3", "migrant-smuggling smuggling-methods", "advanced", "Bangkok", date(2020, 1, 20), 5),
    _row(_UNODC, "Smuggling of migrants: legal framework", "DPC", "Division 4", "migrant-smuggling", "basic", "Surat Thani", date(2019, 8, 5), 3),
    _row(_UNODC, "Online seminar on smuggling by sea", "DPC", "", _SEA, "awareness", "", date(2020, 7, 9), 1),
    _row(_UNODC, "Financial trails of smugglers", "DPA", "Division 3", "smuggling-methods", "advanced", "Bangkok", date(2020, 3, 2), 3, "", "cancelled"),
    _row(_UNODC, "Vessel identification course", "DPC", "Division 5", "maritime vessel-types", "basic", "Songkhla", date(2019, 12, 2), 4),
    _row(_A, "Basic document security", "DPB", "Division 2", _DOC, "basic", "Bangkok", date(2019, 7, 22), 3),
    _row(_A, "Recognising imposters", "DPB", "Suvarnabhumi", _DOC, "advanced", "Samut Prakan", date(2019, 10, 7), 3),
    _row(_A, "Recognising imposters, again", "DPB", "Suvarnabhumi", _DOC, "advanced", "Samut Prakan", date(2020, 1, 13), 3),
    _row(_A, "Document laboratory: study visit", "DPB", "", "document-examination", "meeting", "", date(2019, 11, 4), 5),
    _row(_A, "Equipment for second-line checks", "DPB", "Division 6", "document-examination", "basic", "Songkhla", date(2019, 9, 30), 2),
    _row(_A, "Remote coaching on documents", "DPB", "Phuket", _DOC, "basic", "Phuket", date(2020, 7, 6), 20),
    _row(_A, "Advanced document course", "DPB", "Division 2", _DOC, "advanced", "Bangkok", date(2020, 11, 9), 5, "", "planned"),
    _row(_B, "Rescue at sea: joint exercise", "DPC", "Division 5", "maritime rescue-at-sea", "advanced", "Songkhla", date(2019, 6, 24), 3),
    _row(_B, "Small boat handling", "DPC", "Division 8", "maritime vessel-types", "basic", "Phuket", date(2019, 9, 16), 5),
    _row(_B, "Small boat handling", "DPC", "Division 5", "maritime vessel-types", "basic", "Songkhla", date(2020, 1, 27), 5),
    _row(_B, "Landing sites: joint patrol planning", "DPC", "Division 8", "landing-sites maritime", "advanced", "Phuket", date(2019, 11, 25), 3),
    _row(_B, "Rescue at sea: refresher", "DPC", "Division 8", "rescue-at-sea", "basic", "Phuket", date(2020, 2, 24), 3),
    _row(_B, "Boarding team leaders", "DPC", "Division 1", "maritime rescue-at-sea", "trainers", "Ranong", date(2020, 11, 16), 5, "", "planned"),
    _row(_B, "Coastal radar: study visit", "DPC", "", "sea-routes", "meeting", "", date(2019, 10, 14), 4),
    _row(_C, "Protection at the border", "DPA", "", "migrant-smuggling", "awareness", "Tak", date(2019, 5, 27), 2),
    _row(_C, "Protection at the border", "DPF", "", "migrant-smuggling", "awareness", "Tak", date(2019, 5, 29), 2),
    _row(_C, "Interviewing people at risk", "DPB", "Division 2", _ASK, "basic", "Bangkok", date(2019, 10, 28), 3),
    _row(_C, "Interviewing people at risk", "DPA", "Division 3", _ASK, "basic", "Bangkok", date(2020, 2, 10), 3),
    _row(_C, "Border health for first-line officers", "DPB", "Ranong", "border-health", "awareness", "Ranong", date(2020, 6, 22), 5),
    _row(_C, "Border health for first-line officers", "DPB", "Mae Sot", "border-health", "awareness", "Tak", date(2020, 7, 13), 5),
    _row(_C, "Border health for customs", "DPF", "Ranong", "border-health", "awareness", "Ranong", date(2020, 8, 10), 5, "", "running"),
    _row(_C, "Referral: round table", "DPG", "", "migrant-smuggling", "meeting", "Bangkok", date(2020, 10, 20), 1, "", "planned"),
)

# The overlap that was settled: by the titles of the two.
SETTLED_AT = datetime(2020, 8, 25, 15, tzinfo=BANGKOK)
SETTLED = ("Boarding and rescue exercises", "Maritime crime: boarding and evidence")
RELATION = "sequential"
NOTE = "UNODC teaches evidence first; the exercises of October build on it and leave that part out."
ENGAGED, ENGAGED_ON = "UNODC", date(2020, 8, 24)
OUTCOME = "UNODC sends its lesson plan; the days stay apart."
