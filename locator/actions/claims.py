"""Say that a group is yours: the address is shown to be one's own first, then a curator, or the group's lead, decides."""

from __future__ import annotations

from dataclasses import dataclass, replace

from locator.accounts.account import Account, AccountStatus
from locator.accounts.claim import Claim, ClaimKind, ClaimState
from locator.accounts.keeper import Keeper
from locator.accounts.link import LASTS, OneTimeLink, Purpose
from locator.actions import audit, entry_links, keeping, letters, limits, moving, organiser_ways, permission, tries
from locator.actions.context import Context
from locator.actions.entry_links import LinkDeadError
from locator.actions.keeping import KeeperRefusedError, Refusal
from locator.actions.permission import NotYoursError
from locator.directory.listing import Listing
from locator.directory.organization import Organization
from locator.post.letters import Letter
from locator.roles import Permission, Role
from locator.storage import accounts, claims, identifiers, keepers, listings, one_time_links, organizations
from locator.vault import tokens

LONGEST_REASON = 1000


class MovedOnError(Exception):
    """Somebody else has decided on it since the page was made; `claim` is how it stands."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim.state.value)
        self.claim = claim


class ReasonMissingError(Exception):
    """A refusal needs a reason, because the claimant reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form of a claim sends; `service_id` is None where it was made on the group's own page."""

    organization_id: str
    service_id: str | None = None
    name: str
    email: str
    does: str
    how_to_check: str
    form_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """A claim with what a curator checks it against: the group as it is listed, and who looks after it."""

    claim: Claim
    organization: Organization
    listing: Listing | None
    keepers: tuple[Keeper, ...]

    @property
    def has_lead(self) -> bool:
        """Whether somebody leads the group already."""
        return any(one.is_lead for one in self.keepers)


def begin(context: Context, asked: Asked, source: str) -> None:
    """Keep a claim that nobody sees yet, and send its address a link; what is answered is the same whoever asks.

    Who is known to be of the group gets a link to come in instead. Raises TooManyError.
    """
    email = asked.email.strip().lower()
    with context.store.atomic():
        limits.check(claims.count_since(context.store, context.now - limits.HOUR), limits.MOST_CLAIMS_AN_HOUR, "claims")
        if not tries.link(context, email, source):
            return
        account = accounts.by_email(context.store, email)
        if account is not None and account.role is not Role.ORGANISER:
            _refuse_other(context, account, asked)
        elif _is_known(context, account, email, asked.organization_id):
            organiser_ways.send(context, email)
        elif account is None or account.status is not AccountStatus.DISABLED:
            _begin(context, asked, email)


def look(context: Context, token: str) -> tuple[Claim, Organization]:
    """The claim that a link is about, and its group; looking changes nothing. Raises LinkDeadError."""
    _, claim = _opened(context, token)
    return claim, _organization(context, claim)


def prove(context: Context, token: str) -> Claim:
    """Use the link up: the claim waits for a decision from now on, and the group's lead is told. Raises LinkDeadError."""
    with context.store.atomic():
        link, claim = _opened(context, token)
        if not one_time_links.use(context.store, link.id, context.now):
            raise LinkDeadError
        later = claims.change(context.store, replace(claim, state=ClaimState.WAITING, proven_at=context.now))
        if later is None:
            raise LinkDeadError
        audit.note(context, "claim.prove", "claim", claim.id)
        _tell_lead(context, later)
        return later


