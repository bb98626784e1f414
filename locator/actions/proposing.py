"""Ask for a change: a draft that is saved as it is written, then sent; or published at once where that is allowed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from locator.accounts.account import User
from locator.actions import audit, permission, revising
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.revision import proposal as rules
from locator.revision import subject as subjects
from locator.revision.content import EMPTY, Content, ContentError, Json, plain, whole
from locator.revision.proposal import FieldChange, Proposal, ProposalState, Typed
from locator.revision.subject import Subject, SubjectKind, WayIn
from locator.roles import Permission
from locator.storage import identifiers, locations, proposals

REPLACED = "You sent a newer change."
OWNER = "organization_id"


class NothingChangedError(Exception):
    """There is nothing in the draft that is not public already."""


class AlreadySentError(Exception):
    """The draft was sent or taken back meanwhile."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft and what it would make of what is public; `moved` are fields that somebody else has changed meanwhile."""

    proposal: Proposal
    current: Content
    content: Content
    moved: tuple[str, ...]


def begin(
    context: Context, subject: Subject, *, organization_id: str, form_key: str, way_in: WayIn = WayIn.ACCOUNT
) -> Draft:
    """The person's open draft about this subject, begun now where there is none.

    What they have sent already and still waits is in it, and is replaced when the draft is sent. Raises NotYoursError.
    """
    user = _require(context, subject, organization_id)
    with context.store.atomic():
        found = _open_draft(context, user, subject)
        if found is None:
            found = _kept(context, _begun(context, user, subject, organization_id, form_key, way_in))
    return _draft(context, found)


def prepare(
    context: Context, subject: Subject, *, organization_id: str, form_key: str, way_in: WayIn = WayIn.ACCOUNT
) -> Draft:
    """The draft as `begin` would give it, without keeping anything: for a page that is only looked at. Raises NotYoursError."""
    user = _require(context, subject, organization_id)
    found = _open_draft(context, user, subject)
    return _draft(context, found or _begun(context, user, subject, organization_id, form_key, way_in))


def begin_new(context: Context, *, organization_id: str, form_key: str, way_in: WayIn = WayIn.ACCOUNT) -> Draft:
    """A draft of a new listing of this group; the same form begins the same one. Raises NotYoursError."""
    service_id = identifiers.made_from("new service", form_key)
    return begin(
        context,
        subjects.service(service_id),
        organization_id=organization_id,
        form_key=form_key,
        way_in=way_in,
    )


def look(context: Context, proposal_id: str) -> Draft:
    """A proposal of the person's own group, in whatever state; raises NotYoursError."""
    return _draft(context, _own(context, proposal_id))


def save(
    context: Context, proposal_id: str, fields: Content, *, typed: Typed | None = None, why: str | None = None
) -> Draft:
    """Keep these fields of the draft, the others staying as they were written, and what was `typed` into which boxes.

    Raises AlreadySentError, after which the caller shows what has become of it, and NotYoursError.
    """
    _own(context, proposal_id)  # before the transaction, so that a refused try stays written down
    with context.store.atomic():
        found = _own(context, proposal_id)
        if found.state is not ProposalState.DRAFT:
            raise AlreadySentError(found)
        _check(context, found, fields)
        wanted = {**{one.name: one.after for one in found.fields}, **plain(fields)}
        changes = _changes(found, _current(context, found.subject), wanted)
        words = found.why if why is None else why.strip()
        boxes = {**found.typed, **(typed or {})}
        later = replace(found, fields=changes, typed=boxes, why=words, changed_at=context.now)
        return _draft(context, proposals.change(context.store, later))


def send(context: Context, proposal_id: str) -> tuple[Proposal, ...]:
    """Send the draft. What a trusted organiser may change alone is public at once, the rest waits; pressed twice it is sent once.

    Answers the proposals that came of it. Raises NothingChangedError, NotYoursError, and ContentError for what cannot be kept.
    """
    _own(context, proposal_id)  # before the transaction, so that a refused try stays written down
    with context.store.atomic():
        found = _own(context, proposal_id)
        if found.state is not ProposalState.DRAFT:
            return (found,)
        if not found.fields:
            raise NothingChangedError
        _withdraw_older(context, found)
        small, rest = _split(context, found)
        sent = [_published(context, found, small, is_whole=not rest)] if small else []
        if rest:
            sent.append(_waiting(context, found, rest))
        return tuple(sent)


