"""What a service costs, in plain words."""

from __future__ import annotations

from locator.directory.service import CostOption, Service

ASK = "Ask about cost"
_OWN_WORDS = ("a ", "an ", "per ", "each ", "for ")


def describe(service: Service) -> str:
    """The cost in a few words: "Free", "£2.50 a session", "From £2", "Ask about cost"; empty where nothing is known."""
    amounts = sorted({cost.amount_pence for cost in service.costs if cost.amount_pence is not None})
    if service.is_free or (amounts and amounts[-1] == 0):
        return "Free"
    if not amounts:
        return ASK if service.costs or service.is_free is False else ""
    if len(service.costs) == 1:
        return _option(service.costs[0])
    return f"{pounds(amounts[0])} to {pounds(amounts[-1])}" if len(amounts) > 1 else f"From {pounds(amounts[0])}"


def details(service: Service) -> tuple[str, ...]:
    """Each price with what is said about it: "Lunch: £3.50. Pay on the day"."""
    return tuple(". ".join(part for part in (_option(cost), cost.details) if part) for cost in service.costs)


def pounds(pence: int) -> str:
    """ "Free", "50p", "£2", "£2.50", "£1,200"."""
    if pence < 100:
        return f"{pence}p" if pence else "Free"
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def _option(cost: CostOption) -> str:
    amount = ASK if cost.amount_pence is None else pounds(cost.amount_pence)
    if not cost.option:
        return amount
    if cost.option.lower().startswith(_OWN_WORDS):
        return f"{amount} {cost.option}"
    return f"{cost.option}: {amount[:1].lower() + amount[1:] if cost.amount_pence is None else amount}"
