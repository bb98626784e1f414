"""The command that searches, for a person at a terminal or a script."""

from __future__ import annotations

import json

import click

from locator.actions import find
from locator.actions.cards import Card
from locator.actions.find import Found, Search
from locator.cli.opening import opened
from locator.settings import Settings


@click.command()
@click.argument("words", nargs=-1)
@click.option("--near", default="", help="A postcode, the start of one, or a place.")
@click.option("--radius", type=click.Choice([str(miles) for miles in find.RADII_MILES]), help="Miles at most.")
@click.option("--sort", type=click.Choice(["best", "nearest"]), default=None, help="The order.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def search(
    settings: Settings, words: tuple[str, ...], near: str, radius: str | None, sort: str | None, as_json: bool
) -> None:
    """Find services by WORDS and place."""
    with opened(settings) as engine:
        context = engine.context()
        text, place = find.apart(context, " ".join(words), near)
        asked = Search(words=text, near=place, radius_miles=int(radius) if radius else None, sort=sort or "")
        found = find.search(context, asked)
    if found.unknown_place:
        names = ", ".join(found.unknown_place.suggestions)
        advice = f" Did you mean: {names}?" if names else " Try a postcode or a town."
        raise click.ClickException(f"“{near}” is not a place that we know.{advice}")
    click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2) if as_json else _as_text(found))


def _as_json(found: Found) -> dict[str, object]:
    return {
        "place": found.place.name if found.place else None,
        "total": found.total,
        "total_other": found.total_other,
        "shown_for": found.shown_for,
        "did_you_mean": found.did_you_mean,
        "results": [_entry(card, all_words=True) for card in found.cards]
        + [_entry(card, all_words=False) for card in found.other_cards],
    }


def _entry(card: Card, *, all_words: bool) -> dict[str, object]:
    return {
        "id": card.listing.service.id,
        "slug": card.listing.service.slug,
        "name": card.listing.service.name,
        "organization": card.listing.organization.name,
        "venue": card.site.location.name if card.site else None,
        "distance_miles": None if card.distance_miles is None else round(card.distance_miles, 2),
        "covers_area": card.covers_area,
        "next_session": card.next_session.on.isoformat() if card.next_session else None,
        "all_words": all_words,
    }


def _as_text(found: Found) -> str:
    lines = [f"Showing results for {found.shown_for}"] if found.shown_for else []
    lines += [_line(card) for card in found.cards]
    if found.other_cards:
        lines += ["", "With some of the words:"] + [_line(card) for card in found.other_cards]
    if not found.cards and not found.other_cards:
        lines.append("Nothing was found. Try fewer words, or another place.")
    return "\n".join([*lines, f"{found.total} found."])


def _line(card: Card) -> str:
    where = "covers your area" if card.covers_area else ""
    if card.distance_miles is not None:
        where = f"{card.distance_miles:.1f} miles"
    venue = card.site.location.name if card.site else ""
    return "  ".join(part for part in (f"{where:>16}", card.listing.service.name, venue) if part)
