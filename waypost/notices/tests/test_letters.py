"""What a mail says, mark by mark, as it arrives at a real mail server."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from waypost.notices import letters
from waypost.notices.models import Mail, Notice
from waypost.notices.tests import world
from waypost.people.models import Organisation, Person


def whole(letter: EmailMessage) -> str:
    """Everything in a letter that somebody could read, decoded."""
    headers = "\n".join(f"{name}: {value}" for name, value in letter.items() if name != "X-Envelope-To")
    bodies = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    return "\n".join([headers, *bodies])


def arrived(smtp, person: Person) -> EmailMessage:
    [letter] = smtp.to(person.email)
    return letter


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.mark.parametrize(("body", "label"), [("police", "TLP:GREEN"), ("customs", "TLP:CLEAR")])
def test_clear_and_green_carry_title_and_summary(cast: Cast, told, post, smtp, body: str, label: str) -> None:
    organisation = getattr(cast, body)
    told(organisation, cast.officer)
    post()
    letter = arrived(smtp, cast.officer)
    notice = Notice.objects.get()
    assert letter["Subject"] == f"[Waypost] {label} Asked of you: Canary title {organisation.code}"
    text = text_of(letter)
    assert text.startswith(f"{label}\n\nAsked of you: Canary title {organisation.code}\nCanary summary\n")
    assert f"http://waypost.localhost:8000/inbox/{notice.public_id}/" in text
    assert "Answer by Tue 1 Sep 2020, 16:00 ICT" in text
    assert "Your own phrase: phrase of Officer." in text


def test_amber_carries_number_and_deadline_only(cast: Cast, told, post, smtp) -> None:
    told(cast.immigration, cast.officer)
    post()
    letter = arrived(smtp, cast.officer)
    assert letter["Subject"] == (
        "[Waypost] TLP:AMBER Asked of you: DPB-2020-044 (Answer by Tue 1 Sep 2020, 16:00 ICT)"
    )
    assert "DPB-2020-044" in text_of(letter)
    assert "Answer by Tue 1 Sep 2020, 16:00 ICT" in text_of(letter)
    assert Notice.objects.get().public_id in text_of(letter)
    assert "Canary" not in whole(letter)


def test_a_subject_tells_a_reminder_from_news(cast: Cast, told, post, smtp) -> None:
    told(cast.immigration, cast.officer)
    told(cast.immigration, also=(cast.officer,))
    post()
    said = {letter["Subject"].partition(" (")[0] for letter in smtp.to(cast.officer.email)}
    assert said == {
        "[Waypost] TLP:AMBER Asked of you: DPB-2020-044",
        "[Waypost] TLP:AMBER Also told: DPB-2020-044",
    }


@pytest.mark.parametrize("body", ["ministry", "coast"])
def test_strict_and_red_only_ring(cast: Cast, told, post, smtp, body: str) -> None:
    organisation = getattr(cast, body)
    told(organisation, cast.officer)
    post()
    letter = arrived(smtp, cast.officer)
    assert letter["Subject"] == "[Waypost] You have 1 new item"
    assert text_of(letter) == (
        "You have 1 new item.\nOpen the portal from your bookmark.\n\n"
        "Your own phrase: phrase of Officer. A mail without it is not from Waypost.\n"
    )
    member = organisation.member
    for told_too_much in (
        "Canary",
        organisation.code,
        organisation.name_en,
        member.name_en,
        "TLP",
        "/inbox/",
        "href",
    ):
        assert told_too_much not in whole(letter)


def test_the_language_is_the_readers(cast: Cast, told, post, smtp) -> None:
    Person.objects.filter(pk=cast.officer.pk).update(language="th")
    told(cast.immigration, cast.officer)
    post()
    letter = arrived(smtp, cast.officer)
    assert letter["Content-Language"] == "th"
    assert "2563" in text_of(letter)


def test_times_are_the_readers(cast: Cast, told, post, smtp) -> None:
    Person.objects.filter(pk=cast.officer.pk).update(time_zone="Asia/Kathmandu")
    told(cast.immigration, cast.officer)
    post()
    assert "14:45 UTC+5:45" in text_of(arrived(smtp, cast.officer))


class TestMailboxes:
    def arrived(self, smtp, person: Person) -> list[EmailMessage]:
        return smtp.to(person.tenure.post.mailbox)

    @pytest.mark.parametrize("body", ["police", "customs", "immigration"])
    def test_a_mailbox_never_gets_title_or_summary(self, cast: Cast, told, post, smtp, body: str) -> None:
        told(getattr(cast, body), cast.officer)
        post()
        [letter] = self.arrived(smtp, cast.officer)
        assert f"{getattr(cast, body).code}-2020-044" in text_of(letter)
        assert "Canary" not in whole(letter)
        assert "phrase" not in whole(letter)

    def test_a_mailbox_is_not_told_of_red(self, cast: Cast, told, post, smtp) -> None:
        told(cast.coast, cast.officer)
        post()
        assert self.arrived(smtp, cast.officer) == []
        assert len(smtp.to(cast.officer.email)) == 1

    def test_a_mailbox_whose_holder_left_gets_nothing(self, cast: Cast, told, post, smtp, hands) -> None:
        told(cast.police, cast.officer)
        cast.officer.tenure.endorsements.update(until=hands.now.date())
        post()
        assert smtp.letters == []

    def test_the_link_leads_each_holder_to_the_own_notice(self, cast: Cast, told, post, smtp, enter) -> None:
        tenure = cast.colleague.tenure
        tenure.post = cast.officer.tenure.post
        tenure.save()
        told(cast.police, cast.officer, cast.colleague)
        post()
        [letter] = self.arrived(smtp, cast.officer)
        [link] = [line for line in text_of(letter).splitlines() if "/inbox/" in line]
        path = link.removeprefix("http://waypost.localhost:8000")
        for holder in (cast.officer, cast.colleague):
            assert enter(holder).get(path).headers["Location"] == f"/there/{cast.police.public_id}/"
        assert enter(cast.deputy).get(path).status_code == 404


def test_the_html_part_fetches_nothing(cast: Cast, told, post, smtp) -> None:
    told(cast.police, cast.officer)
    post()
    html = arrived(smtp, cast.officer).get_body(("html",)).get_content()
    assert "<img" not in html
    assert "<link" not in html
    assert "src=" not in html
    assert html.count("http") == 2  # the link, and its text


def test_markup_in_a_title_stays_text(cast: Cast, told, post, smtp, monkeypatch) -> None:
    monkeypatch.setattr(world, "TITLE", '<b>bold</b> & "quoted"')
    told(cast.police, cast.officer)
    post()
    html = arrived(smtp, cast.officer).get_body(("html",)).get_content()
    assert "&lt;b&gt;bold&lt;/b&gt; &amp;" in html
    assert '<b>bold</b> & "quoted"' in text_of(arrived(smtp, cast.officer))


@pytest.mark.parametrize(
    "title", ["one\r\nBcc: evil@evil.invalid", "one\nSubject: other", "one\x00\x1b[2J", "\u202eevil"]
)
def test_a_title_can_not_add_headers_or_turn_text(
    cast: Cast, told, post, smtp, monkeypatch, title: str
) -> None:
    monkeypatch.setattr(world, "TITLE", title)
    told(cast.police, cast.officer)
    post()
    letter = arrived(smtp, cast.officer)
    assert letter["Bcc"] is None
    assert letter.get_all("Subject") == [letter["Subject"]]
    assert not set(letter["Subject"]) & {"\n", "\r", "\x00", "\x1b", "\u202e"}
    assert smtp.to("evil@evil.invalid") == []


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    line = letters.one_line(text)
    assert "\n" not in line
    assert len(line.splitlines()) <= 1
    assert not set(line) & letters._DIRECTIONS


def test_the_message_id_is_the_mails_own(cast: Cast, told, post, smtp) -> None:
    told(cast.police, cast.officer)
    post()
    mail = Mail.objects.get(post__isnull=True)
    assert arrived(smtp, cast.officer)["Message-ID"] == f"<{mail.token}@waypost.localhost>"


def test_the_doorbell_says_nothing(cast: Cast) -> None:
    said = letters.doorbell()
    assert said == "1 new item for your organisation in Waypost. Open the portal from your bookmark."
    assert not any(organisation.name_en in said for organisation in Organisation.objects.all())
