"""Deeds that change the directory, and how to see whether all of each is there: each is named after the key of its form."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from locator.accounts.account import Account
from locator.accounts.link import LASTS, OneTimeLink, Purpose
from locator.actions import deciding, editing, merging, revising, still_correct
from locator.actions.context import Context
from locator.actions.deciding import Seen
from locator.directory import session_value
from locator.directory.listing import Listing
from locator.revision import subject as subjects
from locator.revision.content import Json
from locator.revision.merged import Choice
from locator.revision.proposal import Proposal, ProposalState
from locator.revision.version import Version
from locator.roles import Role
from locator.storage import (
    accounts,
    database,
    identifiers,
    listings,
    merges,
    one_time_links,
    organizations,
    proposals,
    versions,
)
from locator.storage.database import Store
from locator.vault import tokens
from tests import changing, making, signing

Press = Callable[[], object]
"""What is left of a deed once everything is filled in."""

GROUP = making.organization("Braidhurst Walkers", email="walkers@example.org")
ORGANISER = signing.person(Role.ORGANISER, "Nan Orr", organization_ids=(GROUP.id,))
TRUSTED = signing.person(Role.ORGANISER, "Ina Speirs", organization_ids=(GROUP.id,))
"""Whose times, cost and phone numbers are public at once."""

CURATOR = signing.person(Role.CURATOR, "Effie Gunn")
REASON = "We could not reach the hall."
DECIDED = (ProposalState.APPROVED, ProposalState.REFUSED)
LONG_AGO = date(2000, 1, 1)


def walk(number: int) -> Listing:
    """One of the group's listings."""
    return making.listing(f"Walk number {number}", run_by=GROUP)


def words(key: str) -> str:
    """The summary that the change under this key asks for, or the note on its times; no other asks for the same."""
    return f"As {key} has it."


def proposal_id(key: str) -> str:
    """The id of the change that comes of this key."""
    return identifiers.made_from("proposal", key)


def prepare(store: Store, *numbers: int) -> list[Listing]:
    """The group with these walks, its organiser and a curator."""
    made = [walk(number) for number in numbers]
    with store.atomic():
        organizations.save(store, GROUP)
        for one in made:
            listings.save(store, one)
        for account in (ORGANISER, TRUSTED, CURATOR):
            accounts.save(store, account)
        store.write("UPDATE account_organization SET is_trusted = 1 WHERE account_id = ?", (TRUSTED.id,))
    return made


def link(context: Context) -> str:
    """The token of a link that asks the group whether its listings are still correct."""
    token, purpose = tokens.fresh(), Purpose.CHECK
    asked = OneTimeLink(
        id=identifiers.fresh(),
        purpose=purpose,
        token_hash=tokens.hashed(token),
        organization_id=GROUP.id,
        email=GROUP.email or "",
        created_at=context.now,
        expires_at=context.now + LASTS[purpose],
    )
    one_time_links.add(context.store, asked)
    return token


def let_time_pass(path: Path, listing: Listing, key: str) -> None:
    """Somebody called `key` has checked the listing long ago, on a day of its own, so that it is asked about again.

    Nothing in the product makes a listing unchecked but time, so this is written into the file.
    """
    with closing(sqlite3.connect(path, timeout=60)) as connection, connection:
        connection.execute(*_long_ago(listing, key))


def twin(path: Path, key: str) -> Listing:
    """A listing called by this key, that says what no other says: somebody takes it for another one."""
    made = making.listing(key, run_by=GROUP, summary=words(key))
    store = database.open_store(path)
    try:
        with store.atomic():
            listings.save(store, made)
    finally:
        store.close()
    return made


def save(context: Context, key: str) -> Press:
    """Save a draft about a listing that has the name of the key."""
    organiser, about = _as(context, ORGANISER), _named(context, key)
    return lambda: editing.keep(organiser, about.service.id, key, {"summary": words(key)}, {}, why=None)