def waiting(context: Context) -> tuple[Claim, ...]:
    """Every claim that waits, the longest first; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    return claims.waiting(context.store)


def one(context: Context, claim_id: str) -> InHand:
    """One claim whose address was shown to be theirs; raises NotAllowedError or NotYoursError."""
    permission.require(context, Permission.CURATE)
    claim = _known(context, claim_id)
    found = listings.by_ids(context.store, (claim.service_id,), unpublished=True) if claim.service_id else ()
    return InHand(
        claim=claim,
        organization=_organization(context, claim),
        listing=next(iter(found), None),
        keepers=keepers.of_organization(context.store, claim.organization_id),
    )


def approve(context: Context, claim_id: str, *, is_lead: bool, step: int) -> Claim:
    """Let the claimant look after the group, as its one lead or beside others, or answer its referrals; they are told.

    Raises MovedOnError, and keeping.KeeperRefusedError where the address belongs to another account or there are too many.
    """
    user = permission.require(context, Permission.CURATE)
    with context.store.atomic():
        claim = _in_hand(context, claim_id, step)
        return _approved(context, claim, by=user.id, is_lead=is_lead)


def refuse(context: Context, claim_id: str, reason: str, *, step: int) -> Claim:
    """Refuse a claim, with a reason that the claimant reads; raises MovedOnError or ReasonMissingError."""
    user = permission.require(context, Permission.CURATE)
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise ReasonMissingError
    with context.store.atomic():
        claim = _in_hand(context, claim_id, step)
        decided = replace(claim, state=ClaimState.REFUSED, decided_at=context.now, decided_by=user.id, reason=words)
        later = _changed(context, decided)
        audit.note(context, "claim.refuse", "claim", claim.id)
        letter = letters.about_group(context, "claim_refused", _organization(context, claim).name, reason=words)
        moving.queue(context, f"claim/{claim.id}/refused", claim.email, letter)
        return later


def lead_says(context: Context, claim_id: str, *, is_yes: bool, step: int) -> Claim:
    """The group's lead lets somebody in, as they could have asked them to come; a no is left for a curator to decide on.

    Raises MovedOnError, NotYoursError, or keeping.KeeperRefusedError.
    """
    claim = claims.by_id(context.store, claim_id)
    user = keeping.require_lead(context, claim.organization_id if claim else "")
    with context.store.atomic():
        claim = _in_hand(context, claim_id, step)
        keeping.require_lead(context, claim.organization_id)
        if claim.kind is not ClaimKind.LISTINGS:
            raise NotYoursError
        if is_yes:
            return _approved(context, claim, by=user.id, is_lead=False)
        audit.note(context, "claim.lead_no", "claim", claim.id)
        return _changed(context, replace(claim, has_lead_said_no=True))


def ask_for_password(context: Context, organization_id: str, form_key: str) -> Claim:
    """Ask a curator for an account with a password, to answer the group's referrals; asked twice it waits once.

    Raises NotYoursError.
    """
    user = keeping.require_keeper(context, organization_id)
    with context.store.atomic():
        for earlier in claims.waiting_of_email(context.store, user.email):
            if (earlier.kind, earlier.organization_id) == (ClaimKind.ACCOUNT, organization_id):
                return earlier
        claim = Claim(
            id=identifiers.fresh(),
            kind=ClaimKind.ACCOUNT,
            organization_id=organization_id,
            account_id=user.id,
            name=user.name,
            email=user.email,
            form_key=identifiers.made_from("password", user.id, organization_id, form_key),
            state=ClaimState.WAITING,
            created_at=context.now,
            proven_at=context.now,
        )
        if claims.add(context.store, claim):
            audit.note(context, "claim.ask", "claim", claim.id)
        return claim


def mine(context: Context) -> tuple[Claim, ...]:
    """The claims that the signed-in organiser waits for; raises NotAllowedError."""
    user = permission.require(context, Permission.EDIT_OWN)
    return claims.waiting_of_email(context.store, user.email)


def _begin(context: Context, asked: Asked, email: str) -> None:
    claim = Claim(
        id=identifiers.made_from("claim", asked.form_key),
        kind=ClaimKind.LISTINGS,
        organization_id=asked.organization_id,
        service_id=asked.service_id,
        name=" ".join(asked.name.split()),
        email=email,
        does=asked.does.strip(),
        how_to_check=asked.how_to_check.strip(),
        form_key=asked.form_key,
        created_at=context.now,
    )
    if not claims.add(context.store, claim):
        return
    token = tokens.fresh()
    link = OneTimeLink(
        id=identifiers.fresh(),
        purpose=Purpose.CLAIM,
        token_hash=tokens.hashed(token),
        claim_id=claim.id,
        email=email,
        created_at=context.now,
        expires_at=context.now + LASTS[Purpose.CLAIM],
    )
    one_time_links.end_all_to(context.store, Purpose.CLAIM, email)
    one_time_links.add(context.store, link)
    path = f"/organise/claim/{token}"
    letter = letters.about_group(context, "prove", _organization(context, claim).name, path=path)
    moving.queue(context, f"claim/{claim.id}", email, letter)


def _is_known(context: Context, account: Account | None, email: str, organization_id: str) -> bool:
    """Whether the address opens this group already, so that there is nothing to claim."""
    if account is None:
        return organization_id in keepers.published_at(context.store, email)
    user = accounts.user(context.store, account.id)
    is_published = organization_id in keepers.published_at(context.store, email)
    return user is not None and (is_published or organization_id in user.managed_ids)


def _refuse_other(context: Context, account: Account, asked: Asked) -> None:
    if account.status is AccountStatus.DISABLED:
        return
    known = organizations.by_ids(context.store, (asked.organization_id,)).get(asked.organization_id)
    letter = letters.about_group(context, "use_another_address", known.name if known else "")
    moving.queue(context, f"claim/other/{asked.form_key}", account.email, letter)


def _approved(context: Context, claim: Claim, *, by: str, is_lead: bool) -> Claim:
    if claim.kind is ClaimKind.ACCOUNT and not _still_keeps(context, claim):
        raise KeeperRefusedError(Refusal.GONE)
    account = _named(context, keeping.let_in(context, claim.organization_id, email=claim.email, name=claim.name), claim)
    if is_lead:
        keepers.make_lead(context.store, claim.organization_id, account.id)
    decided = replace(
        claim, state=ClaimState.APPROVED, account_id=account.id, decided_at=context.now, decided_by=by, reason=""
    )
    later = _changed(context, decided)
    audit.note(context, "claim.approve", "claim", claim.id, why="lead" if is_lead else "")
    if claim.kind is ClaimKind.ACCOUNT:
        keeping.let_answer_and_tell(context, claim.organization_id, account)
    else:
        _tell(context, claim, keeping.welcome(context, _organization(context, claim)))
    return later


def _still_keeps(context: Context, claim: Claim) -> bool:
    return keepers.one(context.store, claim.organization_id, claim.account_id or "") is not None


def _named(context: Context, account: Account, claim: Claim) -> Account:
    """The account under the name that its person gave, where it had one that we made up from the group's."""
    if claim.name == account.name or not entry_links.comes_by_links(context, account):
        return account
    named = replace(account, name=claim.name)
    accounts.save(context.store, replace(named, organization_ids=_organization_ids(context, account)))
    return named


