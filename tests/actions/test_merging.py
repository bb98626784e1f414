"""Two listings become one and can become two again; nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.actions import answering, deciding, find, log, merging, moving, proposing, revising, shortlist, show
from locator.actions.deciding import BaseMovedError
from locator.actions.log import Asked as AskedLog
from locator.actions.merging import AlreadyMergedError, Asked, SameListingError, StillWaitingError
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.directory.merge import Merge
from locator.referral.states import State
from locator.revision import subject
from locator.revision.content import ContentError
from locator.revision.merged import Choice
from locator.revision.proposal import ProposalState
from locator.revision.subject import WayIn
from locator.storage import audit, listings, merges, proposals, shared_lists
from locator.wiring import Engine
from tests import changing, making, referred, signing
from tests.changing import CURATOR, NURSE, ORGANISER, SECOND_CURATOR
from tests.conftest import OpenEngine
from tests.signing import as_user
from tests.web.village import BALANCE, LUNCH, SHED

TWIN = making.listing("Lunch Club on Tuesdays", run_by=LUNCH.organization, summary="Twin.")
KEPT, GONE, THIRD = TWIN.service.id, LUNCH.service.id, SHED.service.id


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(LUNCH, SHED, TWIN, BALANCE)
    signing.add(engine, *changing.EVERYBODY)
    return engine


def asked(engine: Engine, first: str = KEPT, second: str = GONE, key: str = "form", **changes: object) -> Asked:
    pair = merging.look(as_user(engine, CURATOR), first, second)
    values = {"choices": {}, "first_number": pair.first_number, "second_number": pair.second_number, **changes}
    return Asked(first_id=first, second_id=second, form_key=key, **values)  # type: ignore[arg-type]


def merge(engine: Engine, first: str = KEPT, second: str = GONE, key: str = "form", **changes: object) -> Merge:
    return merging.merge(as_user(engine, CURATOR), asked(engine, first, second, key, **changes))


def content(engine: Engine, service_id: str) -> dict[str, object]:
    found = revising.content_of(engine.context(), subject.service(service_id))
    assert found is not None
    return found


def where(engine: Engine, slug: str) -> str:
    """Where this address leads."""
    try:
        return show.listing(engine.context(), slug).service.slug
    except show.MovedError as moved:
        return f"moved to {moved.slug}"


def test_the_kept_listing_says_what_was_chosen_and_the_other_leads_to_it(engine: Engine) -> None:
    merge(engine, choices={"summary": Choice.SECOND, "phones": Choice.BOTH})
    said = content(engine, KEPT)
    assert said["summary"] == LUNCH.service.summary
    assert said["name"] == TWIN.service.name
    assert said["phones"] == content(engine, GONE)["phones"]
    assert content(engine, GONE)["status"] == "inactive"
    assert where(engine, LUNCH.service.slug) == f"moved to {TWIN.service.slug}"


def test_both_keep_their_history_which_says_so(engine: Engine) -> None:
    merge(engine, choices={"summary": Choice.SECOND})
    for service_id, words in ((KEPT, "was merged into it"), (GONE, "Merged into")):
        history = revising.history(engine.context(), subject.service(service_id))
        assert [one.number for one in history] == [1, 2]
        assert words in history[-1].why
        assert history[-1].way_in is WayIn.CURATOR
    assert [one.action for one in audit.about(engine.store, "service", GONE)] == ["service.publish", "service.merge"]


def test_old_addresses_of_the_merged_listing_lead_to_the_kept_one(engine: Engine) -> None:
    with engine.store.atomic():
        listings.save(engine.store, replace(LUNCH, service=replace(LUNCH.service, slug="lunch-new-name")))
    merge(engine)
    for slug in ("lunch-new-name", LUNCH.service.slug):
        assert where(engine, slug) == f"moved to {TWIN.service.slug}"


def test_chains_lead_to_the_end_and_circles_are_refused(engine: Engine) -> None:
    merge(engine, GONE, THIRD, "one")
    merge(engine, KEPT, GONE, "two")
    for slug in (LUNCH.service.slug, SHED.service.slug):
        assert where(engine, slug) == f"moved to {TWIN.service.slug}"
    with pytest.raises(AlreadyMergedError) as refused:
        merging.look(as_user(engine, CURATOR), THIRD, KEPT)
    assert refused.value.kept_id == KEPT
    with pytest.raises(SameListingError):
        merging.look(as_user(engine, CURATOR), KEPT, KEPT)


def test_kept_and_shared_lists_show_the_kept_listing_once(engine: Engine) -> None:
    token, _ = shortlist.share(engine.context(), [GONE, KEPT, THIRD])
    merge(engine)
    context = engine.context()
    assert [one.listing.service.id for one in shortlist.cards(context, [GONE, KEPT, THIRD])] == [KEPT, THIRD]
    assert [one.listing.service.id for one in shortlist.open_shared(context, token).cards] == [KEPT, THIRD]
    assert shared_lists.by_token(engine.store, token, context.now) is not None


def test_referrals_of_the_merged_listing_are_read_and_answered_and_count_for_the_kept_one(engine: Engine) -> None:
    made = referred.refer(engine)
    merge(engine)
    organiser = as_user(engine, ORGANISER)
    (entry,) = answering.of_my_groups(organiser)
    assert entry.referral.id == made.id
    opened = answering.open_one(organiser, made.id)
    step = moving.Step(seen=opened.referral.state, to=State.ACCEPTED, form_key="answer")
    assert moving.move_by_group(organiser, made.id, step).state is State.ACCEPTED
    day = engine.context().today
    found = log.show(as_user(engine, NURSE), AskedLog(first=day, last=day))
    assert [(one.service_id, one.count) for one in found.by_service] == [(KEPT, 1)]
    assert found.services == ((KEPT, TWIN.service.name),)
    for chosen in (KEPT, GONE):
        assert log.show(as_user(engine, NURSE), AskedLog(first=day, last=day, service_id=chosen)).total == 1
    assert log.show(as_user(engine, NURSE), AskedLog(first=day, last=day, service_id=THIRD)).total == 0


def test_changes_that_wait_are_decided_first_or_move_along(engine: Engine) -> None:
    found = changing.sent(as_user(engine, ORGANISER), {"summary": "Soup."})
    with pytest.raises(StillWaitingError):
        merge(engine)
    assert content(engine, GONE)["status"] == "active"
    merge(engine, moves_waiting=True)
    moved = proposals.by_id(engine.store, found.id)
    assert moved is not None
    assert (moved.subject.id, moved.state) == (KEPT, ProposalState.WAITING)
    changing.approved(as_user(engine, CURATOR), moved)
    assert content(engine, KEPT)["summary"] == "Soup."


def test_a_draft_of_the_same_group_goes_on_at_the_kept_listing_and_comes_back(engine: Engine) -> None:
    organiser = as_user(engine, ORGANISER)
    draft = proposing.begin(organiser, changing.SUBJECT, organization_id=changing.GROUP, form_key="draft")
    begun = proposing.save(organiser, draft.proposal.id, {"summary": "Soup."}, typed={"summary": ["Soup."]}).proposal
    made = merge(engine)
    moved = proposals.by_id(engine.store, begun.id)
    assert moved is not None
    assert (moved.subject.id, moved.state, moved.typed) == (KEPT, ProposalState.DRAFT, begun.typed)
    merging.undo(as_user(engine, CURATOR), made.id)
    back = proposals.by_id(engine.store, begun.id)
    assert back is not None
    assert (back.subject, back.fields) == (begun.subject, begun.fields)
    merge(engine, key="again")
    (sent,) = proposing.send(as_user(engine, ORGANISER), begun.id)
    changing.approved(as_user(engine, CURATOR), sent)
    assert content(engine, KEPT)["summary"] == "Soup."


def test_a_draft_stays_where_its_writer_has_one_about_the_kept_listing(engine: Engine) -> None:
    organiser = as_user(engine, ORGANISER)
    for about, key in ((KEPT, "one"), (GONE, "two")):
        proposing.begin(organiser, subject.service(about), organization_id=changing.GROUP, form_key=key)
    merge(engine)
    assert len(proposals.of_subject(engine.store, subject.service(GONE))) == 1


def test_a_change_of_another_group_does_not_move_along(engine: Engine) -> None:
    changing.sent(as_user(engine, ORGANISER), {"summary": "Soup."})
    with pytest.raises(StillWaitingError):
        merge(engine, THIRD, GONE, moves_waiting=True)


def test_a_merge_that_is_undone_leaves_everything_as_it_was(engine: Engine) -> None:
    found = changing.sent(as_user(engine, ORGANISER), {"summary": "Soup."})
    before = content(engine, KEPT), content(engine, GONE)
    made = merge(engine, choices={"summary": Choice.SECOND}, moves_waiting=True)
    for _ in range(2):
        merging.undo(as_user(engine, SECOND_CURATOR), made.id)
    assert (content(engine, KEPT), content(engine, GONE)) == before
    assert where(engine, LUNCH.service.slug) == LUNCH.service.slug
    back = proposals.by_id(engine.store, found.id)
    assert back is not None
    assert (back.subject, back.fields, back.base_number) == (found.subject, found.fields, found.base_number)
    changing.approved(as_user(engine, CURATOR), back)
    assert content(engine, GONE)["summary"] == "Soup."


def test_what_was_changed_since_stays_when_a_merge_is_undone(engine: Engine) -> None:
    made = merge(engine, choices={"description": Choice.SECOND})
    revising.publish(as_user(engine, CURATOR), subject.service(KEPT), {"summary": "Broth."}, way_in=WayIn.CURATOR)
    assert merging.done(as_user(engine, CURATOR), made.id).is_kept_changed
    merging.undo(as_user(engine, CURATOR), made.id)
    assert content(engine, KEPT)["summary"] == "Broth."
    assert content(engine, KEPT)["description"] == LUNCH.service.description
    assert content(engine, GONE)["status"] == "active"


def test_undoing_the_end_of_a_chain_gives_the_middle_back_with_what_it_had(engine: Engine) -> None:
    merge(engine, GONE, THIRD, "one")
    made = merge(engine, KEPT, GONE, "two")
    merging.undo(as_user(engine, CURATOR), made.id)
    assert merges.kept_for(engine.store, (KEPT, GONE, THIRD)) == {THIRD: GONE}
    assert where(engine, SHED.service.slug) == f"moved to {LUNCH.service.slug}"


def test_the_same_form_merges_once(engine: Engine) -> None:
    form = asked(engine)
    first, second = (merging.merge(as_user(engine, CURATOR), form) for _ in range(2))
    assert first == second
    assert len(merges.live(engine.store)) == 1


def test_of_two_curators_the_second_is_told(engine: Engine) -> None:
    mine, theirs = asked(engine, KEPT, GONE, "mine"), asked(engine, GONE, KEPT, "theirs")
    merging.merge(as_user(engine, CURATOR), mine)
    with pytest.raises(AlreadyMergedError):
        merging.merge(as_user(engine, SECOND_CURATOR), theirs)


def test_a_listing_that_was_changed_since_the_page_is_not_merged(engine: Engine) -> None:
    form = asked(engine)
    revising.publish(as_user(engine, CURATOR), subject.service(GONE), {"summary": "Broth."}, way_in=WayIn.CURATOR)
    with pytest.raises(BaseMovedError):
        merging.merge(as_user(engine, CURATOR), form)
    assert merges.live(engine.store) == ()


def test_a_merged_listing_does_not_come_back_but_by_undoing(engine: Engine) -> None:
    merge(engine)
    with pytest.raises(ContentError):
        deciding.restore(as_user(engine, CURATOR), subject.service(GONE), 1, seen_number=2)
    assert content(engine, GONE)["status"] == "inactive"


def test_only_curators_merge_and_unknown_listings_are_not_there(engine: Engine) -> None:
    form, made = asked(engine, key="a"), merge(engine, KEPT, THIRD, "b")
    for account in (ORGANISER, NURSE):
        context = as_user(engine, account)
        for deed in (
            lambda one=context: merging.merge(one, form),
            lambda one=context: merging.undo(one, made.id),
            lambda one=context: merging.done(one, made.id),
        ):
            with pytest.raises(NotAllowedError):
                deed()
    with pytest.raises(NotYoursError):
        merging.look(as_user(engine, CURATOR), KEPT, "none")
    with pytest.raises(NotYoursError):
        merging.undo(as_user(engine, CURATOR), "none")


def test_search_finds_the_kept_listing_alone_in_every_process(engine: Engine, open_engine: OpenEngine) -> None:
    other = open_engine()
    words = find.Search(words="lunch club")
    assert {one.listing.service.id for one in find.search(other.context(), words).cards} == {KEPT, GONE}
    made = merge(engine)
    assert {one.listing.service.id for one in find.search(other.context(), words).cards} == {KEPT}
    merging.undo(as_user(engine, CURATOR), made.id)
    assert {one.listing.service.id for one in find.search(other.context(), words).cards} == {KEPT, GONE}
