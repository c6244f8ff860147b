"""Whom the room tells: nobody yet. What a learner, a trainer and a commander wait for comes with nominations."""

from waypost.core.events import Silent, declare

_SILENT = {
    "training.started": "a programme is looked up until somebody is nominated for it",
    "training.written": "a programme is looked up until somebody is nominated for it",
    "training.plan_agreed": "those who agreed were there; the plan is read on its page",
    "training.partner_engaged": "a note of what was said to a partner",
    "training.cohort_added": "nobody is nominated for it yet",
    "training.content_opened": "a record of reading",
    "training.module_added": "learners meet it on the programme's page; whom to tell comes with enrolment",
    "training.module_replaced": "whoever opens it is told that there is a new version",
    "training.module_written": "a title, or the place among others",
    "training.module_taken_off": "what learners did stays theirs; whom to tell comes with enrolment",
}

for _name, _reason in _SILENT.items():
    declare(_name, Silent(_reason))
