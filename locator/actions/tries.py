"""Count tries to sign in before they are looked at, so that neither a second process nor a restart gives more of them."""

from __future__ import annotations

from locator.accounts.tries import (
    HOUR,
    WINDOW,
    Failures,
    TryKind,
    counted,
    may_send_link,
    may_try_code,
    may_try_password,
    source_of,
)
from locator.actions.context import Context
from locator.storage import tries

_FIRST_STEPS = (TryKind.PASSWORD, TryKind.PASSKEY)
_CODES = (TryKind.SECOND_FACTOR, TryKind.RECOVERY_CODE)


def password(context: Context, email: str, source: str) -> str | None:
    """Count a try at a password; its id, or None where it must not be looked at."""
    return _first_step(context, TryKind.PASSWORD, _account_mark(context, email), source)


def passkey(context: Context, credential_id: str, source: str) -> str | None:
    """Count a try with a passkey; its id, or None where it must not be looked at.

    It counts against this passkey and where it came from, never against a person: nobody is shut out by what others show.
    """
    return _first_step(context, TryKind.PASSKEY, context.sealer.mark(f"passkey:{credential_id}"), source)


def code(context: Context, kind: TryKind, email: str, source: str) -> str | None:
    """Count a try at a code of the second step; its id, or None where it must not be looked at."""
    account_mark, source_mark = _account_mark(context, email), _source_mark(context, source)
    with context.store.atomic():
        noted = tries.failures_of_account(context.store, _CODES, account_mark, context.now - HOUR)
        failed = counted(noted, context.now)
        in_window = sum(at > context.now - WINDOW for at in failed)
        if not may_try_code(in_window=in_window, in_hour=len(failed)):
            return None
        return tries.add(context.store, kind=kind, account_mark=account_mark, source_mark=source_mark, now=context.now)


def link(context: Context, email: str, source: str) -> bool:
    """Count that a link was asked for; whether it may be sent."""
    account_mark, source_mark = _account_mark(context, email), _source_mark(context, source)
    kinds, since = (TryKind.LINK,), context.now - HOUR
    with context.store.atomic():
        of_account = len(counted(tries.failures_of_account(context.store, kinds, account_mark, since), context.now))
        of_source = len(counted(tries.failures_of_source(context.store, kinds, source_mark, since), context.now))
        tries.add(
            context.store,
            kind=TryKind.LINK,
            account_mark=account_mark,
            source_mark=source_mark,
            now=context.now,
        )
    return may_send_link(of_account=of_account, of_source=of_source)


def succeed(context: Context, try_id: str) -> None:
    """Note that a counted try was right."""
    tries.succeed(context.store, try_id)


def _first_step(context: Context, kind: TryKind, account_mark: str, source: str) -> str | None:
    source_mark = _source_mark(context, source)
    with context.store.atomic():
        if not may_try_password(_failures(context, kind, account_mark, source_mark), context.now):
            return None
        return tries.add(context.store, kind=kind, account_mark=account_mark, source_mark=source_mark, now=context.now)


def _failures(context: Context, kind: TryKind, account_mark: str, source_mark: str) -> Failures:
    kinds, since, store = _FIRST_STEPS, context.now - WINDOW, context.store
    of_account = counted(tries.failures_of_account(store, kinds, account_mark, since), context.now)
    of_pair = tries.failures_of_pair(store, kinds, account_mark, source_mark, since)
    of_source = tries.failures_of_source(store, kinds, source_mark, since)
    return Failures(
        of_pair=len(counted(of_pair, context.now)),
        of_source=len(counted(of_source, context.now)),
        of_account=len(of_account),
        last_of_account=of_account[0] if of_account else None,
        is_known=tries.has_succeeded(store, kind, account_mark, source_mark),
    )


def _account_mark(context: Context, email: str) -> str:
    return context.sealer.mark(f"account:{email.strip().lower()}")


def _source_mark(context: Context, source: str) -> str:
    return context.sealer.mark(f"source:{source_of(source)}")
