"""The reference data that nearly every page needs: themes, localities, terms and synonyms, read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from locator.directory.locality import Locality, LocalitySet, Theme
from locator.directory.service import Term
from locator.storage import facts, localities, synonyms, terms, themes
from locator.storage.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Themes, locality sets, terms by taxonomy, synonyms, and whether the listings are a demonstration.

    `names` has the name of every term and theme, by taxonomy and code.
    """

    themes: tuple[Theme, ...]
    locality_sets: tuple[LocalitySet, ...]
    terms: Mapping[str, tuple[Term, ...]]
    names: Mapping[tuple[str, str], str]
    synonyms: Mapping[str, tuple[str, ...]]
    is_demonstration: bool

    def locality_set(self, today: date) -> LocalitySet | None:
        """The set of localities in force on that day, the newest where two are."""
        held = [s for s in self.locality_sets if s.valid_from <= today and (s.valid_to is None or today <= s.valid_to)]
        return max(held, key=lambda s: s.valid_from, default=None)

    def localities(self, today: date) -> tuple[Locality, ...]:
        """The localities in force on that day, by name."""
        found = self.locality_set(today)
        return tuple(sorted(found.localities, key=lambda locality: locality.name)) if found else ()

    def wards_of(self, locality_id: str) -> frozenset[str]:
        """The ward codes of a locality of any set; none for an unknown id."""
        for locality_set in self.locality_sets:
            for locality in locality_set.localities:
                if locality.id == locality_id:
                    return locality.ward_codes
        return frozenset()


def load(store: Store) -> Reference:
    """The reference data as the database has it now."""
    by_taxonomy: dict[str, list[Term]] = {}
    for term in terms.every(store):
        by_taxonomy.setdefault(term.taxonomy, []).append(term)
    every_theme = themes.every(store)
    named = {(term.taxonomy, term.code): term.name for found in by_taxonomy.values() for term in found}
    return Reference(
        themes=every_theme,
        names={**named, **{("theme", theme.code): theme.name for theme in every_theme}},
        locality_sets=localities.sets(store),
        terms={taxonomy: tuple(found) for taxonomy, found in by_taxonomy.items()},
        synonyms=synonyms.every(store),
        is_demonstration=facts.get(store, "demonstration") == "yes",
    )
