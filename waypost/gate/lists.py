"""What the portal shows to every member itself."""

from waypost.gate.findings import Known
from waypost.gate.phones import only_digits
from waypost.people.models import Post


def known() -> Known:
    """The telephones of duty posts and the mailboxes of all posts. One query."""
    rows = list(Post.objects.values_list("mailbox", "phone", "on_duty"))
    mailboxes = frozenset(mailbox.lower() for mailbox, _phone, _duty in rows if mailbox)
    return Known(
        numbers=frozenset(only_digits(phone) for _mailbox, phone, duty in rows if duty and phone),
        mailboxes=mailboxes,
        domains=frozenset(mailbox.rpartition("@")[2] for mailbox in mailboxes),
    )
