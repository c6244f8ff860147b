"""What the portal shows to every member itself."""

from waypost.gate.findings import Known
from waypost.gate.phones import only_digits
from waypost.people.models import Post, Referral


def known() -> Known:
    """The telephones of duty posts and of referral, and the mailboxes of all posts. Two queries."""
    rows = list(Post.objects.values_list("mailbox", "phone", "on_duty"))
    mailboxes = frozenset(mailbox.lower() for mailbox, _phone, _duty in rows if mailbox)
    phones = [phone for _mailbox, phone, duty in rows if duty and phone]
    phones += Referral.objects.values_list("phone", flat=True)
    return Known(
        numbers=frozenset(map(only_digits, phones)),
        mailboxes=mailboxes,
        domains=frozenset(mailbox.rpartition("@")[2] for mailbox in mailboxes),
    )
