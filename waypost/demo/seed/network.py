"""The candidates of the demo, taken as far as they had come by the room's own actions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from waypost.demo.seed.bodies import PLACE
from waypost.demo.seed.files import clean_file
from waypost.demo.seed.persons import THAI_RANKS, own_script
from waypost.demo.seed.story import Story
from waypost.demo.world.nominations import CANDIDATES, CandidateRow
from waypost.files.intake import Clean
from waypost.network import actions
from waypost.network.actions import Call, Proposal
from waypost.network.models import Nomination
from waypost.people.models import Person


def schedule_nominations(story: Story) -> None:
    letter = _Letter()
    for row in CANDIDATES:
        _Candidate(story, row, letter).schedule()


class _Letter:
    """One letter, examined once, for all of them."""

    @cached_property
    def clean(self) -> Clean:
        return clean_file("nomination-letter.typ", "letter-of-nomination.pdf")


@dataclass
class _Candidate:
    story: Story
    row: CandidateRow
    letter: _Letter
    pk: int = 0

    def schedule(self) -> None:
        at, row = self.story.at, self.row
        at(row.proposed, self.propose)
        if row.registered:
            by, moment = row.registered
            at(moment, self._done(by, lambda by, it: actions.register(by=by, nomination=it)))
        if row.returned:
            by, moment, because = row.returned
            at(
                moment,
                self._done(by, lambda by, it: actions.send_back(by=by, nomination=it, because=because)),
            )
        if row.called:
            by, moment, number = row.called
            call = Call(number=number, whom="Duty officer", at=moment)
            at(moment, self._done(by, lambda by, it: actions.invite(by=by, nomination=it, call=call)))

    def propose(self) -> None:
        row, bodies = self.row, self.story.bodies
        proposal = Proposal(
            email=f"{row.latin.split()[0].lower()}.candidate@{PLACE}",
            name_latin=f"{row.latin} (demo)",
            name_native=own_script(row.native),
            rank_title=row.rank,
            rank_native=THAI_RANKS.get(row.rank, ""),
            title_en="Organizational Focal Point",
            title_th="ผู้ประสานงานประจำหน่วยงาน",
            language=row.language,
            letter_number=row.number,
            letter_date=row.dated,
            signatory=row.signatory,
        )
        made = actions.propose(
            by=self.story.cast[row.by],
            organisation=bodies.organisations[row.organisation],
            network=bodies.networks["regional"],
            proposal=proposal,
            letter=self.letter.clean,
        )
        self.pk = made.pk

    def _done(self, by: str, act: Callable[[Person, Nomination], object]) -> Callable[[], None]:
        def step() -> None:
            act(self.story.cast[by], Nomination.objects.get(pk=self.pk))

        return step
