"""Nine months of an invented log for the demonstration: signposts, referrals, unmet need, searches, and pages looked at.

Nobody in it exists. It is the same on every installation, counted back from the day on which it is made.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from locator.accounts.account import Team, TeamKind
from locator.actions.context import LONDON
from locator.actions.demonstration import identifier
from locator.actions.reference import Reference
from locator.directory.listing import Listing
from locator.directory.locality import Locality
from locator.directory.search_log import SearchRow
from locator.directory.seen import Seen, SeenKind
from locator.referral import waiting
from locator.referral.reference import LENGTH, LETTERS
from locator.referral.referral import ForWhom, How, Level, Reason, Referral, Snapshot
from locator.referral.states import CloseReason, Move, Mover, State
from locator.referral.unmet import UnmetNeed, UnmetReason
from locator.referral.waiting import Nudge
from locator.storage import (
    accounts,
    facts,
    identifiers,
    listing_counts,
    listings,
    nudges,
    referrals,
    searches,
    unmet_needs,
)
from locator.storage.database import Store

TEAMS = (
    ("demo-nurses", "Motherwell community nurses", TeamKind.NHS),
    ("demo-social-work", "Airdrie social work", TeamKind.SOCIAL_WORK),
    ("demo-link-workers", "Airdrie GP link workers", TeamKind.LINK_WORKERS),
)
"""Slug, name and kind of the teams that the log is of; an id is `demonstration.identifier("team", slug)`."""

DAYS = 280
REFERRALS, UNMET, SEARCHES, TYPED = 3200, 640, 480, 1500
MONTHS_SEEN = 12
LATE, LATE_DAYS = 2, range(20, 36)
"""So many groups have not answered what was sent so many days ago: longer than they may, whatever holidays there were."""
FOUND_FOR_A_LOOK = 6
"""How often a listing is on a page of results for each time that its own page is opened."""

_LOOKED_FOR = {
    "lunch club": 26,
    "chair exercise": 12,
    "walking group": 27,
    "befriending": 26,
    "mens shed": 10,
    "dementia cafe": 11,
    "singing": 15,
    "tai chi": 2,
    "carers support": 44,
    "bus to hospital": 10,
    "golf": 0,
    "archery": 0,
    "pickleball": 0,
}
"""What people typed, the most usual first, and how many groups they found."""


_SEED = "the demonstration's log"
_MADE = "demonstration_log"
_ENDED = (
    (State.ACCEPTED, State.STARTED, State.ATTENDED, State.COMPLETED),
    (State.ACCEPTED, State.CONTACTED, State.STARTED, State.ATTENDED),
    (State.WAITING_LIST, State.STARTED, State.ATTENDED),
    (State.ACCEPTED, State.CLOSED),
    (State.CLOSED,),
    (State.ACCEPTED, State.STARTED),
)


class NoDemonstrationError(Exception):
    """An invented log was asked for where real listings are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Author:
    """Who an invented record is by: a team, and somebody of it where the demonstration has accounts."""

    team_id: str
    account_id: str | None


class _Maker:
    """Everything that the invented records are drawn from."""

    def __init__(self, store: Store, reference: Reference, now: datetime) -> None:
        self.random = random.Random(_SEED)
        self.store, self.reference, self.now = store, reference, now
        found = [one for one in listings.every(store) if _theme(one)]
        self.listings = sorted(found, key=lambda one: one.service.id)
        self.weights = [self.random.choice((1, 1, 2, 3, 6)) for _ in self.listings]
        self.authors = _authors(store)
        self.snapshots: dict[str, str] = {}
        self.references: set[str] = set()
        self.late: set[str] = set()

    def moment(self, newest_days: int = 0) -> datetime:
        """A working hour of the last nine months, more of them lately than long ago."""
        ago = newest_days + int((DAYS - newest_days) * (1 - self.random.random() ** 0.8))
        day = self.now.astimezone(LONDON).date() - timedelta(days=max(1, ago))
        while day.weekday() > 4:
            day -= timedelta(days=1)
        at = time(self.random.randint(9, 16), self.random.randint(0, 59))
        return datetime.combine(day, at, LONDON).astimezone(UTC)

    def locality(self, listing: Listing | None, day: date) -> Locality | None:
        """Mostly one that the listing meets in; now and then nobody said."""
        every = self.reference.localities(day)
        wards = {site.location.ward_code for site in listing.sites} if listing else set()
        near = [one for one in every if one.ward_codes & wards] or every
        if not every or self.random.random() < 0.04:
            return None
        return self.random.choice(near if self.random.random() < 0.9 else every)

    def fresh_reference(self) -> str:
        """A reference that none has had yet."""
        while True:
            found = "P-" + "".join(self.random.choices(LETTERS, k=LENGTH))
            if found not in self.references:
                self.references.add(found)
                return found