def send(context: Context, key: str) -> Press:
    """Send it."""
    save(context, key)()
    organiser, about = _as(context, ORGANISER), _named(context, key)
    return lambda: editing.send(organiser, about.service.id)


def time(context: Context, key: str) -> Press:
    """Save a draft about the days and times of a listing that has the name of the key."""
    return _timed(_as(context, ORGANISER), key)


def publish(context: Context, key: str) -> Press:
    """Send the same as somebody who is trusted: it is public at once."""
    trusted = _as(context, TRUSTED)
    _timed(trusted, key)()
    return lambda: editing.send(trusted, making.listing(key, run_by=GROUP).service.id)


def approve(context: Context, key: str) -> Press:
    """Approve what was sent."""
    curator, seen = _in_hand(context, key)
    return lambda: deciding.approve(curator, proposal_id(key), seen)


def refuse(context: Context, key: str) -> Press:
    """Refuse it."""
    curator, seen = _in_hand(context, key)
    return lambda: deciding.refuse(curator, proposal_id(key), seen, REASON)


def merge(context: Context, key: str) -> Press:
    """Merge a listing of that name into the walk, which has its summary from then on."""
    curator, (first, second) = _as(context, CURATOR), (walk(0).service.id, _named(context, key).service.id)
    asked = merging.Asked(
        first_id=first,
        second_id=second,
        first_number=revising.number_of(curator, subjects.service(first)),
        second_number=revising.number_of(curator, subjects.service(second)),
        choices={"summary": Choice.SECOND},
        form_key=key,
    )
    return lambda: merging.merge(curator, asked)


def all_correct(context: Context, key: str) -> Press:
    """Say that the walk is still correct."""
    token, checked = link(context), walk(0)
    with context.store.atomic():
        context.store.write(*_long_ago(checked, key))
    return lambda: still_correct.all_correct(context, token, checked.service.slug)


DEEDS = {
    "saved": save,
    "sent": send,
    "approved": approve,
    "refused": refuse,
    "merged": merge,
    "correct": all_correct,
    "timed": time,
    "published": publish,
}
"""By what is kept of each."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is kept beside the deeds: the audit trail, whom a decision was told, and the versions that came of each change."""

    audits: Counter[tuple[str, str]]
    told: Counter[str]
    versions: Mapping[str | None, list[Version]]


def found(context: Context) -> set[str]:
    """Every whole deed that the store has, "KEY saved", "KEY sent" and so on; fails for a torn or doubled one, and where
    what is public is not what was approved, or its history does not lead to it."""
    store = context.store
    beside = _beside(store)
    changes = proposals.in_state(store, tuple(ProposalState))
    names = {name for one in changes for name in _names(one, beside)}
    names |= {f"{key} merged" for key in _merged(context, beside)}
    names |= {f"{key} correct" for key in _checked(store, beside)}
    for one in versions.subjects(store):
        changing.replays(context, one, revising.content_of(context, one) or {})
        number = revising.number_of(context, one)
        assert beside.audits[f"{one.kind.value}.publish", one.id] == number - 1, "torn: audit of versions"
    return names


def _as(context: Context, account: Account) -> Context:
    return replace(context, user=accounts.user(context.store, account.id))


def _named(context: Context, key: str) -> Listing:
    """A listing of the group that has this name."""
    made = making.listing(key, run_by=GROUP)
    if not listings.by_ids(context.store, (made.service.id,)):
        with context.store.atomic():
            listings.save(context.store, made)
    return made


def _timed(organiser: Context, key: str) -> Press:
    about, weekly = _named(organiser, key), making.weekly(notes=words(key))
    fields = {"sessions": [session_value.value_of(weekly, None)]}
    return lambda: editing.keep(organiser, about.service.id, key, fields, {}, why=None)


def _in_hand(context: Context, key: str) -> tuple[Context, Seen]:
    """A curator with the change under this key in front of them."""
    send(context, key)()
    curator = _as(context, CURATOR)
    return curator, deciding.look(curator, proposal_id(key)).seen