def withdraw(context: Context, proposal_id: str) -> Proposal:
    """Take a draft or a change that waits back; nothing happens where it was decided on meanwhile. Raises NotYoursError."""
    _own(context, proposal_id)  # before the transaction, so that a refused try stays written down
    with context.store.atomic():
        found = _own(context, proposal_id)
        if not found.may_become(ProposalState.WITHDRAWN):
            return found
        audit.note(context, "proposal.withdraw", "proposal", found.id)
        later = replace(found, state=ProposalState.WITHDRAWN, changed_at=context.now)
        return proposals.change(context.store, later)


def of_my_groups(context: Context) -> tuple[Proposal, ...]:
    """Every change of the groups that the person looks after, the newest first; raises NotAllowedError."""
    user = permission.require(context, Permission.EDIT_OWN)
    return tuple(
        one
        for one in proposals.of_organizations(context.store, user.managed_ids)
        if one.state is not ProposalState.DRAFT or one.account_id == user.id
    )


def _require(context: Context, subject: Subject, organization_id: str) -> User:
    """Somebody who looks after this group, or a curator; raises NotYoursError and writes the try down."""
    user = context.user
    if user is not None and user.can(Permission.CURATE):
        return user
    user = permission.require(context, Permission.EDIT_OWN)
    looks_after = organization_id in user.managed_ids or _has_begun(context, user, subject, organization_id)
    if looks_after and _belongs(context, subject, organization_id):
        return user
    with context.store.atomic():
        audit.note(context, f"{subject.kind.value}.not_yours", subject.kind.value, subject.id)
    raise NotYoursError


def _has_begun(context: Context, user: User, subject: Subject, organization_id: str) -> bool:
    """Whether the group is not in the directory yet, and this person alone has asked for it, or asks for it now."""
    group = subjects.organization(organization_id)
    if revising.content_of(context, group) is not None:
        return False
    asked = proposals.of_subject(context.store, group)
    return all(one.account_id == user.id for one in asked) and (bool(asked) or subject == group)


def _belongs(context: Context, subject: Subject, organization_id: str) -> bool:
    """Whether this group may ask for a change of this subject: its own, one that is new, or a venue where it meets."""
    current = revising.content_of(context, subject)
    if subject.kind is SubjectKind.ORGANIZATION:
        return subject.id == organization_id
    if current is None:
        older = proposals.of_subject(context.store, subject)
        return all(one.organization_id == organization_id for one in older)
    if subject.kind is SubjectKind.SERVICE:
        return bool(current[OWNER] == organization_id)
    return any(
        (revising.content_of(context, subjects.service(id_)) or {}).get(OWNER) == organization_id
        for id_ in locations.services_at(context.store, subject.id)
    )


def _own(context: Context, proposal_id: str) -> Proposal:
    found = proposals.by_id(context.store, proposal_id)
    if found is None:
        raise NotYoursError
    user = _require(context, found.subject, found.organization_id)
    if found.state is ProposalState.DRAFT and found.account_id != user.id:
        raise NotYoursError
    return found


def _open_draft(context: Context, user: User, subject: Subject) -> Proposal | None:
    found = proposals.of_subject(context.store, subject)
    return next((one for one in found if one.state is ProposalState.DRAFT and one.account_id == user.id), None)


def _begun(
    context: Context, user: User, subject: Subject, organization_id: str, form_key: str, way_in: WayIn
) -> Proposal:
    current = _current(context, subject)
    sent = [one for one in _waiting_of(context, subject, organization_id) if one.account_id == user.id]
    earlier: dict[str, Json] = {change.name: change.after for one in sent for change in one.fields}
    if subject.kind is SubjectKind.SERVICE and not current[OWNER]:
        earlier = {OWNER: organization_id, **earlier}
    return Proposal(
        id=identifiers.made_from("proposal", form_key),
        subject=subject,
        organization_id=organization_id,
        base_number=revising.number_of(context, subject),
        fields=rules.between(current, earlier),
        way_in=WayIn.LINK if user.by_link else way_in,
        account_id=user.id,
        form_key=form_key,
        created_at=context.now,
        changed_at=context.now,
    )


