"""Remove each guard on purpose, one at a time: a test has to notice every time. Run by ``make mutants``.

Each mutant is one change of one line in a copy of the tree, and the tests that should bark. Exits 1 when one
survives, or when the code moved on and a mutant no longer applies: a guard nobody breaks any more is a guard
nobody tests.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Mutant:
    """In ``file``, ``guard`` becomes ``broken``; ``tests`` are expected to fail."""

    name: str
    file: str
    guard: str
    broken: str
    tests: str


RULE = "tests/test_rule.py"
LEAKS = "tests/test_leaks.py"
DOORS = "tests/test_doors.py tests/test_marked_models.py tests/test_source.py waypost/core"
JOB = "waypost/publications/tests/test_main_job.py"
ATTACHED = "waypost/publications/tests/test_attachments.py"
ATTACHING = "waypost/publications/views/attachments.py"
REDACTING = "waypost/alerts/tests/test_redacting.py"
PICTURED = "waypost/alerts/tests/test_pictures.py"
BESIDE = "waypost/alerts/tests/test_beside.py"
INTAKE = "waypost/files/tests/test_intake.py"
NURSERY = "waypost/files/tests/test_nursery.py"
SERVING = "waypost/files/tests/test_serving.py"
VAULT = "waypost/files/tests/test_vault.py waypost/files/tests/test_seal.py"
CHAINS = "waypost/people/tests/test_chains.py"
RECRUITING = "waypost/network/tests/test_recruiting.py waypost/network/tests/test_states.py"
MARKED = "waypost/access/marked.py"
REACHED = "waypost/access/reached.py"
POLICIES = "waypost/people/policies.py"
TAKEOVER = "waypost/people/tests/test_takeover.py"
HEADS = "waypost/publications/models/heads.py"
BACKUPS = "waypost/operating/tests/test_backups.py"
DOCTOR = "waypost/training/packages"
CONSULTING = "waypost/curriculum/tests/test_consultation.py"
PLAYING = "waypost/training/tests/test_playing.py"
OVERLAPS = "waypost/reporting/tests/test_overlaps.py"
ACTIVITIES = "waypost/projects/tests/test_activities.py"
ASSESSING = "waypost/training/tests/test_assessing.py"
ENROLMENT = "waypost/training/tests/test_enrolment.py"
EVALUATING = "waypost/training/tests/test_evaluating.py"
EVALUATION = "waypost/training/tests/test_evaluation.py"
UNSEATED = "waypost/training/tests/test_unseated.py"
CERTIFICATES = "waypost/training/tests/test_certificates.py"
ARCHIVES = f"{DOCTOR}/tests/test_archives.py"
MANIFESTS = f"{DOCTOR}/tests/test_manifests.py"

GROUPS = "waypost/groups/tests/test_pages.py"
MUTANTS = (
    Mutant(
        "the row filter lets everybody in",
        REACHED,
        "AND reach.key {among}",
        "AND (1 = 1 OR reach.key {among})",
        RULE,
    ),
    Mutant(
        "the row filter forgets who is shut out",
        REACHED,
        "AND NOT EXISTS({barred} AND {spared}))",
        "AND (1 = 1 OR EXISTS({barred} AND {spared})))",
        RULE,
    ),
    Mutant(
        "one thing forgets who is shut out", MARKED, "return reads and not any(", "return reads or any(", RULE
    ),
    Mutant(
        "the people forget who is shut out",
        MARKED,
        "        if barred:\n            persons",
        "        if False:\n            persons",
        RULE,
    ),
    Mutant(
        "keys are not scoped by network",
        "waypost/access/keys.py",
        "(network << _NETWORK) | ident",
        "ident",
        RULE,
    ),
    Mutant(
        "inactive persons keep their keys",
        "waypost/people/models/persons.py",
        "or self.suspended_at or not self.second_factor",
        "or False",
        RULE,
    ),
    Mutant(
        "who is provisional reads what their organisation does",
        "waypost/access/keys.py",
        "if not viewer.is_provisional:",
        "if True:",
        RULE,
    ),
    Mutant(
        "who is provisional is not shut out with their organisation",
        MARKED,
        "return tuple(sorted(reading_keys_of(viewer))), tuple(sorted(keys_of(viewer)))",
        "return tuple(sorted(reading_keys_of(viewer))), tuple(sorted(reading_keys_of(viewer)))",
        RULE,
    ),
    Mutant(
        "a query put together once opens what a body reads to who is provisional",
        "waypost/access/keys.py",
        '"keys": reading_keys_of(viewer),',
        '"keys": keys_of(viewer),',
        RULE,
    ),
    Mutant(
        "a query put together once forgets that who is provisional is shut out",
        "waypost/access/keys.py",
        '"barring": keys_of(viewer),',
        '"barring": reading_keys_of(viewer),',
        RULE,
    ),
    Mutant(
        "the directory shows everybody",
        "waypost/people/lists.py",
        "Q(post__organisation=organisation) | Q(Exists(endorsed), post__role__in=across)",
        "Q(Exists(endorsed)) | Q(post__isnull=False)",
        LEAKS + " -k not_for_them",
    ),
    Mutant(
        "a word outlives the standing of whoever gave it",
        "waypost/people/actions/chains.py",
        "min(word.given_until, standing + GRACE)",
        "word.given_until",
        CHAINS,
    ),
    Mutant(
        "suspending somebody leaves the words they gave",
        "waypost/people/actions/chains.py",
        "if tenure.person.suspended_at is not None:",
        "if False:",
        CHAINS,
    ),
    Mutant(
        "one person registers a member's first focal point",
        "waypost/network/actions.py",
        "Stage.SECOND if is_first(nomination) else",
        "Stage.SECOND if False else",
        RECRUITING,
    ),
    Mutant(
        "the same person registers twice",
        "waypost/network/policies.py",
        "Part.SECRETARIAT if by.pk == nomination.registered_by_id else",
        "Part.SECRETARIAT if False else",
        RECRUITING,
    ),
    Mutant(
        "a new way in opens at once",
        "waypost/people/policies.py",
        "and not invitation.waits(clock.now())",
        "and True",
        "waypost/people/tests/test_accounts.py",
    ),
    Mutant(
        "a programme's roster opens the region",
        "waypost/people/actions/rosters.py",
        "if not roster.network.is_programme or roster.network.pk not in by.networks():",
        "if roster.network.pk not in by.networks():",
        "waypost/people/tests/test_roster.py",
    ),
    Mutant(
        "a roster tells whose post it is that one may not know of",
        "waypost/people/lists.py",
        "known = Q(pk__in=entries) | (_governed(by) & Q(Exists(together)))",
        "known = Q(pk__in=entries) | _governed(by)",
        "waypost/people/tests/test_roster.py -k nor_to_the_secretariat",
    ),
    Mutant(
        "a roster gives back a word that ended",
        "waypost/people/actions/rosters.py",
        "if lapsed.exists():",
        "if False:",
        "waypost/people/tests/test_roster.py -k gives_back_no_word",
    ),
    Mutant(
        "a new invitation closes the way back in of who lost their factors",
        "waypost/people/actions/invitations.py",
        "        purpose=Invitation.Purpose.POST,\n        used_at=None,",
        "        used_at=None,",
        "waypost/people/tests/test_roster.py -k is_closed_and_no_other",
    ),
    Mutant(
        "whoever is invited anew is forgotten",
        "waypost/people/actions/forgetting.py",
        "found = Person.objects.filter(Exists(held), ~Exists(stays), ~Exists(invited))",
        "found = Person.objects.filter(Exists(held), ~Exists(stays))",
        "waypost/people/tests/test_forgetting.py -k may_come_back",
    ),
    Mutant(
        "a learner is invited into the region",
        "waypost/people/actions/invitations.py",
        "invited.role == Post.Role.LEARNER and not all(",
        "False and not all(",
        "waypost/people/tests/test_roster.py",
    ),
    Mutant(
        "the secretariat reviews everybody on one page",
        "waypost/people/lists.py",
        "if not (whole and reviews_the_whole(by)):",
        "if not whole:",
        "waypost/people/tests/test_yearly.py -k lists_everybody",
    ),
    Mutant(
        "an address that was left hears nothing",
        "waypost/notices/actions.py",
        "if before != email:",
        "if False:",
        "waypost/notices/tests/test_sign_in_told.py",
    ),
    Mutant(
        "files are kept without end",
        "waypost/publications/actions/attaching.py",
        "if stored_by(by) >= settings.QUOTA * GIGABYTE:",
        "if False:",
        "waypost/publications/tests/test_attachments.py -k share",
    ),
    Mutant(
        "GREEN reaches every network",
        HEADS,
        "return {key(Audience.NETWORK, self.network_id)}, not_to",
        "return {MEMBERS}, not_to",
        RULE,
    ),
    Mutant(
        "CLEAR is public at once",
        HEADS,
        "if self.public_at else {MEMBERS}), set()",
        "if True else {MEMBERS}), set()",
        RULE,
    ),
    Mutant(
        "RED reaches the organisation",
        HEADS,
        "return to | {key(Audience.PERSON, self.author_id), self.approver_key()}, set()",
        "return to | {originator}, set()",
        RULE,
    ),
    Mutant(
        "a draft is seen by the organisation",
        HEADS,
        "            reads, barred = working, set()",
        "            reads, barred = self._readers()",
        RULE,
    ),
    Mutant(
        "withdrawn content stays",
        "waypost/publications/models/versions.py",
        "stage=Stage.PUBLISHED, publication__stage=Stage.PUBLISHED",
        "stage=Stage.PUBLISHED",
        LEAKS,
    ),
    Mutant(
        "the words of what was withdrawn stay",
        "waypost/publications/models/versions.py",
        'read = Version.read_by(viewer, f"{at}version__") & where(',
        "read = where(",
        LEAKS,
    ),
    Mutant(
        "unapproved translations are shown",
        "waypost/publications/models/versions.py",
        " & where(at, approved_at__isnull=False)",
        "",
        LEAKS + " -k 'not_for_them and coast_officer'",
    ),
    Mutant(
        "readers see who was asked and answered",
        "waypost/publications/models/answers.py",
        'return mine | Q(Publication.working_rule(viewer, f"{at}{head}")) | run',
        "return Q(pk__isnull=False)",
        "waypost/publications/tests/test_who_knows.py",
    ),
    Mutant(
        "the item page asks nobody",
        "waypost/publications/views/shared.py",
        "        Publication.visible_to(ANYBODY)\n        .filter(public_id",
        "        Publication.unfiltered.filter(public_id",
        LEAKS,
    ),
    Mutant(
        "the policy is not asked",
        "waypost/core/doors.py",
        "if not door.allowed(by, thing):",
        "if False:",
        DOORS + " " + JOB,
    ),
    Mutant(
        "no audit row is written",
        "waypost/core/doors.py",
        "    if not door.quiet_because:\n        _record",
        "    if False:\n        _record",
        DOORS + " " + JOB,
    ),
    Mutant(
        "a marked thing is saved outside an action",
        MARKED,
        "        doors.demand_open(type(self).__name__)\n        super().save",
        "        super().save",
        DOORS,
    ),
    Mutant(
        "the default manager opens",
        MARKED,
        '        raise DoorMisused(f"{name} has no open manager.',
        '        return super().get_queryset() or (f"{name}',
        DOORS,
    ),
    Mutant(
        "the author approves",
        "waypost/publications/actions/approving.py",
        "if waiting.author_id == by.pk:",
        "if False:",
        JOB,
    ),
    Mutant(
        "anybody may be named as approver",
        "waypost/publications/actions/drafting.py",
        "if by_name and named and not publication",
        "if False and not publication",
        "waypost/publications/tests/test_approving.py",
    ),
    Mutant(
        "an answer binds to any version",
        "waypost/publications/actions/answering.py",
        "if live.number != version:",
        "if False:",
        JOB,
    ),
    Mutant(
        "the last save wins",
        "waypost/publications/actions/drafting.py",
        "if text.revision != revision and not same:",
        "if False:",
        JOB,
    ),
    Mutant(
        "any audience under any mark",
        "waypost/publications/actions/drafting.py",
        "    if wrong_to:\n",
        "    if False:\n",
        JOB,
    ),
    Mutant(
        "opening AMBER is not recorded",
        "waypost/publications/actions/answering.py",
        "    if publication.mark >= Mark.AMBER:\n        if last",
        "    if False:\n        if last",
        JOB,
    ),
    Mutant(
        "a reader opens the files of a draft",
        ATTACHING,
        "Attachment.visible_to(viewer(request)).filter(\n        public_id",
        "Attachment.unfiltered.filter(\n        public_id",
        ATTACHED,
    ),
    Mutant(
        "a file is found under any item",
        ATTACHING,
        "public_id=file_id, version__publication=publication.pk,",
        "public_id=file_id,",
        ATTACHED,
    ),
    Mutant(
        "opening a file is not recorded",
        ATTACHING,
        "if isinstance(person, Person) and version.published_at",
        "if False and version.published_at",
        ATTACHED,
    ),
    Mutant(
        "an alert names a reference to who does not see it",
        "waypost/alerts/lists.py",
        "Specimen.visible_to(viewer).filter(public_id=named).first()",
        "Specimen.unfiltered.filter(public_id=named).first()",
        BESIDE,
    ),
    Mutant(
        "a reference that was withdrawn stands beside an alert",
        "waypost/alerts/lists.py",
        "if each.live_id and each.stage == Stage.PUBLISHED",
        "if each.live_id",
        BESIDE,
    ),
    Mutant(
        "who does not see a reference takes it off a draft",
        "waypost/alerts/actions/writing.py",
        "None if unseen and not specimen else specimen",
        "specimen",
        BESIDE,
    ),
    Mutant(
        "a picture goes out that nobody looked at",
        "waypost/alerts/actions/checking.py",
        "if each.file_id not in redacted:",
        "if False:",
        REDACTING,
    ),
    Mutant(
        "the picture before it was covered stays",
        "waypost/alerts/actions/redacting.py",
        "if original != before and not before.has_owner():",
        "if False:",
        REDACTING,
    ),
    Mutant(
        "another picture is covered than was looked at",
        "waypost/alerts/actions/redacting.py",
        "if found.file.public_id != file:",
        "if False:",
        REDACTING,
    ),
    Mutant(
        "a sealed picture is kept for ever",
        "waypost/alerts/actions/redacting.py",
        "over = Q(original__created_at__lte=until) |",
        "over =",
        REDACTING,
    ),
    Mutant(
        "tiles are given where copies carry a name",
        "waypost/files/serving.py",
        "if mark < STAMPED_FROM else None",
        "if mark else None",
        PICTURED,
    ),
    Mutant(
        "a copy under AMBER carries no name",
        "waypost/files/serving.py",
        "    if mark >= STAMPED_FROM:",
        "    if mark > STAMPED_FROM:",
        ATTACHED,
    ),
    Mutant(
        "an original leaves under STRICT",
        "waypost/files/serving.py",
        "if part == CONTENT and (page is None) is not mark.terms.leaves_the_portal:",
        "if False:",
        SERVING,
    ),
    Mutant(
        "a file that carries no name is sent under AMBER",
        "waypost/publications/actions/attaching.py",
        "if not may_hang_under(row.file.kind, publication.mark):",
        "if False:",
        ATTACHED,
    ),
    Mutant(
        "what nobody points at is kept",
        "waypost/files/models.py",
        "found = found.filter(~Exists(pointing))",
        "found = found.filter(Exists(pointing))",
        ATTACHED,
    ),
    Mutant(
        "a document keeps what acts",
        "waypost/files/confined/pdf.py",
        "        commented = _strip(pdf)\n",
        "        commented = False\n",
        INTAKE,
    ),
    Mutant(
        "a document keeps where its photographs were taken",
        "waypost/files/confined/pdf.py",
        "        pdf_pictures.bare_stream(stream)\n",
        "        pass\n",
        INTAKE,
    ),
    Mutant(
        "comments stay in Word",
        "waypost/files/confined/office_parts.py",
        "            if kind in _GONE:",
        "            if False:",
        INTAKE,
    ),
    Mutant(
        "tracked changes are taken",
        "waypost/files/confined/office_xml.py",
        "if local in _CHANGED and",
        "if False and",
        INTAKE,
    ),
    Mutant(
        "a picture keeps what a camera wrote",
        "waypost/files/confined/image.py",
        "    bare = Image.new(upright.mode, upright.size)\n    bare.paste(upright)\n",
        "    bare = image\n",
        INTAKE,
    ),
    Mutant(
        "an archive unpacks without end",
        "waypost/files/confined/archives.py",
        "if size > most or (size > _SMALL",
        "if size > most or (False",
        INTAKE,
    ),
    Mutant(
        "macros are taken",
        "waypost/files/confined/office.py",
        "    if any(word in lowered for word in _MACROS):",
        "    if False:",
        INTAKE,
    ),
    Mutant(
        "slow work is not stopped",
        "waypost/files/confined/nursery.py",
        "        self._ours.settimeout(seconds)\n",
        "        self._ours.settimeout(None)\n",
        INTAKE,
    ),
    Mutant(
        "work on a file has the way to the files of others",
        "waypost/files/confined/child.py",
        '    os.closerange(4, os.sysconf("SC_OPEN_MAX"))\n',
        "",
        NURSERY,
    ),
    Mutant(
        "work on a file outlives the process that forked it",
        "waypost/files/confined/child.py",
        "    fence.die_with(nursery)\n",
        "",
        NURSERY,
    ),
    Mutant(
        "a nursery serves on after a bad end",
        "waypost/files/confined/nursery.py",
        '            good = answer == b"0"\n',
        "            good = True\n",
        NURSERY,
    ),
    Mutant(
        "a forked process keeps the nursery of its parent",
        "waypost/files/confined/nursery.py",
        "        each.forget()\n",
        "        pass\n",
        NURSERY,
    ),
    Mutant(
        "a nursery forks while a thread runs",
        "waypost/files/confined/__main__.py",
        '    if len(os.listdir("/proc/self/task")) != 1:',
        "    if False:",
        NURSERY,
    ),
    Mutant(
        "work on a file leaves a process behind",
        "waypost/files/confined/fence.py",
        "_instruction(_HAS, _A_THREAD, no=1), allow, refuse]",
        "_instruction(_HAS, _A_THREAD, no=1), allow, allow]",
        INTAKE,
    ),
    Mutant(
        "work on a file limits another process",
        "waypost/files/confined/fence.py",
        "_instruction(_EQUAL, _ITSELF, yes=1), refuse, allow]",
        "_instruction(_EQUAL, _ITSELF, yes=1), allow, allow]",
        INTAKE,
    ),
    Mutant(
        "sealed parts change places",
        "waypost/files/vault.py",
        'return f"{file.public_id}/{part}"',
        'return f"{file.public_id}"',
        VAULT,
    ),
    Mutant(
        "lists and searches ask nobody",
        "waypost/publications/lists.py",
        "return Publication.visible_to(viewer).filter(published_at",
        "return Publication.unfiltered.filter(published_at",
        LEAKS + " -k hidden",
    ),
    Mutant(
        "what one may have meant is taken from everything",
        "waypost/publications/search/spelling.py",
        "Indexed.visible_to(viewer)",
        "Indexed.unfiltered.all()",
        "waypost/publications/tests/test_search.py -k changes_no_byte",
    ),
    Mutant(
        "what is undecided goes out",
        "waypost/publications/actions/gating.py",
        "    if left:\n        raise Refused(",
        "    if False:\n        raise Refused(",
        "waypost/publications/tests/test_gate_everywhere.py",
    ),
    Mutant(
        "a reason holds for any sentence",
        "waypost/publications/models/gating.py",
        "piece.sentence, one.text)",
        "one.text)",
        "waypost/publications/tests/test_gate.py",
    ),
    Mutant(
        "mail waits for who has no access any more",
        "waypost/notices/judging.py",
        "    reached = _active(which) if tiding is None else with_post().filter(which, pk__in=tiding.reaching())",
        "    reached = with_post().filter(which)",
        "waypost/notices/tests/test_sending.py",
    ),
    Mutant(
        "a median of a handful is shown",
        "waypost/desk/lists/medians.py",
        ", organisations__gt=OTHERS)",
        ")",
        "waypost/desk/tests/test_medians.py",
    ),
    Mutant(
        "a median counts what is hidden from somebody",
        "waypost/desk/figures/__init__.py",
        "Publication.unfiltered.filter(open_marks, network",
        "Publication.unfiltered.filter(network",
        "waypost/desk/tests/test_medians.py",
    ),
    Mutant(
        "anybody may be read as",
        "waypost/publications/as_read.py",
        "filter(public_id=ident, pk__in=[opened(row.key)[1] for row in named])",
        "filter(public_id=ident)",
        "waypost/publications/tests/test_as_read.py",
    ),
    Mutant(
        "the mailbox that is left hears nothing",
        "waypost/notices/actions.py",
        "    if before:\n",
        "    if not before and not mailbox:\n",
        "waypost/notices/tests/test_mailboxes.py",
    ),
    Mutant(
        "any secretariat moves any mailbox",
        "waypost/people/policies.py",
        "return by.role == Role.SECRETARIAT and networks <= set(by.networks())",
        "return by.role == Role.SECRETARIAT",
        "waypost/notices/tests/test_mailboxes.py",
    ),
    Mutant(
        "outranking looks at one post only",
        POLICIES,
        "all(is_in_charge(by, t.post.organisation, t.post.role) for t in tenures)",
        "any(is_in_charge(by, t.post.organisation, t.post.role) for t in tenures)",
        TAKEOVER,
    ),
    Mutant(
        "outranking forgets the networks",
        POLICIES,
        "        and _covers(by, tenures)\n",
        "",
        TAKEOVER,
    ),
    Mutant(
        "whoever confirms need not outrank",
        POLICIES,
        "invitation.is_open(clock.now()) and outranks(by, invitation.person)",
        "invitation.is_open(clock.now()) and by.is_active_member()",
        TAKEOVER,
    ),
    Mutant(
        "a link outlives those who vouched",
        POLICIES,
        "        and _is_vouched(invitation)\n",
        "",
        TAKEOVER,
    ),
    Mutant(
        "an invitation enrols somebody who holds a post",
        "waypost/people/actions/invitations.py",
        "if not renewing and holds_without_factor(by):",
        "if False:",
        TAKEOVER + " -k enrols",
    ),
    Mutant(
        "a focal point makes a deputy alone",
        POLICIES,
        "return role == Role.DEPUTY and not",
        "return role == Role.AUDITOR and not",
        TAKEOVER + " -k deputy",
    ),
    Mutant(
        "what was taken from above is given back from below",
        POLICIES,
        "return outranks(by, person) and not above",
        "return outranks(by, person)",
        TAKEOVER + " -k given_back",
    ),
    Mutant(
        "a step-up is never asked for",
        "waypost/people/signin/standing.py",
        "    if is_fresh(request):\n",
        "    if True:\n",
        "waypost/people/tests/test_accounts.py -k step_up",
    ),
    Mutant(
        "a remembered device stands in for a step-up",
        "waypost/people/signin/standing.py",
        '"fresh": now if fresh else 0',
        '"fresh": now',
        "waypost/people/tests/test_sign_in.py waypost/people/tests/test_attacks.py",
    ),
    Mutant(
        "a remembered browser guesses for ever",
        "waypost/people/signin/devices.py",
        "    RememberedDevice.objects.filter(pk=device).delete()",
        "    RememberedDevice.objects.filter(pk=None).delete()",
        "waypost/people/tests/test_attacks.py -k thief",
    ),
    Mutant(
        "each session of a remembered browser has its own tries",
        "waypost/people/signin/tries.py",
        'return "device" if device_of(request) is not None else',
        "return",
        "waypost/people/tests/test_attacks.py -k one_count",
    ),
    Mutant(
        "any post may be remembered",
        "waypost/people/signin/devices.py",
        "return bool(roles) and roles <= REMEMBERED_ROLES",
        "return bool(roles)",
        "waypost/people/tests/test_sign_in.py",
    ),
    Mutant(
        "a password is enough for a session",
        "waypost/desk/middleware.py",
        "get_user(request) if standing is Standing.PASSED else AnonymousUser()",
        "get_user(request)",
        "waypost/people/tests/test_sign_in.py waypost/people/tests/test_attacks.py",
    ),
    Mutant(
        "the directory has no budget",
        "waypost/people/actions/directory.py",
        "if used + rows > ROWS_AN_HOUR:",
        "if False:",
        "waypost/people/tests/test_directory.py",
    ),
    Mutant(
        "a mail says all of an AMBER item",
        "waypost/notices/letters.py",
        "if mark == Mark.AMBER or to_mailbox:",
        "if to_mailbox:",
        "waypost/notices/tests/test_letters.py",
    ),
    Mutant(
        "a mailbox is told what its holder may not see",
        "waypost/notices/judging.py",
        "if len(found) < len(holders) or found[0].lines.mark == Mark.RED:",
        "if not found:",
        "waypost/notices/tests",
    ),
    Mutant(
        "any portal is taken for a demo",
        "waypost/demo/stamp.py",
        "    return DemoStamp.objects.first()",
        "    return DemoStamp.objects.first() or DemoStamp(clock=OPENING)",
        "waypost/demo/tests/test_closed.py",
    ),
    Mutant(
        "what a person read stays in the browser",
        "waypost/desk/middleware.py",
        'response.headers["Cache-Control"] = "private, no-store"',
        'response.headers["Cache-Control"] = "private"',
        "waypost/people/tests/test_sign_in.py -k not_kept",
    ),
    Mutant(
        "others than the auditor learn of the log",
        "waypost/desk/policies.py",
        "return by.has_role(Post.Role.AUDITOR) and by.is_active_member()",
        "return by.is_active_member()",
        "waypost/desk/tests/test_log.py",
    ),
    Mutant(
        "a door asks about the person the caller held",
        "waypost/core/doors.py",
        'by = given["by"] = _fresh(by)',
        'given["by"] = by',
        "tests/test_doors.py -k rights_are",
    ),
    Mutant(
        "a door believes what was remembered",
        "waypost/core/doors.py",
        "        forget()\n",
        "",
        "tests/test_doors.py -k rights_are",
    ),
    Mutant(
        "a page's denial leaves no row",
        "waypost/desk/refusals.py",
        '            record_denial(said, getattr(request, "person", NOBODY))\n',
        "",
        "waypost/desk/tests/test_denials.py",
    ),
    Mutant(
        "a secret stands in the log",
        "waypost/core/discreet.py",
        "return hide(super().format(record))",
        "return super().format(record)",
        "waypost/core/tests/test_discreet.py",
    ),
    Mutant(
        "any method meets a page",
        "waypost/desk/headers.py",
        "if request.method in METHODS else",
        "if request.method else",
        "tests/test_served.py -k method",
    ),
    Mutant(
        "what is no page has no policy",
        "waypost/desk/headers.py",
        'response.headers.setdefault("Content-Security-Policy", _NOTHING)',
        "pass",
        "tests/test_served.py -k frame",
    ),
    Mutant(
        "static files are for every site",
        "waypost/settings.py",
        "WHITENOISE_ALLOW_ALL_ORIGINS = False",
        "WHITENOISE_ALLOW_ALL_ORIGINS = True",
        "tests/test_served.py -k frame",
    ),
    Mutant(
        "a data base elsewhere proves nothing",
        "waypost/environment/servers.py",
        "if proven and not",
        "if False and not",
        "tests/test_settings.py -k elsewhere",
    ),
    Mutant(
        "mail leaves in plain text",
        "waypost/environment/servers.py",
        "(bool(parts.username) or not _HERE.fullmatch(parts.hostname))",
        "bool(parts.username)",
        "tests/test_settings.py -k mail_leaves",
    ),
    Mutant(
        "a password of known words is taken",
        "waypost/people/signin/passwords.py",
        "if known and",
        "if False and",
        "waypost/people/tests/test_joining.py -k weak_password",
    ),
    Mutant(
        "signing everybody out leaves remembered browsers",
        "waypost/people/actions/persons.py",
        "    RememberedDevice.objects.all().delete()",
        "    pass",
        "waypost/people/tests/test_founding.py -k everybody",
    ),
    Mutant(
        "a link in a text looks through the rest of the line",
        "waypost/publications/models/finding.py",
        r"[^\[\]\n]{0,500}",
        r"[^\]\n]*",
        "tests/test_patterns.py -k finding._LINK",
    ),
    Mutant(
        "anybody who sees an item reminds all",
        "waypost/publications/policies.py",
        "runs = key(Audience.SECRETARIAT, 0, publication.network_id) in keys_of(by)",
        "runs = True",
        "waypost/publications/tests/test_reminding.py",
    ),
    Mutant(
        "words searched in vain are kept at once",
        "waypost/publications/models/vain.py",
        "if members >= ASKED_BY:",
        "if members >= 1:",
        "waypost/desk/tests/test_measures.py",
    ),
    Mutant(
        "coverage opens to whoever signs in",
        "waypost/desk/views/coverage.py",
        "if not person.is_active_member():",
        "if person is None:",
        "waypost/desk/tests/test_coverage.py",
    ),
    Mutant(
        "measures of use open to every member",
        "waypost/desk/policies.py",
        "return by.has_role(Post.Role.SECRETARIAT) and by.is_active_member()",
        "return by.is_active_member()",
        "waypost/desk/tests/test_measures.py",
    ),
    Mutant(
        "a changed file of a backup is not noticed",
        "waypost/operating/proving.py",
        "        if found != said:",
        "        if found[0] != said[0]:",
        BACKUPS,
    ),
    Mutant(
        "a backup from before the witness is put back without a word",
        "waypost/operating/restoring.py",
        "    if not roll_back.strip():",
        "    if False:",
        BACKUPS,
    ),
    Mutant(
        "a backup without its whole audit log is whole",
        "waypost/operating/contents.py",
        "            if frontier.size != head.size or frontier.root() != head.root:",
        "            if False:",
        BACKUPS,
    ),
    Mutant(
        "anybody behind an unknown proxy asks for health",
        "waypost/operating/health.py",
        "    if forwarded and not settings.TRUSTED_PROXIES:",
        "    if False:",
        "waypost/operating/tests/test_health.py",
    ),
    Mutant(
        "the log for machines repeats what an exception says",
        "waypost/core/journal.py",
        '        "type": f"{type(problem).__module__}.{type(problem).__qualname__}",',
        '        "type": f"{type(problem).__module__}.{type(problem).__qualname__}", "said": str(problem),',
        "waypost/operating/tests/test_log.py",
    ),
    Mutant(
        "held mail goes out",
        "waypost/notices/sending.py",
        "        ~Exists(Hold.objects.all()),",
        "        pk__gt=0,",
        "waypost/notices/tests/test_holding.py",
    ),
    Mutant(
        "an officer publishes an urgent alert alone",
        "waypost/publications/policies.py",
        "        and Part.ORIGINATOR in parts_of(by, publication)",
        "        and True",
        "waypost/alerts/tests/test_flash.py",
    ),
    Mutant(
        "the author makes the second check",
        "waypost/publications/policies.py",
        "        and by.pk not in (publication.author_id, live.author_id)",
        "        and True",
        "waypost/alerts/tests/test_flash.py",
    ),
    Mutant(
        "readers read what one organisation saw alone",
        "waypost/alerts/after.py",
        "FEWEST = 2",
        "FEWEST = 1",
        "waypost/alerts/tests/test_seeing.py",
    ),
    Mutant(
        "anybody contests an alert",
        "waypost/alerts/policies.py",
        "member_key=organisation.member.key",
        "ended_at__isnull=True",
        "waypost/alerts/tests/test_contesting.py",
    ),
    Mutant(
        "an alert is replaced by one that fewer see",
        "waypost/alerts/actions/replacing.py",
        "    if left.exists():",
        "    if False:",
        "waypost/alerts/tests/test_lifecycle.py",
    ),
    Mutant(
        "a quick card brings the reference's picture to those who do not see the reference",
        "waypost/alerts/card.py",
        "reading.without_reference() if holders.exclude(pk__in=seeing).exists() else reading",
        "reading",
        "waypost/alerts/tests/test_beside.py",
    ),
    Mutant(
        "a quick card takes the reference's picture from under a stricter mark",
        "waypost/alerts/card.py",
        "        specimen.mark <= publication.mark\n        and ",
        "        ",
        "waypost/alerts/tests/test_beside.py",
    ),
    Mutant(
        "the reader's name lies over one of the drill's two pictures alone, and tells which it is",
        "waypost/alerts/drill.py",
        "in self._covered, shown.item.marked >= STAMPED_FROM",
        "in self._covered, True",
        "waypost/alerts/tests/test_drill.py",
    ),
    Mutant(
        "the drill practises with what is withdrawn",
        "waypost/alerts/drill.py",
        "        stage=Stage.PUBLISHED,\n        mark__lte=Mark.AMBER,\n        superseded",
        "        mark__lte=Mark.AMBER,\n        superseded",
        "waypost/alerts/tests/test_drill.py",
    ),
    Mutant(
        "an e-module that stays open after signing out",
        "waypost/training/models/learning.py",
        '            Exists(Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)),\n',
        "",
        PLAYING,
    ),
    Mutant(
        "an e-module that stays open when its programme is not to be read any more",
        "waypost/training/policies.py",
        "Programme(pk=by.launch.programme_id).is_visible_to(by.person)",
        "True",
        PLAYING,
    ),
    Mutant(
        "what an e-module told late covers what is newer",
        "waypost/training/actions/learning.py",
        "(sent.opening, sent.sequence) < (progress.opening, progress.sequence)",
        "False",
        PLAYING,
    ),
    Mutant(
        "an e-module registers a service worker on the content's origin",
        "waypost/training/views/content.py",
        'if request.headers.get("Service-Worker"):',
        "if False:",
        PLAYING,
    ),
    Mutant(
        "others' ways in e-modules are met",
        "waypost/training/lists/modules.py",
        "Attempt.objects.filter(person=viewer.pk or 0, version",
        "Attempt.objects.filter(version",
        PLAYING,
    ),
    Mutant(
        "an e-module's file that unpacks to more than it says",
        f"{DOCTOR}/zips.py",
        "        if size > entry.size:",
        "        if False:",
        ARCHIVES,
    ),
    Mutant(
        "an e-module's file that is not what its checksum says",
        f"{DOCTOR}/zips.py",
        "    if crc != entry.crc:",
        "    if False:",
        ARCHIVES,
    ),
    Mutant(
        "an e-module's file that is called otherwise where it lies",
        f"{DOCTOR}/zips.py",
        "    if magic != LOCAL or _read(file, at, name) != entry.raw:",
        "    if magic != LOCAL:",
        ARCHIVES,
    ),
    Mutant(
        "files of an e-module that lie over each other",
        f"{DOCTOR}/zips.py",
        "        if each.offset < end:",
        "        if False:",
        ARCHIVES,
    ),
    Mutant(
        "a long directory that says otherwise than the short",
        f"{DOCTOR}/zips.py",
        "        if said not in (meaning, other):",
        "        if False:",
        ARCHIVES,
    ),
    Mutant(
        "a name that climbs out of an e-module",
        f"{DOCTOR}/names.py",
        '    if {"", ".", ".."} & set(parts):',
        '    if {"", "."} & set(parts):',
        ARCHIVES,
    ),
    Mutant(
        "a name of an e-module with a backslash",
        f"{DOCTOR}/names.py",
        '    if "\\\\" in name:',
        "    if False:",
        ARCHIVES,
    ),
    Mutant(
        "a name of an e-module with signs that can't be seen",
        f"{DOCTOR}/names.py",
        "    if any(_is_hidden(sign) for sign in name):",
        "    if False:",
        ARCHIVES,
    ),
    Mutant(
        "two names of an e-module that are one",
        f"{DOCTOR}/archive.py",
        "        if name in self.entries or other != name:",
        "        if name in self.entries:",
        ARCHIVES,
    ),
    Mutant(
        "a file of an e-module that bears a folder's name",
        f"{DOCTOR}/archive.py",
        "        self._check_folders()\n",
        "        pass\n",
        ARCHIVES,
    ),
    Mutant(
        "a link in an e-module",
        f"{DOCTOR}/archive.py",
        '    if stat.S_IFMT(entry.mode) not in (0, stat.S_IFDIR if name.endswith("/") else stat.S_IFREG):',
        "    if False:",
        ARCHIVES,
    ),
    Mutant(
        "an e-module that unpacks to very much",
        f"{DOCTOR}/archive.py",
        "    if entry.size > max(_SMALL, HIGHEST_RATIO * entry.packed):",
        "    if False:",
        ARCHIVES,
    ),
    Mutant(
        "what may be kept of an e-module that is refused",
        f"{DOCTOR}/archive.py",
        "        if self._findings.refused:",
        "        if False:",
        ARCHIVES,
    ),
    Mutant(
        "entities in a manifest",
        f"{DOCTOR}/trees.py",
        "        self._parser.EntityDeclHandler = self._declared\n",
        "",
        MANIFESTS,
    ),
    Mutant(
        "an address of an e-module that leads out of it",
        f"{DOCTOR}/addresses.py",
        "            if not kept:",
        "            if False:",
        MANIFESTS,
    ),
    Mutant(
        "an address of an e-module that is a script",
        f"{DOCTOR}/addresses.py",
        "    if name in _ACTS:",
        "    if False:",
        MANIFESTS,
    ),
    Mutant(
        "a script's address with a sign in it",
        f"{DOCTOR}/addresses.py",
        '    squeezed = _NO_SIGN.sub("", written)',
        "    squeezed = written",
        MANIFESTS,
    ),
    Mutant(
        "a file of an e-module that is called like a script",
        f"{DOCTOR}/addresses.py",
        """_SAFE = "/!$&'()*+,;=@-._~\"""",
        """_SAFE = "/!$&'()*+,;=@-._~:\"""",
        MANIFESTS,
    ),
    Mutant(
        "an e-module's part that is no page",
        f"{DOCTOR}/scorm.py",
        "        elif kind is None or (found.kind is Kind.SCO and kind not in kinds.PAGES):",
        "        elif kind is None:",
        MANIFESTS,
    ),
    Mutant(
        "a service worker in an e-module",
        f"{DOCTOR}/doctor.py",
        '            self._findings.refuse("service_worker", name)',
        '            self._findings.note("service_worker", name)',
        f"{DOCTOR}/tests/test_telling.py",
    ),
    Mutant(
        "every officer of a donor reads what it pays for",
        "waypost/access/keys.py",
        "    if person.role == Post.Role.DONOR:",
        "    if person.role:",
        "waypost/training/tests/test_rule.py",
    ),
    Mutant(
        "a programme is not compiled with its project",
        "waypost/training/models/programmes.py",
        '    reach_follows: ClassVar[str] = "project"',
        '    reach_follows: ClassVar[str] = ""',
        "waypost/training/tests/test_rule.py",
    ),
    Mutant(
        "a draft of a curriculum is read by everybody",
        "waypost/curriculum/models/versions.py",
        "~where(at, status=Status.DRAFT) |",
        "~where(at, status=Status.SUPERSEDED) |",
        "waypost/training/tests/test_rule.py",
    ),
    Mutant(
        "anybody of the organisation writes its programmes",
        "waypost/access/policies.py",
        "    return own in keys_of(by) and by.has_role(*Post.COORDINATING)",
        "    return own in keys_of(by)",
        "waypost/training/tests/test_rule.py",
    ),
    Mutant(
        "a plan is written over",
        "waypost/training/models/programmes.py",
        "        if self.pk is not None:",
        "        if False:",
        "waypost/training/tests/test_pages.py",
    ),
    Mutant(
        "whoever reads a programme reads who is nominated",
        "waypost/training/models/enrolment.py",
        "    found = writing(viewer, programme)\n",
        "    return Q()\n",
        ENROLMENT,
    ),
    Mutant(
        "a focal point reads the nominations of every unit",
        "waypost/training/models/enrolment.py",
        "        found |= Q(**{organisation: viewer.organisation.pk, ",
        "        found |= Q(**{",
        ENROLMENT,
    ),
    Mutant(
        "whoever reads a programme reads what is right of its questions",
        "waypost/training/models/questions.py",
        '        return Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}question__programme__")',
        "        return Q(super().visibility_rule(viewer, at))",
        "waypost/training/tests/test_questions.py",
    ),
    Mutant(
        "whoever reads a programme reads what is right on a page of its lessons",
        "waypost/training/models/lessons.py",
        '        return Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}page__programme__")',
        "        return Q(super().visibility_rule(viewer, at))",
        "waypost/training/tests/test_lessons.py",
    ),
    Mutant(
        "whoever reads a programme reads what is being written of its lessons",
        "waypost/training/models/lessons.py",
        'writes | Q(**{f"{at}version__isnull": False, f"{at}version__module__taken_off_at__isnull": True})',
        'Q(**{f"{at}pk__isnull": False})',
        "waypost/training/tests/test_lessons.py",
    ),
    Mutant(
        "a second answer wins the point of the first",
        "waypost/training/actions/reading.py",
        "progress.score if progress.score is not None else Decimal(right)",
        "Decimal(right)",
        "waypost/training/tests/test_lessons.py",
    ),
    Mutant(
        "whoever is in the middle of a lesson is put into its next version",
        "waypost/training/lists/modules.py",
        "at = ways.index(begun) if begun.version.is_native and not begun.is_done else 0",
        "at = 0",
        "waypost/training/tests/test_lessons.py",
    ),
    Mutant(
        "places in a video are kept",
        "waypost/files/video.py",
        "    _zero(index, box.inside, box.end)\n",
        "",
        "waypost/files/tests/test_video.py",
    ),
    Mutant(
        "what nobody knows stays in the index of a video",
        "waypost/files/video.py",
        "        elif each.kind not in _KEPT:",
        "        elif each.kind in _BLANKED:",
        "waypost/files/tests/test_video.py",
    ),
    Mutant(
        "when a video was made is kept",
        "waypost/files/video.py",
        "    _zero(index, box.inside + 4, box.inside + 4 + times)\n",
        "",
        "waypost/files/tests/test_video.py",
    ),
    Mutant(
        "boxes of a video may lie in one another without end",
        "waypost/files/video.py",
        "    if depth > _DEEPEST:",
        "    if depth > 10_000:",
        "waypost/files/tests/test_video.py",
    ),
    Mutant(
        "a video that fetches its pictures from elsewhere is taken",
        "waypost/files/video.py",
        '            raise Unplayable("outside")',
        "            return",
        "waypost/files/tests/test_video.py",
    ),
    Mutant(
        "a question goes on being read after the test was handed in",
        "waypost/training/models/questions.py",
        '    return own.filter(handed_in_at=None).values("paper")',
        '    return own.values("paper")',
        "waypost/training/tests/test_testing.py",
    ),
    Mutant(
        "whoever reads a programme reads its learners' results",
        "waypost/training/models/sittings.py",
        '        runs &= writing(viewer, f"{at}test__intake__cohort__programme__")',
        "",
        "waypost/training/tests/test_testing.py",
    ),
    Mutant(
        "what was handed in is answered once more",
        "waypost/training/actions/testing.py",
        "    if sitting.handed_in_at is not None:",
        "    if False:",
        "waypost/training/tests/test_testing.py",
    ),
    Mutant(
        "whoever is not enrolled takes a test",
        "waypost/training/policies.py",
        "    own = Nominee.visible_to(by).filter(**where, person=by.pk or 0, status=Status.ENROLLED)",
        "    own = Nominee.unfiltered.filter(**where)",
        "waypost/training/tests/test_testing.py",
    ),
    Mutant(
        "a re-sit has the same form",
        "waypost/training/models/sittings.py",
        "        turns = number - 1 + (self.moment",
        "        turns = (self.moment",
        "waypost/training/tests/test_testing.py",
    ),
    Mutant(
        "what few answered is read by those who run the cohort",
        "waypost/training/evaluating.py",
        "    if n < LEAST:",
        "    if n < 1:",
        EVALUATING,
    ),
    Mutant(
        "the few who did not answer follow from those who did",
        "waypost/training/evaluating.py",
        '    silent = {"": max(0, asked - n)}',
        '    silent = {"": 0}',
        EVALUATING,
    ),
    Mutant(
        "the mean of answers gives a small number away",
        "waypost/training/evaluating.py",
        "mean_of(counts) if fine.is_whole else None",
        "mean_of(counts)",
        EVALUATING,
    ),
    Mutant(
        "whoever runs the cohort sees the answers grow",
        "waypost/training/models/evaluation.py",
        '    return runs & Q(**{f"{at}evaluation__closes_on__lt": clock.today()})',
        "    return runs",
        EVALUATION,
    ),
    Mutant(
        "the numbers of a round that is open are read",
        "waypost/training/lists/evaluated.py",
        "    if not evaluation.is_over:",
        "    if False:",
        EVALUATION,
    ),
    Mutant(
        "the words of fewer than five are read",
        "waypost/training/lists/evaluated.py",
        "if gave[Side(each.side)] >= LEAST and",
        "if gave[Side(each.side)] >= 1 and",
        EVALUATION,
    ),
    Mutant(
        "whoever runs the cohort reads who answered",
        "waypost/training/models/evaluation.py",
        '        return own | Q(super().visibility_rule(viewer, at)) & unit & Q(**{f"{at}side": Side.SUPERIOR})',
        "        return Q(super().visibility_rule(viewer, at))",
        EVALUATION,
    ),
    Mutant(
        "somebody answers twice",
        "waypost/training/actions/evaluation.py",
        "    if given.exists():",
        "    if False:",
        EVALUATION,
    ),
    Mutant(
        "somebody answers as the superior about themselves",
        "waypost/training/policies.py",
        "or is_oneself(by, nominee):\n        return False\n    own = Nominee.visible_to(by)",
        "or False:\n        return False\n    own = Nominee.visible_to(by)",
        EVALUATION,
    ),
    Mutant(
        "a table that is given out holds a formula",
        "waypost/files/sheets.py",
        """    return f"'{cell}" if cell[:1] in BEGINS_A_FORMULA or _is_kept(cell) else cell""",
        "    return cell",
        "waypost/files/tests/test_sheets.py",
    ),
    Mutant(
        "a part opens before those it waits for",
        "waypost/training/actions/learning.py",
        "    if is_closed(parts, part, stands):",
        "    if False:",
        "waypost/training/tests/test_playing.py",
    ),
    Mutant(
        "two breakdowns at once show a group of a few",
        "waypost/training/lists/figures.py",
        "if by in offered and not any(0 < n < LEAST for row in table.values() for n in row.values()):",
        "if by in offered:",
        "waypost/training/tests/test_figures_pages.py",
    ),
    Mutant(
        "periods are shown to everybody with what they leave out",
        "waypost/training/lists/figures.py",
        "        if all(found[by].is_whole for by in (*_WHERE, By.PERIOD)):",
        "        if True:",
        "waypost/training/tests/test_figures_pages.py",
    ),
    Mutant(
        "a lesson that learners read is deleted",
        "waypost/training/actions/lessons.py",
        "    if lesson.module_id is not None:\n        raise Refused(",
        "    if False:\n        raise Refused(",
        "waypost/training/tests/test_lessons.py",
    ),
    Mutant(
        "a mark that is sent twice is kept twice",
        "waypost/training/actions/trainers.py",
        "    if kept is not None:",
        "    if False:",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "whoever is corrected to absent is asked all the same",
        "waypost/training/models/evaluation.py",
        "    return Q(status=Status.ENROLLED) | Q(Exists(came), status=Status.WALK_IN)",
        "    return Q(status=Status.ENROLLED) | Q(status=Status.WALK_IN)",
        UNSEATED,
    ),
    Mutant(
        "who is off the list is taken out of those who were asked",
        "waypost/training/models/evaluation.py",
        "            found.append((nominee, clock.day_of(at), left.get(nominee, date.max)))",
        "            found += [] if nominee in left else [(nominee, clock.day_of(at), date.max)]",
        UNSEATED,
    ),
    Mutant(
        "a cohort of which certificates are issued comes to train trainers",
        "waypost/training/actions/cohorts.py",
        "    if Certificate.unfiltered.filter(nominee__intake__cohort=row.pk).exists():",
        "    if False:",
        "waypost/training/tests/test_cohorts.py",
    ),
    Mutant(
        "every reader reads why a cohort was changed",
        "waypost/training/models/cohort_changes.py",
        """        return Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}cohort__programme__")""",
        "        return Q(super().visibility_rule(viewer, at))",
        "waypost/training/tests/test_cohorts.py",
    ),
    Mutant(
        "every reader reads what a unit says of the impact",
        "waypost/training/models/evaluation.py",
        "        return Q(super().visibility_rule(viewer, at)) & (runs | unit)",
        "        return Q(super().visibility_rule(viewer, at))",
        EVALUATION,
    ),
    Mutant(
        "everybody reads the gain of fewer than five",
        "waypost/training/lists/gain.py",
        "        shown = _for_others(found) if found is not None and found.n >= LEAST else None",
        "        shown = _for_others(found) if found is not None else None",
        "waypost/training/tests/test_gain.py",
    ),
    Mutant(
        "how many took a test is said to every reader",
        "waypost/training/lists/gain.py",
        "if self.counted else",
        "if True else",
        "waypost/training/tests/test_gain.py",
    ),
    Mutant(
        "the few who failed follow from those who passed",
        "waypost/training/lists/gain.py",
        "    if of == 0 or not (whole or shown.is_whole):",
        "    if of == 0:",
        "waypost/training/tests/test_gain.py",
    ),
    Mutant(
        "the few who took one test alone follow from those who took both",
        "waypost/training/lists/gain.py",
        "    if not 0 < found.dropped < LEAST:",
        "    if True:",
        "waypost/training/tests/test_gain.py",
    ),
    Mutant(
        "who is weak in a critical criterion passes",
        "waypost/training/rubrics.py",
        "        return self.enough and not self.weak",
        "        return self.enough",
        "waypost/training/tests/test_rubrics.py",
    ),
    Mutant(
        "a lead trainer marks whom they taught",
        "waypost/training/policies.py",
        "    if led_in(by, session.intake_id) or _learns(by, session):",
        "    if _learns(by, session):",
        ASSESSING,
    ),
    Mutant(
        "the unit reads how its officers were marked",
        "waypost/training/models/assessments.py",
        '        return Q(super().visibility_rule(viewer, at)) & concerned | oneself(viewer, f"{at}nominee__")',
        "        return Q(super().visibility_rule(viewer, at))",
        ASSESSING,
    ),
    Mutant(
        "whoever failed one marks the second re-sit too",
        "waypost/training/models/assessments.py",
        "    return attempt == 1 + RESITS and person in {",
        "    return False and person in {",
        ASSESSING,
    ),
    Mutant(
        "one is certified without having been there",
        "waypost/training/gates.py",
        "    if has_attended(known.minutes, known.of_minutes):",
        "    if True:",
        ASSESSING,
    ),
    Mutant(
        "one form has more questions of a topic than the other",
        "waypost/training/actions/questions.py",
        "others[turn : 2 * own : 2]",
        "others[turn::2]",
        "waypost/training/tests/test_questions.py",
    ),
    Mutant(
        "one decides about whom one nominated",
        "waypost/training/policies.py",
        "    return by.pk != nominated_by and not is_oneself(by, nominee)",
        "    return not is_oneself(by, nominee)",
        ENROLMENT,
    ),
    Mutant(
        "one decides about oneself",
        "waypost/training/policies.py",
        "    return by.pk != nominated_by and not is_oneself(by, nominee)",
        "    return by.pk != nominated_by",
        ENROLMENT,
    ),
    Mutant(
        "a trainer decides about nominations",
        "waypost/training/policies.py",
        "    return may_run(by, intake) and by.has_role(*DECIDING)",
        "    return may_run(by, intake)",
        ENROLMENT,
    ),
    Mutant(
        "a unit nominates for another one",
        "waypost/training/actions/nomination.py",
        "    if seats.intake_id != order.intake_id or seats.organisation_id != order.organisation_id:",
        "    if seats.intake_id != order.intake_id:",
        ENROLMENT,
    ),
    Mutant(
        "whoever left goes on reading the programme",
        "waypost/training/actions/nomination.py",
        "    if was == Status.ENROLLED:",
        "    if False:",
        ENROLMENT,
    ),
    Mutant(
        "an account elsewhere is enrolled",
        "waypost/training/actions/standing.py",
        '        network=OuterRef("seats__intake__cohort__programme__network"),',
        "",
        ENROLMENT,
    ),
    Mutant(
        "whoever reads a programme reads who teaches in it",
        "waypost/training/models/practicals.py",
        "        return Q(super().visibility_rule(viewer, at)) & concerned(viewer, at)",
        "        return Q(super().visibility_rule(viewer, at))",
        "waypost/training/tests/test_practicals.py",
    ),
    Mutant(
        "whoever reads a session moves its days",
        "waypost/training/policies.py",
        "    seen = PracticalSession.visible_to(by).filter(pk=session.pk)\n",
        "    return PracticalSession.visible_to(by).filter(pk=session.pk).exists()\n",
        "waypost/training/tests/test_practicals.py",
    ),
    Mutant(
        "a trainer certifies whom they taught",
        "waypost/training/policies.py",
        "    return may_decide(by, intake)",
        "    return may_run(by, intake)",
        CERTIFICATES,
    ),
    Mutant(
        "one revokes one's own certificate",
        "waypost/training/policies.py",
        ".exclude(nominee__person=by.pk)",
        "",
        CERTIFICATES,
    ),
    Mutant(
        "anybody looks up what is taught under AMBER",
        "waypost/training/models/certificates.py",
        "code=code, programme__mark__lt=Mark.AMBER",
        "code=code",
        CERTIFICATES,
    ),
    Mutant(
        "an altered code is looked up",
        "waypost/training/models/certificates.py",
        '    return plain if fits and plain[-1] == _check_sign(plain[:-1]) else ""',
        '    return plain if fits else ""',
        CERTIFICATES,
    ),
    Mutant(
        "who is not enrolled is certified",
        "waypost/training/actions/certificates.py",
        "    if row.status != Status.ENROLLED:",
        "    if False:",
        CERTIFICATES,
    ),
    Mutant(
        "every reader of a programme reads where officers meet",
        "waypost/training/models/joining.py",
        "        return Q(super().visibility_rule(viewer, at)) & seen",
        "        return Q(super().visibility_rule(viewer, at))",
        "waypost/training/tests/test_joining.py",
    ),
    Mutant(
        "a mail under AMBER carries an entry for the calendar",
        "waypost/notices/letters.py",
        "    if detail == Detail.FULL:\n        for number",
        "    if detail >= Detail.NUMBER:\n        for number",
        "waypost/training/tests/test_joining.py",
    ),
    Mutant(
        "a finalised version is written again",
        "waypost/curriculum/models/versions.py",
        "        if CurriculumVersion.unfiltered.filter(pk=self.version_id, status__in=FROZEN).exists():",
        "        if False:",
        "waypost/curriculum/tests/test_signing.py",
    ),
    Mutant(
        "the data base lets a finalised version be changed",
        "waypost/curriculum/migrations/0012_freeze.py",
        '"UPDATE": ("OLD", "NEW"), "DELETE"',
        '"DELETE"',
        "waypost/curriculum/tests/test_signing.py",
    ),
    Mutant(
        "whoever reads a version reads who signed it off",
        "waypost/curriculum/models/signing.py",
        'Q(super().visibility_rule(viewer, at)) & consulted(viewer, f"{at}version__curriculum__")',
        "Q(super().visibility_rule(viewer, at))",
        "waypost/curriculum/tests/test_signing.py",
    ),
    Mutant(
        "a department signs off for another",
        "waypost/curriculum/actions/signing.py",
        "    if not own and not may_write(by, curriculum):",
        "    if False:",
        "waypost/curriculum/tests/test_signing.py",
    ),
    Mutant(
        "a letter about older words signs off these",
        "waypost/curriculum/actions/signing.py",
        "    if digest == now.digest:",
        "    if True:",
        "waypost/curriculum/tests/test_signing.py",
    ),
    Mutant(
        "a version is finalised without its departments",
        "waypost/curriculum/actions/signing.py",
        "    if missing and not because:",
        "    if False:",
        "waypost/curriculum/tests/test_signing.py",
    ),
    Mutant(
        "the letter of a department is read by its group",
        "waypost/curriculum/views/signing.py",
        "    return own or may_write(person, found)",
        "    return True",
        "waypost/curriculum/tests/test_signing.py",
    ),
    Mutant(
        "a proposed topic reaches the whole network",
        "waypost/curriculum/models/topics.py",
        "key(Audience.GROUP, self.group_id, kept.network_id)",
        "key(Audience.NETWORK, kept.network_id)",
        "waypost/curriculum/tests/test_topics.py",
    ),
    Mutant(
        "whoever reads a curriculum reads how its trainers stand",
        "waypost/training/models/trainers.py",
        'Q(super().visibility_rule(viewer, at)) & writing(viewer, f"{at}curriculum__")',
        "Q(super().visibility_rule(viewer, at))",
        "waypost/training/tests/test_trainers.py",
    ),
    Mutant(
        "whoever reads a session reads what it is taught from",
        "waypost/training/models/taught_from.py",
        "        return Q(super().visibility_rule(viewer, at)) & Q(resource)",
        "        return Q(super().visibility_rule(viewer, at))",
        "waypost/training/tests/test_taught_from.py",
    ),
    Mutant(
        "who teaches hears of a resource they do not see",
        "waypost/training/notices/resources.py",
        'Person.objects.filter(runs | teaches, pk__in=taught.readers().values("pk"))',
        "Person.objects.filter(runs | teaches)",
        "waypost/training/tests/test_taught_from.py",
    ),
    Mutant(
        "a day that moved is another entry in calendars",
        "waypost/training/models/practicals.py",
        "        return self.entry or self.public_id",
        "        return self.public_id",
        "waypost/training/tests/test_joining.py",
    ),
    Mutant(
        "who leads a session observes in it",
        "waypost/training/policies.py",
        "    return there.exclude(role=Facilitation.Role.LEAD).exists() and _accredited(",
        "    return there.exists() and _accredited(",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "somebody is pre-accredited without the training of trainers",
        "waypost/training/actions/trainers.py",
        "    if trainer.trained_on(clock.today()) is None:",
        "    if False:",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "somebody is accredited whom nobody observed",
        "waypost/training/actions/trainers.py",
        "        Exercise.DELIVERY,\n        _since_named(trainer),",
        "        Exercise.TEACH_BACK,\n        _since_named(trainer),",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "somebody is named anew and accredited on old marks",
        "waypost/training/actions/trainers.py",
        "    return Q(at__gte=trainer.entered(Accreditation.CANDIDATE))",
        "    return Q()",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "an accreditation renews what it stands on",
        "waypost/training/actions/trainers.py",
        "        Q(at__gt=since, on__gte=clock.day_of(since)),",
        "        Q(on__gte=clock.day_of(since)),",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "whom an old page shows is observed as whoever has their place now",
        "waypost/training/actions/trainers.py",
        "    check_revision(session, revision)\n",
        "",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "the clock keeps on who was seen to meanwhile",
        "waypost/training/actions/trainers.py",
        "    if not _is_to_be_kept_on(trainer):",
        "    if False:",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "learners are marked by a rubric for trainers",
        "waypost/training/actions/assessing.py",
        ".exclude(exercise__in=OF_TRAINERS)",
        "",
        ASSESSING,
    ),
    Mutant(
        "an accreditation outlives a new major version",
        "waypost/training/actions/trainers.py",
        "    return accredited and not trainer.is_outdated and major > trainer.major",
        "    return False",
        "waypost/training/tests/test_accrediting.py",
    ),
    Mutant(
        "a focal point elsewhere accredits",
        "waypost/training/policies.py",
        "    return may_write(by, curriculum) and by.has_role(*DECIDING)",
        "    return by.has_role(*DECIDING)",
        "waypost/training/tests/test_trainers.py",
    ),
    Mutant(
        "whoever sees a session takes its attendance",
        "waypost/training/policies.py",
        "    return taught_by(by).filter(session=session.pk).exists() or may_hold(by, session)",
        "    return True",
        "waypost/training/tests/test_attendance.py",
    ),
    Mutant(
        "a trainer sees who waits for a seat",
        "waypost/training/models/enrolment.py",
        '    return Q(**{f"{at}intake__in": taught_by(viewer).values("session__intake"), f"{at}status__in": EXPECTED})',
        '    return Q(**{f"{at}intake__in": taught_by(viewer).values("session__intake")})',
        "waypost/training/tests/test_attendance.py",
    ),
    Mutant(
        "somebody is on board before the safety briefing",
        "waypost/training/actions/attendance.py",
        "    if session.vessel_name and not SafetyBriefing.unfiltered.filter(day=day.pk).exists():",
        "    if False:",
        "waypost/training/tests/test_attendance.py",
    ),
    Mutant(
        "who was absent keeps a day from being cancelled",
        "waypost/training/models/attendance.py",
        'day=OuterRef("pk"), presence__in=THERE)',
        'day=OuterRef("pk"))',
        "waypost/training/tests/test_practicals.py",
    ),
    Mutant(
        "a correction of who was there does not count",
        "waypost/training/models/attendance.py",
        "Attendance.unfiltered.filter(~Exists(newer), day",
        "Attendance.unfiltered.filter(day",
        "waypost/training/tests/test_practicals.py",
    ),
    Mutant(
        "attendance of nobody is missing",
        "waypost/training/models/attendance.py",
        "Q(Exists(expected), ~Exists(written)",
        "Q(~Exists(written)",
        "waypost/training/tests/test_for_units.py",
    ),
    Mutant(
        "attendance is written over what somebody else wrote",
        "waypost/training/actions/attendance.py",
        "    if late:",
        "    if False:",
        "waypost/training/tests/test_attendance.py",
    ),
    Mutant(
        "whoever teaches in a session sees its signed sheets",
        "waypost/training/models/sheets.py",
        " & (own | runs)",
        "",
        "waypost/training/tests/test_sheets.py",
    ),
    Mutant(
        "a session is told from what nobody cleared",
        "waypost/training/actions/information.py",
        "    if material.cleared_on is None:",
        "    if False:",
        "waypost/training/tests/test_information.py",
    ),
    Mutant(
        "a network reads an organisation's information sessions",
        "waypost/training/models/resources.py",
        "        own = key(Audience.ORGANISATION, self.organisation_id, self.network_id)",
        "        own = key(Audience.NETWORK, self.network_id)",
        "waypost/training/tests/test_information.py",
    ),
    Mutant(
        "a small number follows from those beside it",
        "waypost/core/small_numbers.py",
        "        while (line := self._giving_away()) is not None:",
        "        while (line := None) is not None:",
        "waypost/core/tests/test_small_numbers.py",
    ),
    Mutant(
        "another table tells the sum that one leaves out",
        "waypost/core/small_numbers.py",
        "        if more <= unsaid and hides_total == total_unsaid:",
        "        if True:",
        "waypost/core/tests/test_small_numbers.py",
    ),
    Mutant(
        "every reader gets the figures of a programme whole",
        "waypost/training/lists/figures.py",
        "    offered = dict.fromkeys(By) if whole else guarded_for_others(counted, names)",
        "    offered = dict.fromkeys(By)",
        "waypost/training/tests/test_figures_pages.py",
    ),
    Mutant(
        "every reader gets the figures of every day",
        "waypost/training/lists/figures.py",
        "    return Window(EVER, today if whole else today.replace(day=1) - timedelta(days=1))",
        "    return Window(EVER, today)",
        "waypost/training/tests/test_figures_pages.py",
    ),
    Mutant(
        "every reader opens whom a number counted",
        "waypost/training/views/figures.py",
        "    if not may_write(person, found):",
        "    if False:",
        "waypost/training/tests/test_figures_pages.py",
    ),
    Mutant(
        "a small number of people stands in an edition",
        "waypost/core/figures.py",
        "        return None if self.of_people and 0 < value < LEAST else value",
        "        return value",
        "waypost/training/tests/test_figures_pages.py",
    ),
    Mutant(
        "everybody reads a network's sums",
        "waypost/training/policies.py",
        "    return by.is_active_member() and by.has_role(Post.Role.SECRETARIAT)",
        "    return by.is_active_member()",
        "waypost/training/tests/test_information.py",
    ),
    Mutant(
        "an unreleased comment reaches whoever asked",
        "waypost/curriculum/models/consultation.py",
        "return _rows(self, consultation, [self.organisation_id])",
        "return _rows(self, consultation, [self.organisation_id, consultation.organisation_id])",
        CONSULTING,
    ),
    Mutant(
        "an answer is read before it is published",
        "waypost/curriculum/models/consultation.py",
        'known = where(f"{at}comment__consultation__", organisation=own) | where(',
        'known = ~where(f"{at}comment__consultation__", organisation=0) | where(',
        CONSULTING,
    ),
    Mutant(
        "a department knows who else is silent",
        "waypost/curriculum/models/consultation.py",
        "            where(at, organisation=own)\n",
        "            ~where(at, organisation=0)\n",
        CONSULTING,
    ),
    Mutant(
        "an officer changes another's comment",
        "waypost/curriculum/policies.py",
        "in_hand = comment.author_id == by.pk and comment.state != State.RELEASED",
        "in_hand = comment.state != State.RELEASED",
        CONSULTING,
    ),
    Mutant(
        "a set is released that nobody looked at",
        "waypost/curriculum/actions/consultation.py",
        "if seen != set_print(chosen):",
        "if not seen:",
        CONSULTING,
    ),
    Mutant(
        "a version is changed while departments are consulted on it",
        "waypost/curriculum/actions/versions.py",
        "if status == Status.DRAFT and Consultation.unfiltered",
        "if status == Status.FINALISED and Consultation.unfiltered",
        CONSULTING,
    ),
    Mutant(
        "a table of another version is taken",
        "waypost/curriculum/exchange.py",
        "    if strange:\n",
        "    if strange and not said:\n",
        "waypost/curriculum/tests/test_exchange.py",
    ),
    Mutant(
        "a row that was changed on both sides is taken",
        "waypost/curriculum/exchange.py",
        "elif comment.print_of != print_then:",
        "elif not print_then:",
        "waypost/curriculum/tests/test_exchange.py",
    ),
    Mutant(
        "the secretariat reads what a group shares",
        "waypost/groups/models/charters.py",
        "        return _rows(self, {key(Audience.GROUP, self.group_id, self.group.network_id)})",
        "        return _rows(self, {key(Audience.SECRETARIAT, 0, self.group.network_id)})",
        GROUPS,
    ),
    Mutant(
        "whoever sits in a group gives its seats",
        "waypost/groups/policies/charters.py",
        "    return seats.filter(role__in=STEERING).exists()",
        "    return seats.exists()",
        GROUPS,
    ),
    Mutant(
        "a department has two main seats",
        "waypost/groups/seating.py",
        "    if new.role not in SITTING or there.department == new.department:",
        "    if new.role not in SITTING:",
        "waypost/groups/tests/test_seating.py",
    ),
    Mutant(
        "a chair makes one department more",
        "waypost/groups/figures/seats.py",
        "group__in=working, role__in=Seat.SITTING)",
        "group__in=working)",
        "waypost/groups/tests/test_seating.py",
    ),
    Mutant(
        "one takes back what another said",
        "waypost/groups/views/threads.py",
        "filter(thread=row.pk, by=person)",
        "filter(thread=row.pk)",
        GROUPS,
    ),
    Mutant(
        "a letter that was struck out answers another",
        "waypost/groups/lists/letters.py",
        "not [each for each in self.answers if not each.struck_because]",
        "not self.answers",
        GROUPS,
    ),
    Mutant(
        "every seat's holder is told of the same hand-over again",
        "waypost/groups/models/handing.py",
        "Exists(before), ~Exists(told))",
        "Exists(before))",
        GROUPS,
    ),
    Mutant(
        "a group's meeting reaches its whole network",
        "waypost/groups/models/meetings.py",
        "            return {key(Audience.GROUP, self.group_id, self.network_id)}",
        "            return {key(Audience.NETWORK, self.network_id)}",
        "waypost/groups/tests/test_meetings.py",
    ),
    Mutant(
        "sealed minutes are written",
        "waypost/groups/models/meetings.py",
        "    if meeting and Meeting.unfiltered.filter(pk=meeting, stage=Stage.ADOPTED).exists():",
        "    if False:",
        "waypost/groups/tests/test_meetings.py",
    ),
    Mutant(
        "no sentence says that minutes are sealed",
        "waypost/groups/actions/meetings.py",
        "    if meeting.is_sealed:",
        "    if False:",
        "waypost/groups/tests/test_meetings.py",
    ),
    Mutant(
        "a draft of minutes is read by everybody invited",
        "waypost/groups/lists/meetings.py",
        "    return meeting.stage in (Stage.CIRCULATED, Stage.ADOPTED) or may_keep(viewer, meeting)",
        "    return True",
        "waypost/groups/tests/test_meetings.py",
    ),
    Mutant(
        "a meeting has a paper that some of the invited may not see",
        "waypost/groups/actions/meetings.py",
        "    n = blind.count()",
        "    n = 0",
        "waypost/groups/tests/test_meetings.py",
    ),
    Mutant(
        "whoever sits in a group calls its meetings",
        "waypost/groups/policies/meetings.py",
        "    return steers(by, body) or (by.has_role(Post.Role.SECRETARIAT) and sits(by, body))",
        "    return sits(by, body)",
        "waypost/groups/tests/test_meetings.py",
    ),
    Mutant(
        "whoever is invited says that an action item is done",
        "waypost/groups/policies/meetings.py",
        "    return owns(by, action, meeting) or may_keep(by, meeting)",
        "    return True",
        "waypost/groups/tests/test_meetings.py",
    ),
    Mutant(
        "minutes are adopted over open comments",
        "waypost/groups/actions/minutes.py",
        "    if n:",
        "    if False:",
        "waypost/groups/tests/test_meetings.py",
    ),
    Mutant(
        "a pair is seen by who sees one of the two",
        "waypost/reporting/models/overlaps.py",
        "        return Q(super().visibility_rule(viewer, at)) & other & programme",
        "        return Q(super().visibility_rule(viewer, at))",
        OVERLAPS,
    ),
    Mutant(
        "anybody who coordinates decides about an overlap",
        "waypost/reporting/policies.py",
        "    return any(\n        key(Audience.ORGANISATION, organisation, network) in held",
        "    return bool(held) or any(\n        key(Audience.ORGANISATION, organisation, network) in held",
        OVERLAPS,
    ),
    Mutant(
        "whoever keeps one of two hears of one they do not see",
        "waypost/reporting/notices.py",
        "    for thing in overlap.two():",
        "    for thing in overlap.two()[:0]:",
        OVERLAPS,
    ),
    Mutant(
        "a table tells everybody what its keeper calls a row",
        "waypost/projects/table.py",
        '{} if keeps(each) else {"source_id": ""}',
        "{}",
        ACTIVITIES,
    ),
    Mutant(
        "an activity is wider than its project",
        "waypost/projects/actions/activities.py",
        "    if facts.mark < project.mark:",
        "    if False:",
        ACTIVITIES,
    ),
    Mutant(
        "a table is taken over with what was withdrawn",
        "waypost/projects/table.py",
        "        if facts.source_id in gone:",
        "        if False:",
        ACTIVITIES,
    ),
)


