"""What changes, what has moved meanwhile, and what may be published at once."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from locator.revision import proposal, subject, version
from locator.revision.content import EMPTY_LOCATION
from locator.revision.proposal import MOVES, FieldChange, ProposalState
from locator.revision.subject import WayIn
from locator.revision.version import Version

NAMES = ["name", "cost", "phones", "summary", "sessions"]
CONTENTS = st.fixed_dictionaries({name: st.integers(0, 3) for name in NAMES})


@given(before=CONTENTS, after=CONTENTS)
def test_the_changes_between_two_contents_lead_from_one_to_the_other(
    before: dict[str, int], after: dict[str, int]
) -> None:
    changes = proposal.between(before, after)
    assert proposal.applied(before, changes) == after
    assert all(change.before != change.after for change in changes)


@given(before=CONTENTS, after=CONTENTS, current=CONTENTS)
def test_what_somebody_else_changed_to_something_else_has_moved(
    before: dict[str, int], after: dict[str, int], current: dict[str, int]
) -> None:
    moved = set(proposal.moved(proposal.between(before, after), current))
    expected = {n for n in NAMES if before[n] != after[n] and current[n] not in (before[n], after[n])}
    assert moved == expected


@given(before=CONTENTS, after=CONTENTS)
def test_times_cost_and_phone_are_small_and_the_rest_waits(before: dict[str, int], after: dict[str, int]) -> None:
    changes = proposal.between(before, after)
    small, rest = proposal.split(changes)
    assert {one.name for one in small} <= {"sessions", "cost", "phones"}
    assert not {one.name for one in rest} & {"sessions", "cost", "phones"}
    assert sorted([*small, *rest], key=changes.index) == list(changes)


def test_every_state_has_its_moves_and_what_was_withdrawn_stays_so() -> None:
    assert set(MOVES) == set(ProposalState)
    assert MOVES[ProposalState.WITHDRAWN] == frozenset()
    assert all(ProposalState.DRAFT not in following for following in MOVES.values())


def test_a_history_played_from_nothing_gives_the_newest_content() -> None:
    contents = [dict(EMPTY_LOCATION, name=name) for name in ("Hall", "Old Hall", "New Hall")]
    versions = [
        Version(
            id=str(number),
            subject=subject.location("hall"),
            number=number,
            content=content,
            made_at=datetime(2026, 11, 25, tzinfo=UTC),
            account_id=None,
            way_in=WayIn.CURATOR,
        )
        for number, content in enumerate(contents, 1)
    ]
    played = dict(EMPTY_LOCATION)
    for changes in version.changes(versions):
        played = proposal.applied(played, changes)
    assert played == contents[-1]
    assert version.changes(versions)[1] == (FieldChange(name="name", before="Hall", after="Old Hall"),)