def _kept(context: Context, begun: Proposal) -> Proposal:
    """The draft, kept now, or what came of the same form before; a form that was somebody else's gets another key."""
    if not proposals.add(context.store, begun):
        known = proposals.by_form_key(context.store, begun.form_key)
        if known is not None and (known.account_id, known.subject) == (begun.account_id, begun.subject):
            return known
        begun = replace(begun, id=identifiers.fresh(), form_key=identifiers.fresh())
        proposals.add(context.store, begun)
    return begun


def _current(context: Context, subject: Subject) -> dict[str, Json]:
    return revising.content_of(context, subject) or dict(EMPTY[subject.kind])


def _draft(context: Context, found: Proposal) -> Draft:
    current = _current(context, found.subject)
    return Draft(
        proposal=found,
        current=current,
        content=rules.applied(current, found.fields),
        moved=rules.moved(found.fields, current),
    )


def _changes(found: Proposal, current: Content, wanted: Content) -> tuple[FieldChange, ...]:
    """The fields that differ from what is public; each keeps what it was made against."""
    against = {one.name: one.before for one in found.fields}
    return tuple(
        FieldChange(name=one.name, before=against.get(one.name, one.before), after=one.after)
        for one in rules.between(current, wanted)
    )


def _check(context: Context, found: Proposal, fields: Content) -> None:
    """Only fields that there are; and whose listing it is, is not for its group to say."""
    whole(found.subject.kind, fields)
    is_curator = context.user is not None and context.user.can(Permission.CURATE)
    if OWNER in fields and not is_curator:
        raise ContentError(OWNER, "is not yours to change")


def _waiting_of(context: Context, subject: Subject, organization_id: str) -> list[Proposal]:
    found = proposals.of_subject(context.store, subject)
    return [one for one in found if one.state is ProposalState.WAITING and one.organization_id == organization_id]


def _withdraw_older(context: Context, found: Proposal) -> None:
    for older in _waiting_of(context, found.subject, found.organization_id):
        if older.account_id == found.account_id:
            later = replace(older, state=ProposalState.WITHDRAWN, reason=REPLACED, changed_at=context.now)
            proposals.change(context.store, later)


def _split(context: Context, found: Proposal) -> tuple[tuple[FieldChange, ...], tuple[FieldChange, ...]]:
    """What may be public at once, and what waits: a curator's own changes wait for nobody."""
    user = context.user
    if user is not None and user.can(Permission.CURATE):
        return found.fields, ()
    is_trusted = user is not None and found.organization_id in user.trusted_ids
    moved = rules.moved(found.fields, _current(context, found.subject))
    if not is_trusted or found.is_new or moved:
        return (), found.fields
    return rules.split(found.fields)


def _published(context: Context, found: Proposal, fields: tuple[FieldChange, ...], *, is_whole: bool) -> Proposal:
    """Publish these fields; where others wait, they become a proposal of their own."""
    is_curator = context.user is not None and context.user.can(Permission.CURATE)
    state = ProposalState.APPROVED if is_curator else ProposalState.PUBLISHED
    number = revising.publish(
        context,
        found.subject,
        {one.name: one.after for one in fields},
        way_in=found.way_in,
        why=found.why,
        proposal_id=found.id if is_whole else _second_id(found),
    )
    sent = replace(
        found,
        fields=fields,
        typed={},
        state=state,
        sent_at=context.now,
        changed_at=context.now,
        decided_at=context.now if is_curator else None,
        decided_by=context.user.id if is_curator and context.user else None,
        version_number=number,
    )
    if is_whole:
        return proposals.change(context.store, sent)
    second = replace(sent, id=_second_id(found), form_key=f"{found.form_key}/small", step=1)
    proposals.add(context.store, second)
    return second


def _waiting(context: Context, found: Proposal, fields: tuple[FieldChange, ...]) -> Proposal:
    audit.note(context, "proposal.send", "proposal", found.id)
    later = replace(
        found, fields=fields, typed={}, state=ProposalState.WAITING, sent_at=context.now, changed_at=context.now
    )
    return proposals.change(context.store, later)


def _second_id(found: Proposal) -> str:
    return identifiers.made_from("proposal", found.form_key, "small")