HEAVY = (".git", ".venv", "node_modules", "data", "static", "*.egg-info", ".*_cache")
AT_A_TIME = 2
TEMPLATE = "mutants_template"


def _left_behind(folder: str, names: list[str]) -> set[str]:
    """What a copy of the tree does without. Only at the top: rooms have folders called static."""
    return shutil.ignore_patterns(*HEAVY)(folder, names) if Path(folder) == ROOT else set()


def noticed(mutant: Mutant, database: str) -> str:
    """noticed by which test, SURVIVED, DOES NOT APPLY (the code moved on) or NO TEST RAN (it doesn't even start)."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "tree"
        shutil.copytree(
            ROOT, copy, ignore=_left_behind
        )  # with what Python compiled: only one file is compiled anew
        (copy / "node_modules").symlink_to(ROOT / "node_modules")
        target = copy / mutant.file
        code = target.read_text()
        if code.count(mutant.guard) != 1:
            return "DOES NOT APPLY"
        target.write_text(code.replace(mutant.guard, mutant.broken))
        _fresh(database)
        answer = _pytest(copy, database, *shlex.split(mutant.tests))
        if answer.returncode == 0:
            return "SURVIVED" if b" passed" in answer.stdout else "NO TEST RAN"
        found = re.search(rb"\nFAILED (\S+)", answer.stdout)
        return f"noticed by {found[1].decode()}" if found else "NO TEST RAN"


def _pytest(tree: Path, database: str, *tests: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pytest", "-x", "--reuse-db", "-m", "not journey", *tests]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    surroundings = {**os.environ, "PYTHONPATH": str(tree), "DATABASE_URL": url}
    return subprocess.run(command, cwd=tree, capture_output=True, env=surroundings, check=False)


def _fresh(database: str) -> None:
    """The data base for tests anew, with the cast in it: a copy takes a moment, migrating takes half a minute."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS test_{database} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE test_{database} TEMPLATE test_{TEMPLATE}")
        # Some tests make data bases of their own, from the one their address names.
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {database}")


