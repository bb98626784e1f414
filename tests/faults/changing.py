"""Organisers, curators and imports at work on a few listings, in any order: what is public is always what was approved.

The model beside the store knows only what was published by whom, field by field; the store has to agree after every step.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from locator import wiring
from locator.actions import deciding, find, merging, proposing, restoring, revising
from locator.actions.carrying_out import CannotUndoError
from locator.actions.context import Context
from locator.actions.deciding import MovedOnError
from locator.actions.merging import AlreadyMergedError, SameListingError, StillWaitingError
from locator.actions.proposing import NothingChangedError
from locator.revision import subject as subjects
from locator.revision.content import EMPTY_SERVICE, ContentError
from locator.revision.merged import Choice
from locator.revision.proposal import IN_QUEUE, Proposal, ProposalState
from locator.revision.subject import Subject, WayIn
from locator.settings import Settings
from locator.storage import proposals
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, GROUP, ORGANISER, SECOND_CURATOR
from tests.conftest import NOW, save

STEPS_A_DAY = 50

WORDS = ("aardvark", "bagpipe", "cairngorm", "dulcimer", "eiderdown")
"""Words that no other field has, so that a search tells what is public."""

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "summary": st.sampled_from(WORDS),
    "description": st.sampled_from(["One.", "Two.", "Three."]),
    "cost": st.sampled_from([{"is_free": True, "options": []}, {"is_free": None, "options": []}]),
    "takes_referrals": st.sampled_from([True, False, None]),
    "status": st.sampled_from(["active", "temporarily closed"]),
}
SOME = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.none(), min_size=1, max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: FIELDS[name] for name in names})
)
NEW_NAMES = ("Zither Circle", "Yodel Group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """A merge that stands: which into which, and what both said before and after."""

    id: str
    kept: Subject
    merged: Subject
    before: dict[Subject, dict[str, Any]]
    after: dict[Subject, int]


class Work(RuleBasedStateMachine):
    """One day of changes; `engine` is set by whoever runs it, and is fresh for each."""

    make_engine: Any = None
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.engine: Engine = type(self).make_engine()
        self.subjects: list[Subject] = [subjects.service(one.service.id) for one in changing.LISTINGS]
        self.public = {one: dict(revising.content_of(self.context(), one) or {}) for one in self.subjects}
        self.kept: dict[str, tuple[ProposalState, ...]] = {}
        self.merges: list[Merging] = []
        self.count = 0
        self.groups = {subjects.service(one.service.id): one.organization.id for one in changing.LISTINGS}

    def context(self, who: Any = None) -> Context:
        """The context of somebody's next deed, a minute after the last."""
        base = self.engine.context() if who is None else signing.as_user(self.engine, who)
        return replace(base)

    def key(self) -> str:
        """A key that no form has had."""
        self.count += 1
        return f"form-{self.count}"

    def waiting(self) -> list[Proposal]:
        """What is in the queue."""
        return list(proposals.in_state(self.engine.store, tuple(IN_QUEUE)))

    def decided(self) -> list[Proposal]:
        """What was decided on."""
        states = (ProposalState.APPROVED, ProposalState.PARTLY_APPROVED, ProposalState.REFUSED)
        return list(proposals.in_state(self.engine.store, states))

    @rule(place=st.integers(0, 3), fields=SOME, sends=st.booleans())
    def an_organiser_changes_something(self, place: int, fields: dict[str, Any], sends: bool) -> None:
        subject = self.subjects[place % len(self.subjects)]
        if self.groups[subject] != GROUP:
            return
        context = self.context(ORGANISER)
        draft = proposing.begin(context, subject, organization_id=GROUP, form_key=self.key())
        draft = proposing.save(context, draft.proposal.id, fields)
        assert all(draft.content[name] == value for name, value in fields.items())
        if sends:
            self.send(context, draft.proposal)

    @rule(name=st.sampled_from(NEW_NAMES), fields=SOME)
    def an_organiser_asks_for_a_new_listing(self, name: str, fields: dict[str, Any]) -> None:
        context = self.context(ORGANISER)
        draft = proposing.begin_new(context, organization_id=GROUP, form_key=self.key())
        proposing.save(context, draft.proposal.id, {**fields, "name": name})
        self.send(context, draft.proposal)

    @rule(which=st.integers(0, 50))
    def an_organiser_takes_something_back(self, which: int) -> None:
        mine = [one for one in self.waiting() if one.account_id == ORGANISER.id]
        if mine:
            proposing.withdraw(self.context(ORGANISER), mine[which % len(mine)].id)

    @rule(is_trusted=st.booleans())
    def trust_comes_and_goes(self, is_trusted: bool) -> None:
        with self.engine.store.atomic():
            self.engine.store.write(
                "UPDATE account_organization SET is_trusted = ? WHERE account_id = ?", (is_trusted, ORGANISER.id)
            )

    @precondition(lambda self: self.waiting())
    @rule(which=st.integers(0, 50), only=st.sets(st.sampled_from(sorted(FIELDS))), edits=SOME, is_edited=st.booleans())
    def a_curator_approves(self, which: int, only: set[str], edits: dict[str, Any], is_edited: bool) -> None:
        curator = self.context(CURATOR)
        found = self.pick(self.waiting(), which)
        hand = deciding.look(curator, found.id)
        names = {one.name for one in found.fields}
        taken = names if not only & names or found.is_new else only & names
        changed = {name: value for name, value in edits.items() if is_edited and name in taken}
        after = self.after(found, taken, changed)
        if not self.did(
            found.subject, deciding.approve, curator, found.id, hand.seen, only=taken, edits=changed, reason="Some."
        ):
            return
        self.is_public(found.subject, self.shown_again(found, after))

    @precondition(lambda self: self.waiting())
    @rule(which=st.integers(0, 50))
    def a_curator_refuses(self, which: int) -> None:
        curator = self.context(SECOND_CURATOR)
        found = self.pick(self.waiting(), which)
        before = self.before(found)
        seen = deciding.look(curator, found.id).seen
        if not self.did(found.subject, deciding.refuse, curator, found.id, seen, "No."):
            return
        if found.state is ProposalState.PUBLISHED:
            self.is_public(found.subject, before)

    @precondition(lambda self: self.waiting())
    @rule(which=st.integers(0, 50))
    def two_curators_decide_at_once(self, which: int) -> None:
        first, second = self.context(CURATOR), self.context(SECOND_CURATOR)
        found = self.pick(self.waiting(), which)
        seen = deciding.look(second, found.id).seen
        after = self.after(found, {one.name for one in found.fields}, {})
        if not self.did(found.subject, deciding.approve, first, found.id, seen):
            return
        self.is_public(found.subject, self.shown_again(found, after))
        try:
            deciding.refuse(second, found.id, seen, "No.")
        except MovedOnError:
            return
        raise AssertionError("the second decided over the first")

    @precondition(lambda self: self.decided())
    @rule(which=st.integers(0, 50))
    def a_curator_undoes(self, which: int) -> None:
        curator = self.context(CURATOR)
        found = self.pick(self.decided(), which)
        before = self.before(found)
        if not self.did(found.subject, deciding.undo, curator, found.id, deciding.look(curator, found.id).seen):
            return
        if found.state is not ProposalState.REFUSED:
            self.is_public(found.subject, {"status": "inactive"} if found.is_new else before)

    @rule(place=st.integers(0, 3), fields=SOME)
    def a_file_brings_something(self, place: int, fields: dict[str, Any]) -> None:
        subject = self.subjects[place % len(self.subjects)]
        if self.did(subject, revising.publish, self.context(), subject, fields, way_in=WayIn.IMPORT):
            self.is_public(subject, fields)

    @rule(place=st.integers(0, 3), number=st.integers(1, 30))
    def a_curator_restores(self, place: int, number: int) -> None:
        subject = self.subjects[place % len(self.subjects)]
        curator = self.context(CURATOR)
        history = revising.history(curator, subject)
        wanted = history[number % len(history)]
        seen = history[-1].number
        if self.did(subject, deciding.restore, curator, subject, wanted.number, seen_number=seen):
            self.is_public(subject, wanted.content)

    @rule(first=st.integers(0, 3), second=st.integers(0, 3), fields=st.sets(st.sampled_from(sorted(FIELDS))))
    def a_curator_merges(self, first: int, second: int, fields: set[str]) -> None:
        kept, merged = (self.subjects[one % len(self.subjects)] for one in (first, second))
        curator = self.context(CURATOR)
        asked = merging.Asked(
            first_id=kept.id,
            second_id=merged.id,
            first_number=revising.number_of(curator, kept),
            second_number=revising.number_of(curator, merged),
            choices=dict.fromkeys(fields - {"status"}, Choice.SECOND),
            moves_waiting=True,
            form_key=self.key(),
        )
        before = {one: dict(self.public[one]) for one in (kept, merged)}
        try:
            done = merging.merge(curator, asked)
        except (SameListingError, AlreadyMergedError, StillWaitingError):
            return
        self.public[kept].update({name: before[merged][name] for name in fields - {"status"}})
        self.public[merged]["status"] = "inactive"
        after = {one: revising.number_of(curator, one) for one in (kept, merged)}
        self.merges.append(Merging(id=done.id, kept=kept, merged=merged, before=before, after=after))

    @precondition(lambda self: self.merges)
    @rule()
    def a_curator_takes_the_last_merge_back(self) -> None:
        curator, last = self.context(SECOND_CURATOR), self.merges[-1]
        is_same = {one: revising.number_of(curator, one) == number for one, number in last.after.items()}
        merging.undo(curator, last.id)
        merging.undo(curator, last.id)
        self.merges.pop()
        if is_same[last.merged]:
            self.public[last.merged] = last.before[last.merged]
        else:
            self.public[last.merged]["status"] = last.before[last.merged]["status"]
        if is_same[last.kept]:
            self.public[last.kept] = last.before[last.kept]

    @rule()
    def the_machine_is_restored_from_a_backup(self) -> None:
        """Everything is put back as it was a moment ago, in a file of its own."""
        settings = self.engine.settings
        copy = settings.data.parent / f"{settings.data.name}-backup-{self.count}"
        copy.unlink(missing_ok=True)
        restoring.back_up(self.context(), copy, None)
        self.engine.close()
        restoring.put_in_place(copy, wiring.database_file(settings))
        self.engine = Engine(settings, clock=lambda: NOW, finishes_restore=True)
        restoring.finish(self.engine.context(), {})
        copy.unlink()
        self.engine.close()
        self.engine = Engine(settings, clock=lambda: NOW)

    @invariant()
    def what_is_public_is_what_was_approved(self) -> None:
        type(self).steps += 1
        for subject, content in self.public.items():
            assert revising.content_of(self.context(), subject) == content

    @invariant()
    def history_replays_to_what_is_public(self) -> None:
        for subject, content in self.public.items():
            changing.replays(self.context(), subject, content)

    @invariant()
    def nothing_that_was_sent_is_lost(self) -> None:
        now = {one.id: one for one in proposals.in_state(self.engine.store, tuple(ProposalState))}
        assert set(self.kept) <= set(now)
        for id_, one in now.items():
            if one.state is not ProposalState.DRAFT:
                self.kept[id_] = (*self.kept.get(id_, ()), one.state)
                assert one.fields

    @invariant()
    def a_search_finds_what_is_public_and_nothing_else(self) -> None:
        word = WORDS[self.count % len(WORDS)]
        shown = {"active", "temporarily closed"}
        wanted = {
            one.id for one, content in self.public.items() if content["summary"] == word and content["status"] in shown
        }
        found = find.search(self.context(), find.Search(words=word))
        assert {card.listing.service.id for card in found.cards} == wanted

    def pick(self, found: list[Proposal], which: int) -> Proposal:
        """One of them."""
        return found[which % len(found)]

    def did(self, subject: Subject, deed: Callable[..., object], *words: Any, **named: Any) -> bool:
        """Do it; False where something else was built on it, or it would open a listing that was merged into another."""
        try:
            deed(*words, **named)
        except CannotUndoError:
            return False
        except ContentError:
            assert any(one.merged == subject for one in self.merges)
            return False
        return True

    def send(self, context: Context, draft: Proposal) -> None:
        """Send it; what is published by that is public."""
        try:
            sent = proposing.send(context, draft.id)
        except NothingChangedError:
            return
        for one in sent:
            if one.state is ProposalState.PUBLISHED:
                self.is_public(one.subject, {change.name: change.after for change in one.fields})

    def before(self, found: Proposal) -> dict[str, Any]:
        """What the fields that the proposal published were before it did."""
        if found.version_number is None:
            return {}
        version = revising.version_of(self.context(), found.subject, found.version_number - 1)
        said = version.content if version else {}
        names = [one.name for one in found.fields if one.name not in found.refused_fields]
        return {name: said[name] for name in names if name in said}

    def after(self, found: Proposal, taken: set[str], changed: dict[str, Any]) -> dict[str, Any]:
        """What is public once these fields are taken, some of them put right: of what was out already only what was put
        right, and what was left out as it was before, where nobody has published anything else over it.
        """
        if found.state is not ProposalState.PUBLISHED:
            return {one.name: one.after for one in found.fields if one.name in taken} | changed
        version = revising.version_of(self.context(), found.subject, found.version_number or 0)
        before, now = self.before(found), self.public[found.subject]
        assert version is not None
        left_out = {one.name for one in found.fields if one.name not in taken}
        put_back = {name: before[name] for name in left_out if now[name] == version.content[name]}
        asked = {one.name: one.after for one in found.fields}
        return put_back | {name: value for name, value in changed.items() if value != asked[name]}

    def shown_again(self, found: Proposal, fields: Any) -> Any:
        """The fields with which a new listing comes back that was approved before and undone."""
        is_hidden = found.is_new and self.public.get(found.subject, {}).get("status") == "inactive"
        return {"status": "active", **fields} if is_hidden else fields

    def is_public(self, subject: Subject, fields: Any) -> None:
        """From now on this is public."""
        if subject not in self.public:
            self.subjects.append(subject)
            self.groups[subject] = GROUP
            self.public[subject] = dict(EMPTY_SERVICE) | {"organization_id": GROUP}
        self.public[subject].update(fields)

    def teardown(self) -> None:
        """Close what was opened, and take it away: there are many days."""
        self.engine.close()
        shutil.rmtree(self.engine.settings.data)


def opened(built: Path, data: Path) -> Engine:
    """An installation with a few listings, a group's organiser and two curators, in a folder of its own."""
    data.mkdir()
    shutil.copy(built / "locator.sqlite", data / "locator.sqlite")
    (data / "places").symlink_to(built / "places")
    engine = Engine(Settings(data=data), clock=lambda: NOW)
    save(engine, *changing.LISTINGS)
    signing.add(engine, *changing.EVERYBODY)
    return engine


def run(make_engine: Callable[[], Engine], *, steps: int) -> int:
    """Let them work for as many days as it takes to make so many steps; how many there were. Raises AssertionError at a fault."""
    machine = type("Day", (Work,), {"make_engine": staticmethod(make_engine), "steps": 0})
    while machine.steps < steps:
        settings = hypothesis.settings(
            max_examples=(steps - machine.steps) // STEPS_A_DAY + 1,
            stateful_step_count=STEPS_A_DAY,
            deadline=None,
            phases=(hypothesis.Phase.generate,),  # a fault is told as it came: making it smaller takes minutes
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        run_state_machine_as_test(machine, settings=settings)
    return machine.steps
