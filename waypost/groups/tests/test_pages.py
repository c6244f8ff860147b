"""A group through its pages: who reads what, threads, and whoever takes over a seat."""

from collections.abc import Callable
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import TODAY, UNTIL, Cast
from tests.fixtures import Hands
from waypost.access.keys import Audience, key
from waypost.access.marks import Mark
from waypost.core.models import Event
from waypost.files.tests import corpus
from waypost.groups.models import Funding, HandOver, Letter, Message
from waypost.groups.tests.seating import found, give, talked
from waypost.groups.ticks import hand_seats_over
from waypost.notices import worker
from waypost.notices.models import Notice
from waypost.people.models import Endorsement, Person, Tenure
from waypost.publications.models import Publication, Release
from waypost.training.tests import teaching

Enter = Callable[[Person], Client]
NAME = "Working group"


def _text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def test_the_secretariat_founds_a_group_and_gives_its_seats_on_pages(cast: Cast, enter: Enter) -> None:
    office = enter(cast.secretariat)
    words = {
        "purpose_en": "To agree.",
        "purpose_th": "เพื่อตกลง",
        "founded_on": "2020-03-02",
        "kind": "working",
    }
    form = {"network": "thai-programme", "name_en": NAME, "name_th": "คณะทำงาน", "decision": "", **words}
    wrong = office.post("/groups/new/", {**form, "founded_on": "2020-12-01"})
    assert wrong.status_code == 422
    assert "still to come" in wrong.content.decode()
    made = office.post("/groups/new/", form)
    assert made.status_code == 302
    assert "No department sits there yet." in _text(office, made.url)

    page = f"{made.url}seats/new/"
    assert office.get(f"{page}?organisation=Nowhere").status_code == 422
    post = cast.immigration_focal_point.acting_as.post.public_id
    seat = {"post": post, "role": "main", "since": "2020-03-02"}
    assert office.post(f"{page}?organisation=DPB", seat).url == f"{made.url}seats/"
    again = office.post(f"{page}?organisation=DPB", seat)
    assert again.status_code == 422
    assert "This post has a seat in the group" in again.content.decode()
    office.post(f"{page}?organisation=DPC", {**seat, "post": cast.ministry_officer.acting_as.post.public_id})

    told = _text(office, made.url)
    assert "2 departments" in told
    assert "1 police, 1 not police" in told
    assert "0 departments" in _text(office, f"{made.url}seats/?on=2020-03-01")
    assert cast.ministry_officer.name in _text(office, f"{made.url}seats/?on=2020-03-02")
    assert office.post(f"{made.url}seats/2/", {"do": "end", "until": "2020-03-02"}).status_code == 422
    assert office.post(f"{made.url}seats/2/", {"do": "end", "until": "2020-09-01"}).status_code == 302
    assert office.get(f"{made.url}seats/2/").status_code == 404  # over
    assert "1 department:" in _text(office, made.url)
    assert office.post(f"{made.url}seats/1/", {"do": "change"}).status_code == 302
    assert "2 departments" in _text(office, f"{made.url}seats/?on=2020-08-31")

    stale = office.post(f"{made.url}write/", {**words, "purpose_en": "Anew.", "revision": "0"})
    assert stale.status_code == 422
    assert "What stands now" in stale.content.decode()
    assert (
        office.post(f"{made.url}write/", {**words, "purpose_en": "Anew.", "revision": "1"}).status_code == 302
    )
    assert "Anew." in _text(office, made.url)


def test_two_donors_pay_for_a_group_at_once(cast: Cast, enter: Enter) -> None:
    made, other = found(cast, network=cast.regional), found(cast)
    office, page = enter(cast.secretariat), f"/groups/{made.public_id}/funding/"
    for code, donor in (("P1", cast.mission), ("P2", cast.coast)):
        sent = {"do": "fund", "project": teaching.funded(cast, code=code, donor=donor).public_id}
        assert office.post(page, {**sent, "since": "2010-01-01"}).status_code == 422
        assert office.post(page, {**sent, "since": "2020-06-01"}).status_code == 302
        assert office.post(page, {**sent, "since": "2020-06-01"}).status_code == 422
    told = _text(office, f"/groups/{made.public_id}/")
    assert cast.mission.name in told
    assert cast.coast.name in told
    paid = Funding.unfiltered.order_by("pk")[0].public_id
    end = {"do": "end", "funding": paid, "until": "2020-05-01"}
    assert office.post(page, end).status_code == 422
    assert office.post(page, {**end, "until": "2020-09-01"}).status_code == 302
    assert office.post(page, {**end, "until": "2020-09-01"}).status_code == 422
    assert "P1" not in _text(office, f"/groups/{other.public_id}/funding/")  # of another network