def verdicts(mutants: list[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what became of it, in order; a few at a time, each in a data base of its own."""
    free: Queue[str] = Queue()
    for nth in range(AT_A_TIME):
        free.put(f"mutants_{nth}")

    def tried(mutant: Mutant) -> str:
        database = free.get()
        try:
            return noticed(mutant, database)
        finally:
            free.put(database)

    with ThreadPoolExecutor(max_workers=AT_A_TIME) as pool:
        yield from zip(mutants, pool.map(tried, mutants), strict=True)


def main(wanted: list[str]) -> int:
    if not os.environ.get("DATABASE_URL", "").startswith("postgresql://"):
        sys.exit("The mutants are tried on PostgreSQL. Say: scripts/with_postgres.py python tests/mutants.py")
    chosen = [m for m in MUTANTS if not wanted or any(word in m.name for word in wanted)]
    ready = _pytest(ROOT, TEMPLATE, "--create-db", "tests/test_cast.py")
    if ready.returncode:
        sys.exit(ready.stdout.decode() + "The tests don't pass without a mutant.")
    troubles = 0
    for mutant, verdict in verdicts(chosen):
        troubles += not verdict.startswith("noticed")
        print(f"{mutant.name}: {verdict}", flush=True)
    print(f"{len(chosen) - troubles} of {len(chosen)} guards removed were noticed.")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