def _organization_ids(context: Context, account: Account) -> tuple[str, ...]:
    """Whom it looks after as of now: a group may have been added since it was read."""
    found = accounts.by_id(context.store, account.id)
    return found.organization_ids if found else account.organization_ids


def _tell(context: Context, claim: Claim, letter: Letter) -> None:
    moving.queue(context, f"claim/{claim.id}/approved", claim.email, letter)


def _tell_lead(context: Context, claim: Claim) -> None:
    for keeper in keepers.of_organization(context.store, claim.organization_id):
        if keeper.is_lead:
            group = _organization(context, claim).name
            letter = letters.about_group(context, "lead_is_asked", group, path="/organise/people")
            moving.queue(context, f"claim/{claim.id}/lead/{keeper.account_id}", keeper.email, letter)


def _opened(context: Context, token: str) -> tuple[OneTimeLink, Claim]:
    link = one_time_links.by_hash(context.store, Purpose.CLAIM, tokens.hashed(token))
    claim = claims.by_id(context.store, link.claim_id or "") if link else None
    if link is None or claim is None or not link.works(context.now) or claim.state is not ClaimState.UNPROVEN:
        raise LinkDeadError
    return link, claim


def _in_hand(context: Context, claim_id: str, step: int) -> Claim:
    claim = _known(context, claim_id)
    if claim.state is not ClaimState.WAITING or claim.step != step:
        raise MovedOnError(claim)
    return claim


def _changed(context: Context, claim: Claim) -> Claim:
    later = claims.change(context.store, claim)
    if later is None:
        raise MovedOnError(_known(context, claim.id))
    return later


def _known(context: Context, claim_id: str) -> Claim:
    claim = claims.by_id(context.store, claim_id)
    if claim is None or claim.state is ClaimState.UNPROVEN:
        raise NotYoursError
    return claim


def _organization(context: Context, claim: Claim) -> Organization:
    return organizations.by_ids(context.store, (claim.organization_id,))[claim.organization_id]


def _site(context: Context) -> str:
    return context.settings.site_name