def test_what_a_group_shares_is_read_by_those_alone_who_sit_there(cast: Cast, enter: Enter) -> None:
    made = found(cast)
    give(cast.secretariat, made, cast.immigration_officer)
    give(cast.secretariat, made, cast.ministry_officer)
    speaker = enter(cast.immigration_officer)
    group = f"/groups/{made.public_id}/"
    begun = speaker.post(f"{group}threads/new/", {"title": "Interviews first?", "text": "Say yes or no."})
    assert begun.status_code == 302
    other = enter(cast.ministry_officer)
    assert other.post(begun.url, {"do": "say", "text": "Yes.", "answers": "1"}).url.endswith("#m2")
    assert "Answers message 1" in _text(other, begun.url)
    assert other.post(begun.url, {"do": "say", "text": "Hm.", "answers": "9"}).status_code == 422
    assert other.post(begun.url, {"do": "back", "number": "1"}).status_code == 404  # of another
    assert other.post(begun.url, {"do": "back", "number": "2"}).status_code == 302
    assert Message.unfiltered.filter(number=2, text="").exists()
    assert "Taken back" in _text(speaker, begun.url)
    assert "Yes." not in _text(speaker, begun.url)

    for event in Event.objects.filter(told_at=None):
        worker.tell(event)
    told = {(row.person_id, row.kind) for row in Notice.objects.filter(kind__startswith="groups.")}
    assert (cast.ministry_officer.pk, "groups.thread_begun") in told
    assert (cast.immigration_officer.pk, "groups.said") in told
    for listener, do, hears in ((other, "stop", False), (other, "listen", True)):
        assert listener.post(begun.url, {"do": do}).status_code == 302
        assert ("Stop following" in _text(listener, begun.url)) == hears

    # The secretariat runs the network: it gives the seats and reads nothing of what is said.
    office = enter(cast.secretariat)
    assert "Interviews first?" not in _text(office, group)
    strangers = (cast.secretariat, cast.trainer, cast.officer, cast.immigration_focal_point, cast.learner)
    for stranger in strangers:
        client = enter(stranger)
        for path in (begun.url, f"{group}threads/", f"{group}threads/new/", f"{group}hand-over/"):
            assert client.get(path).status_code == 404, (stranger, path)
        if stranger != cast.secretariat:
            assert client.get(group).status_code == client.get(f"{group}seats/").status_code == 404
            assert client.get(f"{group}seats/new/").status_code == 404
        for path in ("/", "/groups/", "/items/?q=Interviews", "/inbox/"):
            assert "Interviews first?" not in client.get(path).content.decode()
    assert other.get(f"{group}seats/new/").status_code == 403  # sits there, and gives no seats

    # Whose seat ends is out at once.
    speaker_seat = made.group.seats.get(post=cast.immigration_officer.acting_as.post)
    speaker_seat.until = TODAY
    speaker_seat.save()
    assert speaker.get(begun.url).status_code == speaker.get(group).status_code == 404


def test_whoever_takes_over_a_seat_is_told_once_and_finds_what_is_open(
    cast: Cast, enter: Enter, hands: Hands
) -> None:
    made = found(cast)
    give(cast.secretariat, made, cast.ministry_officer)
    talked(cast.ministry_officer, made)
    hand_seats_over()
    assert HandOver.unfiltered.count() == 0  # nobody took anything over
    post, new = cast.ministry_officer.acting_as.post, cast.colleague
    Tenure.objects.filter(post=post).update(until=TODAY - timedelta(days=1))
    tenure = Tenure.objects.create(person=new, post=post, since=TODAY - timedelta(days=1))
    Endorsement.objects.create(
        tenure=tenure, network=cast.programme, vouched_by=None, since=tenure.since, until=UNTIL
    )
    Person.objects.filter(pk=new.pk).update(acting_as=tenure)
    hand_seats_over()
    hand_seats_over()
    assert [(row.tenure_id, row.seat.post_id) for row in HandOver.unfiltered.all()] == [(tenure.pk, post.pk)]
    for event in Event.objects.filter(told_at=None):
        worker.tell(event)
    assert Notice.objects.filter(kind="groups.handed_over").values_list("person", flat=True).get() == new.pk
    assert "Who took over a seat" in _text(enter(new), f"/groups/{made.public_id}/seats/")
    page = _text(enter(new), f"/groups/{made.public_id}/hand-over/")
    assert "What is taught first?" in page
    assert cast.ministry_officer.name in page