def _long_ago(listing: Listing, key: str) -> tuple[str, tuple[str, ...]]:
    day = LONG_AGO + timedelta(days=int(re.findall(r"\d+", key)[-1]))
    sql = "UPDATE service SET assured_date = ?, assured_how = 'phone', assured_by = ? WHERE id = ?"
    return sql, (day.isoformat(), key, listing.service.id)


def _beside(store: Store) -> Beside:
    audits = Counter((action, id_) for action, id_ in store.rows("SELECT action, subject_id FROM audit"))
    told = store.rows("SELECT substr(dedupe_key, 9, 36) FROM mail WHERE dedupe_key LIKE 'decided/%'")
    by_change = defaultdict(list)
    for subject in versions.subjects(store):
        for one in versions.of(store, subject):
            by_change[one.proposal_id].append(one)
    return Beside(audits, Counter(id_ for (id_,) in told), by_change)


def _names(one: Proposal, beside: Beside) -> Iterator[str]:
    """What was done with a change; each step has left one mark of each kind, and an approved one has one version."""
    asked, is_trusted = words(one.form_key), one.account_id == TRUSTED.id
    is_sent, is_decided = one.state is not ProposalState.DRAFT, one.state in DECIDED
    is_out = one.state is ProposalState.APPROVED or one.state is ProposalState.PUBLISHED
    assert [_said(field.name, field.after) for field in one.fields] == [asked], "torn: fields"
    assert beside.audits["proposal.send", one.id] == (is_sent and not is_trusted), "torn: audit of sending"
    assert beside.audits[f"proposal.{one.state.value}", one.id] == is_decided, "torn: audit of deciding"
    assert beside.told[one.id] == is_decided, "torn: message"
    (name,) = {field.name for field in one.fields}
    came = [(version.number, _said(name, version.content[name])) for version in beside.versions.get(one.id, ())]
    assert came == ([(one.version_number, asked)] if is_out else []), "torn: version"
    yield f"{one.form_key} {'timed' if name == 'sessions' else 'saved'}"
    if is_sent:
        yield f"{one.form_key} {'published' if is_trusted else 'sent'}"
    if is_decided:
        yield f"{one.form_key} {one.state.value}"


def _said(name: str, value: Json) -> Json:
    """The words in a field that is a summary, or has times of one row with a note."""
    return value[0]["notes"] if name == "sessions" else value


def _merged(context: Context, beside: Beside) -> Iterator[str]:
    """The names of what was merged; nothing else has become public without a change that was asked for."""
    came = {(one.subject.id, one.number): one.content for one in beside.versions.get(None, ()) if one.number > 1}
    sql = """
        SELECT name, summary, kept_id, merged_id, kept_after, merged_after FROM service_merge
        JOIN service ON service.id = merged_id
    """
    for key, summary, kept_id, merged_id, kept_after, merged_after in context.store.rows(sql):
        assert merges.kept_for(context.store, (merged_id,)) == {merged_id: kept_id}, "torn: pointer"
        assert beside.audits["service.merge", merged_id] == 1, "torn: audit of merging"
        assert came.pop((kept_id, kept_after))["summary"] == summary, "torn: kept listing"
        assert came.pop((merged_id, merged_after))["status"] == "inactive", "torn: merged listing"
        yield key
    assert came == {}, "public without having been asked for"


def _checked(store: Store, beside: Beside) -> Iterator[str]:
    """Who had checked a listing long ago before the group said that it is still correct, which it says once of each."""
    rows = store.rows("SELECT service_id, before_by, before_how FROM assurance")
    keys = [key for _, key, _ in rows]
    assert {how for *_, how in rows} <= {"phone"}, "doubled: a check of what was checked"
    assert len(keys) == len(set(keys)), "doubled: checks"
    for service_id, count in Counter(id_ for id_, *_ in rows).items():
        assert beside.audits["service.assure", service_id] == count, "torn: audit of checks"
    said = {by for (by,) in store.rows("SELECT assured_by FROM service")}
    assert said.isdisjoint(keys), "torn: a check that its listing does not show"
    yield from keys
