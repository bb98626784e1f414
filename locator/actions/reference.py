"""The reference data that nearly every page needs: themes, localities, terms and synonyms, read together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from locator.directory import cycle as rules
from locator.directory.cycle import Cycle
from locator.directory.locality import Locality, LocalitySet, Theme
from locator.directory.service import Term
from locator.storage import facts, freshness_cycles, localities, own_settings, synonyms, term_entries, terms, themes
from locator.storage.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Themes, locality sets, terms by taxonomy, synonyms, and whether the listings are a demonstration.

    `themes` and `terms` are those that are offered (`terms["theme"]` are the themes again); `every_theme` and `names`, by
    taxonomy and code, have the retired ones too, for what was counted by them and what still carries them. `successors` are the
    codes of those that merged ones are a part of now.
    `cycles` are those that localities have chosen themselves, by the locality's id; `settings` those that were made by form.
    """

    themes: tuple[Theme, ...]
    every_theme: tuple[Theme, ...]
    locality_sets: tuple[LocalitySet, ...]
    terms: Mapping[str, tuple[Term, ...]]
    names: Mapping[tuple[str, str], str]
    successors: Mapping[tuple[str, str], str]
    synonyms: Mapping[str, tuple[str, ...]]
    is_demonstration: bool
    cycles: Mapping[str, Cycle] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)

    def locality_set(self, today: date) -> LocalitySet | None:
        """The set of localities in force on that day, the newest where two are."""
        held = [s for s in self.locality_sets if s.valid_from <= today and (s.valid_to is None or today <= s.valid_to)]
        return max(held, key=lambda s: s.valid_from, default=None)

    def localities(self, today: date) -> tuple[Locality, ...]:
        """The localities in force on that day, by name; those without wards are only kept for old figures."""
        found = self.locality_set(today)
        living = [locality for locality in found.localities if locality.ward_codes] if found else []
        return tuple(sorted(living, key=lambda locality: locality.name))

    def cycle_of(self, locality_ids: Iterable[str], today: date) -> Cycle:
        """The shortest cycle of those localities that are in force on that day; the default for none."""
        if not self.cycles:
            return rules.DEFAULT
        in_force = {one.id for one in self.localities(today)}
        return rules.shortest(self.cycles.get(one, rules.DEFAULT) for one in locality_ids if one in in_force)

    def wards_of(self, locality_id: str) -> frozenset[str]:
        """The ward codes of a locality of any set; none for an unknown id."""
        for locality_set in self.locality_sets:
            for locality in locality_set.localities:
                if locality.id == locality_id:
                    return locality.ward_codes
        return frozenset()


def load(store: Store) -> Reference:
    """The reference data as the database has it now."""
    with store.snapshot():
        every_theme, offered_themes = themes.every(store), themes.offered(store)
        named = {(term.taxonomy, term.code): term.name for term in terms.every(store)}
        return Reference(
            themes=offered_themes,
            every_theme=every_theme,
            names={**named, **{("theme", theme.code): theme.name for theme in every_theme}},
            locality_sets=localities.sets(store),
            terms=_by_taxonomy(terms.offered(store), offered_themes),
            successors=term_entries.successors(store),
            synonyms=synonyms.every(store),
            is_demonstration=facts.get(store, "demonstration") == "yes",
            cycles=freshness_cycles.every(store),
            settings=own_settings.every(store),
        )


def _by_taxonomy(found: Iterable[Term], offered_themes: Iterable[Theme]) -> dict[str, tuple[Term, ...]]:
    by_taxonomy: dict[str, tuple[Term, ...]] = {}
    for term in found:
        by_taxonomy[term.taxonomy] = (*by_taxonomy.get(term.taxonomy, ()), term)
    by_taxonomy["theme"] = tuple(Term(taxonomy="theme", code=one.code, name=one.name) for one in offered_themes)
    return by_taxonomy