def test_letters_come_and_go_and_what_is_late_is_said(cast: Cast, enter: Enter) -> None:
    made = found(cast)
    give(cast.secretariat, made, cast.immigration_focal_point, "secretary")
    give(cast.secretariat, made, cast.ministry_officer)
    page, keeper = f"/groups/{made.public_id}/letters/", enter(cast.immigration_focal_point)
    letter = {
        "way": "in", "number": "MOI 0301/7", "dated": "2020-08-03", "other": "Department C", "organisation": "DPC",
        "subject": "Names of trainers", "wants": "action", "due_on": "2020-08-31", "answers": "",
    }  # fmt: skip
    for wrong, sentence in (
        ({"dated": "2020-09-02"}, "still to come"),
        ({"due_on": "2020-08-01"}, "before the date of the letter"),
        ({"wants": "information"}, "Only a letter for action or comment"),
        ({"wants": "response", "due_on": ""}, "Choose the letter it answers."),
        ({"subject": "Passport AA1234567"}, "personal data"),
        ({"scan": SimpleUploadedFile("x.docx", b"no")}, ""),
    ):
        answer = keeper.post(f"{page}new/", {**letter, **wrong})
        assert answer.status_code == 422, wrong
        assert sentence in answer.content.decode()
    scan = SimpleUploadedFile("letter.pdf", corpus.pdf("Names of trainers"))
    assert keeper.post(f"{page}new/", {**letter, "scan": scan}).status_code == 302
    assert keeper.post(f"{page}new/", letter).status_code == 422  # there already
    row = Letter.unfiltered.get()
    reader = enter(cast.ministry_officer)
    assert "Was due on" in _text(reader, page)
    assert "Names of trainers" in _text(reader, f"/groups/{made.public_id}/")
    assert reader.get(f"{page}{row.public_id}/scan/").status_code == 200
    assert reader.get(f"{page}new/").status_code == 403
    for stranger in (cast.secretariat, cast.trainer, cast.officer):
        for path in (page, f"{page}{row.public_id}/", f"{page}{row.public_id}/scan/"):
            assert enter(stranger).get(path).status_code == 404

    out = {
        **letter,
        "way": "out",
        "number": "TWG 4/2563",
        "wants": "response",
        "due_on": "",
        "dated": "2020-09-01",
    }
    assert keeper.post(f"{page}new/", {**out, "way": "in", "answers": row.public_id}).status_code == 422
    assert keeper.post(f"{page}new/", {**out, "answers": row.public_id}).status_code == 302
    assert "Was due on" not in _text(reader, page)
    assert "TWG 4/2563" in _text(reader, f"{page}{row.public_id}/")
    answer = Letter.unfiltered.latest("pk")
    assert keeper.post(f"{page}{answer.public_id}/", {"because": ""}).status_code == 422
    assert reader.post(f"{page}{answer.public_id}/", {"because": "No."}).status_code == 403
    assert keeper.post(f"{page}{answer.public_id}/", {"because": "Another letter."}).status_code == 302
    assert "Was due on" in _text(reader, page)  # what was struck out answers nothing


def test_a_bulletin_is_begun_for_the_group(cast: Cast, enter: Enter) -> None:
    made = found(cast)
    give(cast.secretariat, made, cast.immigration_focal_point)
    page = f"/groups/{made.public_id}/bulletin/"
    assert enter(cast.secretariat).post(page).status_code == 403  # runs the network, and does not sit there
    assert enter(cast.immigration_focal_point).post(page).status_code == 302
    draft = Publication.unfiltered.latest("pk")
    assert (draft.mark, draft.stage) == (Mark.AMBER, "draft")
    seat = key(Audience.GROUP, made.group_id, cast.programme.pk)
    assert [row.key for row in Release.unfiltered.filter(publication=draft.pk)] == [seat]
