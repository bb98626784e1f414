"""Take listings in from a file: new ones and changed ones, without writing over what a group or a curator has said since.

A line is known again by its source and reference. What comes a second time changes only fields that still say what the file
said the last time; a difference elsewhere becomes a change that waits for a curator, and so does a new listing that is likely
there already. Each line is a transaction of its own: one that fails leaves the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from locator.actions import assuring, duplicates, import_lines, permission, revising
from locator.actions.context import Context
from locator.actions.import_lines import Said
from locator.directory.service import Assurance, AssuredHow
from locator.exchange.listing_table import Line
from locator.revision import proposal as rules
from locator.revision import subject as subjects
from locator.revision.content import EMPTY_SERVICE, Content, ContentError, Json
from locator.revision.proposal import Proposal, ProposalState
from locator.revision.subject import Subject, WayIn
from locator.roles import Permission
from locator.storage import identifiers, listings, locations, organizations, proposals, versions


class Outcome(StrEnum):
    """What became of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "as it was"
    WAITING = "waits for a curator"
    WRONG = "not taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One line, what became of it, and why."""

    number: int
    name: str
    outcome: Outcome
    words: tuple[str, ...] = ()


def take_in(
    context: Context,
    lines: tuple[Line, ...],
    *,
    source: str,
    is_trial: bool = False,
    tell: Callable[[Taken], None] = print,
) -> tuple[Taken, ...]:
    """Take the lines in, or (a trial) only say what would become of them; raises NotAllowedError."""
    permission.require(context, Permission.MANAGE_ACCOUNTS)
    found = []
    for line in lines:
        taken = _tried(context, line, source, is_trial=is_trial)
        tell(taken)
        found.append(taken)
    return tuple(found)


class _TrialError(Exception):
    """A trial keeps nothing."""

    def __init__(self, taken: Taken) -> None:
        super().__init__()
        self.taken = taken


def _tried(context: Context, line: Line, source: str, *, is_trial: bool) -> Taken:
    try:
        with context.store.atomic():
            taken = _taken(context, line, source)
            if is_trial:
                raise _TrialError(taken)
    except _TrialError as trial:
        return trial.taken
    return taken


def _taken(context: Context, line: Line, source: str) -> Taken:
    said = import_lines.read(context, line)
    wrong = [*said.wrong, *((name, "is empty") for name in ("reference", "group") if not line[name])]
    if wrong:
        words = tuple(f"{column} {why}" for column, why in wrong)
        return Taken(number=line.number, name=line["name"], outcome=Outcome.WRONG, words=words)
    subject = subjects.service(identifiers.made_from("imported", source, line["reference"]))
    try:
        outcome, why = _put(context, subject, line, said, source)
    except ContentError as error:
        outcome, why = Outcome.WRONG, (str(error),)
    return Taken(number=line.number, name=line["name"], outcome=outcome, words=why)


def _put(context: Context, subject: Subject, line: Line, said: Said, source: str) -> tuple[Outcome, tuple[str, ...]]:
    organization_id = _group(context, line["group"], source)
    fields = _with_place(context, said, source)
    current = revising.content_of(context, subject)
    if current is None:
        return _put_new(context, subject, {**fields, "organization_id": organization_id}, line, source)
    mine, theirs = _split(context, subject, current, fields)
    if mine:
        revising.publish(context, subject, mine, way_in=WayIn.IMPORT, why=_why(source))
    if theirs:
        _wait(context, subject, organization_id, current, theirs, source)
        names = ", ".join(sorted(theirs))
        return Outcome.WAITING, (f"somebody has changed {names} since the last file",)
    _note(context, subject, source)
    return (Outcome.CHANGED if mine else Outcome.SAME), ()


def _put_new(
    context: Context, subject: Subject, fields: Content, line: Line, source: str
) -> tuple[Outcome, tuple[str, ...]]:
    waiting = [one for one in proposals.of_subject(context.store, subject) if one.state is not ProposalState.WITHDRAWN]
    if waiting:
        return Outcome.WAITING, ("it came before and waits, or was refused",)
    sketch = duplicates.sketched(
        context,
        fields,
        organization_id=str(fields["organization_id"]),
        organization_name=line["group"],
        service_id=subject.id,
    )
    alike = duplicates.alike(context, sketch)
    if alike:
        why = f"It may be “{alike[0].listing.service.name}”, which is there already."
        _wait(context, subject, str(fields["organization_id"]), EMPTY_SERVICE, fields, source, why=why)
        return Outcome.WAITING, (why,)
    revising.publish(context, subject, fields, way_in=WayIn.IMPORT, why=_why(source))
    _note(context, subject, source)
    return Outcome.NEW, ()