def load(store: Store, reference: Reference, now: datetime) -> int:
    """Make the log once, and the teams where they are missing; how many signposts and referrals it has.

    Accounts come first: each record is by somebody of its team where there is anybody. Raises NoDemonstrationError.
    """
    if facts.get(store, "demonstration") != "yes":
        raise NoDemonstrationError
    if facts.get(store, _MADE) == "yes":
        return 0
    with store.atomic():
        _save_teams(store, now)
        maker = _Maker(store, reference, now)
        for number in range(REFERRALS if maker.listings else 0):
            _refer(maker, number)
        for number in range(UNMET):
            unmet_needs.add(store, _unmet(maker, number))
        searches.record(store, (*_searches(maker), *_typed(maker)))
        listing_counts.add(store, dict(_seen(maker)))
        facts.put(store, _MADE, "yes")
    return REFERRALS if maker.listings else 0


def _save_teams(store: Store, now: datetime) -> None:
    known = {team.id for team in accounts.teams(store)}
    for slug, name, kind in TEAMS:
        id_ = identifier("team", slug)
        if id_ not in known:
            accounts.save_team(store, Team(id=id_, slug=slug, name=name, kind=kind, created_at=now))


def _authors(store: Store) -> tuple[_Author, ...]:
    """The people of the demonstration's teams; a team of nobody stands for itself."""
    everybody = accounts.every(store)
    found = []
    for slug, _, _ in TEAMS:
        team_id = identifier("team", slug)
        members: Sequence[str | None] = [one.id for one in everybody if one.team_id == team_id and one.is_demonstration]
        found += [_Author(team_id=team_id, account_id=id_) for id_ in members or (None,)]
    return tuple(found)


def _refer(maker: _Maker, number: int) -> None:
    (listing,) = maker.random.choices(maker.listings, maker.weights)
    is_coded = bool(listing.service.takes_referrals) and maker.random.random() < 0.45
    at = maker.moment()
    path = _path(maker, at) if is_coded else ()
    referral = _referral(maker, number, listing, at, is_coded=is_coded)
    referrals.add(maker.store, referral)
    moves = tuple(_moves(maker, referral, path))
    if _is_late(maker, referral):
        _remind(maker, referral)
        return
    for move in moves:
        referrals.move(maker.store, move)


def _is_late(maker: _Maker, referral: Referral) -> bool:
    """Whether this is one of the few that their groups, each another, have not answered for too long."""
    is_old = referral.level is Level.CODED and (maker.now - referral.created_at).days in LATE_DAYS
    if not is_old or len(maker.late) == LATE or referral.service_id in maker.late:
        return False
    maker.late.add(referral.service_id)
    return True


def _remind(maker: _Maker, referral: Referral) -> None:
    """Remind its group and the curators on the days on which the program would have."""
    for nudge in Nudge:
        at = referral.created_at
        while not waiting.is_due(nudge, referral.created_at.date(), at.date()):
            at += timedelta(days=1)
        nudges.add(maker.store, referral.id, nudge, at)


def _referral(maker: _Maker, number: int, listing: Listing, at: datetime, *, is_coded: bool) -> Referral:
    author, locality = maker.random.choice(maker.authors), maker.locality(listing, at.astimezone(LONDON).date())
    level, state = (Level.CODED, State.SENT) if is_coded else (Level.SIGNPOST, State.SIGNPOSTED)
    return Referral(
        id=identifiers.made_from(_MADE, "referral", number),
        need_id=identifiers.made_from(_MADE, "need", number),
        level=level,
        form_key=f"{_MADE}-{number}",
        created_at=at,
        account_id=author.account_id,
        team_id=author.team_id,
        service_id=listing.service.id,
        snapshot_id=_snapshot(maker, listing),
        theme_code=_theme(listing),
        for_whom=maker.random.choices(tuple(ForWhom), (7, 2, 1))[0],
        locality_id=locality.id if locality else None,
        how=maker.random.choices((How.TOLD, How.PRINTED, How.TEXT), (5, 4, 1))[0],
        reasons=tuple(maker.random.sample(tuple(Reason), k=maker.random.randint(1, 2))),
        reference=maker.fresh_reference() if is_coded else None,
        state=state,
        state_at=at,
    )


