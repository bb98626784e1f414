"""Taxonomies and their terms, and the attributes by which a service has them."""

from __future__ import annotations

from locator.directory.service import Service, Term
from locator.exchange.node import MakeId, Node, known

LANGUAGE = "language"
"""This taxonomy has a place of its own in the standard, `service.languages`."""

_MEANINGS = {
    "theme": "What the service is about, in a few wide themes.",
    "activity": "What people do there.",
    "who": "Who the service is for.",
    "accreditation": "What the service or its group has been accredited for.",
}


def taxonomy_id(name: str, make_id: MakeId) -> str:
    """The id of a taxonomy."""
    return make_id("taxonomy", name)


def term_id(term: Term, make_id: MakeId) -> str:
    """The id of a term."""
    return make_id("taxonomy_term", term.taxonomy, term.code)


def of_taxonomy(name: str, make_id: MakeId) -> Node:
    """A taxonomy, by its name."""
    return {
        "id": taxonomy_id(name, make_id),
        "name": name,
        "description": _MEANINGS.get(name, f"The taxonomy “{name}”."),
    }


def of_term(term: Term, make_id: MakeId, description: str = "") -> Node:
    """A term; the standard wants a description, which is its name where nobody wrote one."""
    return {
        "id": term_id(term, make_id),
        "code": term.code,
        "name": term.name,
        "description": description or term.name,
        "taxonomy": term.taxonomy,
        "taxonomy_id": taxonomy_id(term.taxonomy, make_id),
    }


def attributes(service: Service, make_id: MakeId) -> list[Node]:
    """The terms of a service, apart from its languages."""
    return [_attribute(service.id, term, make_id) for term in service.terms if term.taxonomy != LANGUAGE]


def languages(service: Service, make_id: MakeId) -> list[Node]:
    """The languages that are spoken."""
    return [
        known(
            {
                "id": make_id("language", service.id, term.code),
                "service_id": service.id,
                "name": term.name,
                "code": term.code,
            }
        )
        for term in service.terms
        if term.taxonomy == LANGUAGE
    ]


def _attribute(service_id: str, term: Term, make_id: MakeId) -> Node:
    return {
        "id": make_id("attribute", service_id, term_id(term, make_id)),
        "link_id": service_id,
        "link_entity": "service",
        "link_type": term.taxonomy,
        "taxonomy_term_id": term_id(term, make_id),
        "taxonomy_term": of_term(term, make_id),
    }