def _split(
    context: Context, subject: Subject, current: Content, fields: Content
) -> tuple[dict[str, Json], dict[str, Json]]:
    """What may be changed, because the last word on it was a file's, and what somebody else has changed since."""
    imported = _last_imported(context, subject)
    mine: dict[str, Json] = {}
    theirs: dict[str, Json] = {}
    for name, value in fields.items():
        if current[name] == value:
            continue
        if imported is not None and imported.get(name) == value:
            continue  # the file says what it said before: it brings nothing new, whatever was put right since
        is_mine = imported is not None and imported[name] == current[name]
        (mine if is_mine else theirs)[name] = value
    return mine, theirs


def _last_imported(context: Context, subject: Subject) -> Content | None:
    found = [one for one in versions.of(context.store, subject) if one.way_in is WayIn.IMPORT]
    return found[-1].content if found else None


def _wait(
    context: Context,
    subject: Subject,
    organization_id: str,
    current: Content,
    fields: Mapping[str, Json],
    source: str,
    *,
    why: str = "",
) -> None:
    """Let a curator decide; the same difference twice waits once."""
    key = identifiers.made_from("import", source, subject.id, versions.text(dict(fields)))
    changes = rules.between(current, {**current, **fields})
    proposal = Proposal(
        id=identifiers.made_from("proposal", key),
        subject=subject,
        organization_id=organization_id,
        base_number=revising.number_of(context, subject),
        fields=changes,
        state=ProposalState.WAITING,
        way_in=WayIn.IMPORT,
        why=" ".join((_why(source), why)).strip(),
        form_key=key,
        created_at=context.now,
        changed_at=context.now,
        sent_at=context.now,
    )
    proposals.add(context.store, proposal)


def _group(context: Context, name: str, source: str) -> str:
    """The organization of this name, known already or made now."""
    known = {one.name.casefold(): one.id for one in organizations.every(context.store)}
    if name.casefold() in known:
        return known[name.casefold()]
    organization_id = identifiers.made_from("imported group", source, name.casefold())
    subject = subjects.organization(organization_id)
    revising.publish(context, subject, {"name": name}, way_in=WayIn.IMPORT, why=_why(source))
    return organization_id


def _with_place(context: Context, said: Said, source: str) -> dict[str, Json]:
    """The fields with the place where it meets, the one that the directory has at that postcode under that name, or a new one."""
    fields = dict(said.fields)
    location_id = None
    if said.place is not None:
        location_id = _location(context, said.place, source)
        fields["venues"] = [{"location_id": location_id, "description": ""}]
    if said.session is not None:
        fields["sessions"] = [{**said.session, "location_id": location_id}]
    return fields


def _location(context: Context, place: Mapping[str, Json], source: str) -> str:
    key = (str(place["name"]).casefold(), place["address"]["postal_code"])
    for one in locations.every(context.store):
        if (one.name.casefold(), one.address.postal_code) == key:
            return one.id
    location_id = identifiers.made_from("imported place", *key)
    revising.publish(context, subjects.location(location_id), place, way_in=WayIn.IMPORT, why=_why(source))
    return location_id


def _note(context: Context, subject: Subject, source: str) -> None:
    """The listing was in a list today: it counts as imported, and as checked by whoever sent the list."""
    (listing,) = listings.by_ids(context.store, (subject.id,), unpublished=True)
    listings.save(context.store, replace(listing, service=replace(listing.service, imported_on=context.today)))
    assurance = Assurance(on=context.today, by=source, how=AssuredHow.IMPORT)
    key = identifiers.made_from("import check", source, subject.id, context.today)
    assuring.record(context, listing, assurance, way_in=WayIn.IMPORT, form_key=key)


def _why(source: str) -> str:
    return f"From a list: {source}."
