"""Come in to look after a group without a password: by a link to an address that is known to be the group's, or a person's.

Opening a link changes nothing, because programs that check mail open links too. The session that begins opens listings only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from locator.accounts.account import Account, AccountStatus
from locator.accounts.claim import Claim
from locator.accounts.keeper import CameBy
from locator.accounts.link import LASTS, OneTimeLink, Purpose
from locator.accounts.session import Stage
from locator.actions import audit, entry_links, letters, links, moving, signing, tries, wordings
from locator.actions.context import Context
from locator.actions.entry_links import LinkDeadError
from locator.actions.signing import Entered, RefusedError
from locator.post import group_letters
from locator.roles import Role
from locator.storage import accounts, claims, identifiers, keepers, one_time_links, organizations
from locator.vault import tokens

LONGEST_NAME = 100
NEW_LISTING = "/organise/new"
_WAYS_IN = (Purpose.ENTER, Purpose.BEGIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the page behind a link says before its button is pressed: for whom it is, and which groups it leads to."""

    email: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """What an address is here: an account, the published address of groups, that of somebody whose claim waits."""

    email: str
    account: Account | None
    published_of: tuple[str, ...]
    claims: tuple[Claim, ...]

    @property
    def may_enter(self) -> bool:
        """Whether a link to this address lets anybody in: never into an account that is more than an organiser's."""
        if self.account is None:
            return bool(self.published_of or self.claims)
        return self.account.role is Role.ORGANISER and self.account.status is AccountStatus.ACTIVE


def ask(context: Context, *, email: str, source: str, way: str = "") -> None:
    """Send a link to this address if it is one that we know; what is answered, and how soon, is the same either way.

    `way` is the page to go on to. Somebody with another account is told to sign in with their password.
    """
    with context.store.atomic():
        may_send = tries.link(context, email, source)
        standing = _standing(context, email)
        if may_send:
            _answer(context, standing, way)


def ask_to_begin(context: Context, *, email: str, source: str) -> None:
    """Send a link to anybody who wants to add a group; the answer is the same whoever asks, as with `ask`."""
    with context.store.atomic():
        may_send = tries.link(context, email, source)
        standing = _standing(context, email)
        if may_send and standing.account is None:
            send(context, standing.email, NEW_LISTING, Purpose.BEGIN)
        elif may_send:
            _answer(context, standing, NEW_LISTING)


def send(context: Context, email: str, way: str = "", purpose: Purpose = Purpose.ENTER) -> None:
    """Send the link itself, where it was asked before whether this address may have one; older ones die."""
    standing = _standing(context, email)
    token = tokens.fresh()
    link = OneTimeLink(
        id=identifiers.fresh(),
        purpose=purpose,
        token_hash=tokens.hashed(token),
        account_id=standing.account.id if standing.account else None,
        email=standing.email,
        created_at=context.now,
        expires_at=context.now + LASTS[purpose],
    )
    path = f"/organise/enter/{token}" + (f"?next={quote(way)}" if way else "")
    letter = group_letters.come_in(
        context.settings.site_name,
        _names(context, _groups(context, standing)),
        links.absolute(context.settings, path),
        wordings.own(context),
    )
    with context.store.atomic():
        for one in _WAYS_IN:
            one_time_links.end_all_to(context.store, one, standing.email)
        one_time_links.add(context.store, link)
        moving.queue(context, f"enter/{link.id}", standing.email, letter)
        audit.note(context, "link.enter", "account", link.account_id or "")


def look(context: Context, token: str) -> Offer:
    """What a link offers; looking changes nothing. Raises LinkDeadError."""
    _, standing = _opened(context, token)
    return Offer(email=standing.email, groups=_names(context, _groups(context, standing)))


def enter(context: Context, token: str, device: str, *, instead_of: str = "") -> Entered:
    """Use the link up and let its person in; raises LinkDeadError.

    Where the address is a group's own and has no account yet, one is made: it looks after that group's listings for as
    long as the address is published, and answers no referrals.
    """
    with context.store.atomic():
        link, standing = _opened(context, token)
        if not one_time_links.use(context.store, link.id, context.now):
            raise LinkDeadError
        return _let_in(context, standing, standing.published_of, device, instead_of=instead_of)


