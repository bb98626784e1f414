"""Tell the other side what happened to a referral: the team what the group did, the group what the team or the program did."""

from __future__ import annotations

from locator.accounts.account import Account, AccountStatus
from locator.actions import group_contact, links, wordings
from locator.actions.context import Context
from locator.post import letters
from locator.post.letters import Letter
from locator.referral import state_words
from locator.referral.referral import Referral
from locator.referral.states import Move, Mover, State
from locator.roles import Permission, Role, allows
from locator.storage import accounts, mails

LAPSED = "It is closed, because nobody has moved it on for a long time."
ERASED = "What was kept about the person is erased."
BY_MISTAKE = "It was sent by mistake."
BEGUN = frozenset({State.STARTED, State.ATTENDED})
"""The person goes to the group: that nobody writes it down any more is no reason to stop."""


def of_move(context: Context, referral: Referral, made: Move) -> None:
    """Tell each side that did not make this move of it; `referral` is how it is now."""
    is_lapsed = made.mover is Mover.SYSTEM
    sentence = LAPSED if is_lapsed else state_words.told(referral.state, referral.closed_reason)
    if made.mover is not Mover.STAFF:
        _tell_team(context, referral, made, sentence)
    if made.mover is Mover.GROUP:
        return
    goes_on = is_lapsed and made.from_state in BEGUN
    if referral.state in (State.CLOSED, State.WITHDRAWN) and not goes_on:
        group_to_stop(context, referral, sentence)
    else:
        _tell_group(context, referral, made, sentence)


def group_to_stop(context: Context, referral: Referral, sentence: str) -> None:
    """Tell the group that a referral has ended; where its question has not gone yet, the group never hears of it at all."""
    group, own = group_contact.of(context, referral), wordings.own(context)
    letter = letters.withdrawn(group_contact.about(context, referral, group), sentence, own)
    with context.store.atomic():
        never_asked: set[str] = set()
        asked: set[str] = set()
        for key in (f"asked/{referral.id}", f"reminder/{referral.id}"):
            never_asked |= set(mails.drop_waiting(context.store, key))
            asked |= set(mails.receivers(context.store, key))
        now = {group.email, *(person.email for person in group.accounts)}
        for to in sorted(asked | (now - never_asked)):
            queue(context, f"{mails.STOP}/{referral.id}/{to}", to, letter)


def queue(context: Context, key: str, to: str, letter: Letter) -> bool:
    """Let a letter wait for its turn; False where there is nobody to send it to, or one with this key is there already."""
    if not to:
        return False
    return mails.add(context.store, key=key, to=to, subject=letter.subject, body=letter.body, now=context.now)


def _tell_team(context: Context, referral: Referral, made: Move, sentence: str) -> None:
    about = group_contact.about(context, referral, group_contact.of(context, referral))
    page = links.absolute(context.settings, f"/staff/referrals/{referral.id}")
    letter = letters.moved(about, sentence, page, wordings.own(context))
    for account in _of_team(context, referral):
        queue(context, f"moved/{made.id}/staff/{account.id}", account.email, letter)


def _of_team(context: Context, referral: Referral) -> tuple[Account, ...]:
    """Whoever referred; once they are not of the team any more, its leads. Nobody of a team that is closed."""
    team = accounts.team(context.store, referral.team_id)
    if team is None or team.closed_at:
        return ()
    referrer = accounts.by_id(context.store, referral.account_id) if referral.account_id else None
    if referrer and referrer.status is AccountStatus.ACTIVE and _follows(referrer, referral):
        return (referrer,)
    return tuple(one for one in accounts.with_role(context.store, Role.TEAM_LEAD) if _follows(one, referral))


def _follows(account: Account, referral: Referral) -> bool:
    return account.team_id == referral.team_id and allows(account.role, Permission.REFER)


def _tell_group(context: Context, referral: Referral, made: Move, sentence: str) -> None:
    group, own = group_contact.of(context, referral), wordings.own(context)
    about = group_contact.about(context, referral, group)
    page = links.absolute(context.settings, f"/group/referrals/{referral.id}")
    for to, address in ((group.email, ""), *((person.email, page) for person in group.accounts)):
        queue(context, f"moved/{made.id}/group/{to}", to, letters.moved(about, sentence, address, own))
