"""What a service costs, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from locator.directory.service import CostOption, Service

ASK = "Ask about cost"
_OWN_WORDS = ("a ", "an ", "per ", "each ", "for ")


def describe(service: Service) -> str:
    """The cost in a few words: "Free", "£2.50 a session", "Free or £3", "£2 to £6"; empty where nothing is known."""
    amounts = sorted({cost.amount_pence for cost in service.costs if cost.amount_pence is not None})
    if service.is_free or (amounts and amounts[-1] == 0):
        return "Free"
    if not amounts:
        return ASK if service.costs or service.is_free is False else ""
    if len(service.costs) == 1:
        return _option(service.costs[0])
    if len(amounts) == 1:
        return f"From {pounds(amounts[0])}"
    return _range(amounts)


def details(service: Service) -> tuple[str, ...]:
    """Each price with what is said about it: "Lunch: £3.50. Pay on the day"."""
    return tuple(said(cost) for cost in service.costs)


def said(cost: CostOption) -> str:
    """One price with what is said about it."""
    return ". ".join(part for part in (_option(cost), cost.details) if part)


def pounds(pence: int) -> str:
    """ "Free", "50p", "£2", "£2.50", "£1,200"."""
    if pence < 100:
        return f"{pence}p" if pence else "Free"
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def _range(amounts: Sequence[int]) -> str:
    """From the least to the most: "Free or £3", "Free, or up to £35", "£2 to £6"."""
    least, most = pounds(amounts[0]), pounds(amounts[-1])
    if len(amounts) == 2:
        return f"{least} or {most}"
    return f"{least} to {most}" if amounts[0] else f"{least}, or up to {most}"


def _option(cost: CostOption) -> str:
    amount = ASK if cost.amount_pence is None else pounds(cost.amount_pence)
    if not cost.option:
        return amount
    if cost.amount_pence and cost.option.lower().startswith(_OWN_WORDS):
        return f"{amount} {cost.option}"
    label = cost.option[:1].upper() + cost.option[1:]
    return f"{label}: {amount if cost.amount_pence else amount.lower()}"