def enter_by_check_link(context: Context, token: str, device: str, *, instead_of: str = "") -> Entered:
    """Let somebody in by the link of a reminder, which goes on working until it runs out; raises LinkDeadError.

    All that they change waits for a curator, and who looks after the group is not theirs to say: others may have the letter.
    It works only while its address is still one that the group is reached at or looked after from.
    """
    with context.store.atomic():
        link = one_time_links.by_hash(context.store, Purpose.CHECK, tokens.hashed(token))
        if link is None or link.organization_id is None or context.now >= link.expires_at:
            raise LinkDeadError
        standing = _standing(context, link.email)
        if link.organization_id not in _groups(context, standing) or not standing.may_enter:
            raise LinkDeadError
        published = {link.organization_id} & set(standing.published_of)
        return _let_in(context, standing, published, device, instead_of=instead_of, stage=Stage.REMINDER)


def account_for(context: Context, email: str, name: str) -> Account:
    """The organiser's account with this address, made now where there is none: active, without a password.

    Raises RefusedError for an address that belongs to another account.
    """
    found = accounts.by_email(context.store, email)
    if found is not None:
        if found.role is not Role.ORGANISER or found.status is AccountStatus.DISABLED:
            raise RefusedError
        return found
    account = Account(
        id=identifiers.fresh(),
        email=email.strip().lower(),
        name=" ".join(name.split())[:LONGEST_NAME],
        role=Role.ORGANISER,
        status=AccountStatus.ACTIVE,
        created_at=context.now,
    )
    with context.store.atomic():
        accounts.save(context.store, account)
        audit.note(context, "account.made", "account", account.id)
    return account


def _let_in(
    context: Context,
    standing: _Standing,
    published: Iterable[str],
    device: str,
    *,
    instead_of: str,
    stage: Stage = Stage.LINK,
) -> Entered:
    groups = _names(context, standing.published_of)
    name = standing.claims[0].name if standing.claims else next(iter(groups), standing.email)
    try:
        account = standing.account or account_for(context, standing.email, name)
        for organization_id in sorted(published):
            if keepers.one(context.store, organization_id, account.id) is None:
                keepers.add(context.store, account.id, organization_id, CameBy.ADDRESS, context.now)
                audit.note(context, "keeper.by_address", "organization", organization_id, why=account.id)
        return signing.finish_by_link(context, account, device, instead_of=instead_of, stage=stage)
    except RefusedError as refused:
        raise LinkDeadError from refused


def _answer(context: Context, standing: _Standing, way: str) -> None:
    account, store = standing.account, context.store
    if standing.may_enter:
        send(context, standing.email, way)
    elif account is None or account.status is AccountStatus.DISABLED:
        return
    elif account.role is Role.ORGANISER:
        entry_links.send(context, account)
    else:
        letter = letters.about_group(context, "use_your_password", path="/sign-in")
        with store.atomic():
            moving.queue(context, f"enter/password/{identifiers.fresh()}", account.email, letter)


def _standing(context: Context, email: str) -> _Standing:
    address = email.strip().lower()
    return _Standing(
        email=address,
        account=accounts.by_email(context.store, address),
        published_of=keepers.published_at(context.store, address) if address else (),
        claims=claims.waiting_of_email(context.store, address),
    )


def _groups(context: Context, standing: _Standing) -> tuple[str, ...]:
    """The ids of the groups that somebody with this address looks after once they are in."""
    user = accounts.user(context.store, standing.account.id) if standing.account else None
    return tuple(dict.fromkeys((*standing.published_of, *(user.managed_ids if user else ()))))


def _names(context: Context, organization_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in organizations.by_ids(context.store, organization_ids).values()))


def _opened(context: Context, token: str) -> tuple[OneTimeLink, _Standing]:
    found = (one_time_links.by_hash(context.store, one, tokens.hashed(token)) for one in _WAYS_IN)
    link = next((one for one in found if one is not None), None)
    if link is None or not link.works(context.now):
        raise LinkDeadError
    standing = _standing(context, link.email)
    is_new = link.purpose is Purpose.BEGIN and standing.account is None
    if not standing.may_enter and not is_new:
        raise LinkDeadError
    return link, standing