def _snapshot(maker: _Maker, listing: Listing) -> str:
    """The id of the listing as it is, kept once."""
    if listing.service.id not in maker.snapshots:
        content = json.dumps(asdict(listing), ensure_ascii=False, sort_keys=True, default=str)
        snapshot = Snapshot(
            id=identifiers.made_from("snapshot", content),
            service_id=listing.service.id,
            service_name=listing.service.name,
            organization_name=listing.organization.name,
            content=content,
            taken_at=maker.now,
        )
        referrals.add_snapshot(maker.store, snapshot)
        maker.snapshots[listing.service.id] = snapshot.id
    return maker.snapshots[listing.service.id]


def _path(maker: _Maker, at: datetime) -> tuple[State, ...]:
    """What became of a referral: the newest mostly wait, the older ones have come to something."""
    days = (maker.now - at).days
    if days < 8:
        return maker.random.choice(((), (State.SEEN,), (State.ACCEPTED,)))
    return maker.random.choice(_ENDED if days > 35 else (*_ENDED[3:], (State.ACCEPTED,), (State.WAITING_LIST,)))


def _moves(maker: _Maker, referral: Referral, path: Sequence[State]) -> Iterator[Move]:
    here, at = referral.state, referral.created_at
    for there in path:
        at = min(at + timedelta(days=maker.random.randint(1, 5), hours=1), maker.now)
        yield Move(
            id=identifiers.made_from(_MADE, "move", referral.id, there),
            referral_id=referral.id,
            from_state=here,
            to_state=there,
            closed_reason=maker.random.choice(tuple(CloseReason)) if there is State.CLOSED else None,
            moved_at=at,
            mover=Mover.GROUP,
            account_id=None,
        )
        here = there


def _unmet(maker: _Maker, number: int) -> UnmetNeed:
    at, author = maker.moment(), maker.random.choice(maker.authors)
    locality = maker.locality(None, at.astimezone(LONDON).date())
    reason = maker.random.choices(tuple(UnmetReason), (8, 4, 6, 5, 2, 3, 1, 1))[0]
    theme = maker.random.choices(maker.reference.themes, range(len(maker.reference.themes), 0, -1))[0]
    return UnmetNeed(
        id=identifiers.made_from(_MADE, "unmet", number),
        form_key=f"{_MADE}-unmet-{number}",
        created_at=at,
        account_id=author.account_id,
        team_id=author.team_id,
        locality_id=locality.id if locality else None,
        theme_code=theme.code,
        reason=reason,
    )


def _searches(maker: _Maker) -> Iterator[SearchRow]:
    for _ in range(SEARCHES):
        at = maker.moment()
        locality = maker.locality(None, at.astimezone(LONDON).date())
        filters = {"locality": [locality.slug]} if locality and maker.random.random() < 0.6 else {}
        if maker.random.random() < 0.6:
            filters["theme"] = [maker.random.choice(maker.reference.themes).code]
        yield SearchRow(at=at, words="", filters=json.dumps(filters, separators=(",", ":")))


def _typed(maker: _Maker) -> Iterator[SearchRow]:
    usual = range(len(_LOOKED_FOR), 0, -1)
    for words in maker.random.choices(tuple(_LOOKED_FOR), usual, k=TYPED):
        yield SearchRow(at=maker.moment(), words=words, filters="{}", total=_LOOKED_FOR[words])


def _seen(maker: _Maker) -> Iterator[tuple[Seen, int]]:
    """How often each listing was looked at and found in each of the last months, the well-known ones more often."""
    this = maker.now.astimezone(LONDON).date().replace(day=1)
    months = [f"{this - relativedelta(months=back):%Y-%m}" for back in range(MONTHS_SEEN)]
    for listing, weight in zip(maker.listings, maker.weights, strict=True):
        for month in months:
            looks = weight * maker.random.randint(1, 9)
            for kind, count in ((SeenKind.VIEW, looks), (SeenKind.SEARCH, looks * FOUND_FOR_A_LOOK)):
                yield Seen(service_id=listing.service.id, month=month, kind=kind), count


def _theme(listing: Listing) -> str:
    """The first theme of a listing; "" where it has none."""
    return next((term.code for term in listing.service.terms if term.taxonomy == "theme"), "")
