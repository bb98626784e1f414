"""The feed's own OpenAPI 3.1 document, made from the same tables as its records."""

from __future__ import annotations

from collections.abc import Iterable

from locator.exchange.open_referral.fields import (
    FIELDS,
    ID,
    MOMENT,
    NUMBER,
    PAGE,
    PROFILE_VERSION,
    REQUIRED,
    TEXT,
    WHOLE,
    Schema,
    one,
)

_YES: Schema = {"type": "boolean"}
_FORMAT: Schema = {"type": "string", "enum": ["json", "ndjson"]}
PARAMETERS: dict[str, tuple[Schema, str]] = {
    "search": (TEXT, "Only what has all these words."),
    "page": (WHOLE, "Which page, counted from 1."),
    "per_page": (WHOLE, "How many records a page, 200 at most."),
    "format": (_FORMAT, "“ndjson” gives out every record at once, one a line."),
    "taxonomy_term_id": (ID, "Only what has this term."),
    "taxonomy_id": (ID, "Only what has, or is, a term of this taxonomy."),
    "organization_id": (ID, "Only what this organization runs."),
    "modified_after": (MOMENT, "Only what has changed since."),
    "minimal": (_YES, "Only ids, and when each last changed."),
    "full": (_YES, "Whole records."),
    "full_service": (_YES, "With whole services."),
    "postcode": (TEXT, "The nearest to this postcode first."),
    "proximity": (NUMBER, "Only what is no farther from the postcode, in metres."),
    "top_only": (_YES, "Only terms without a parent: here, all."),
    "parent_id": (ID, "Only terms under this one: here, none."),
}
"""What may be asked of lists, and what it does."""

_PAGED = ("search", "page", "per_page", "format")
_NARROWED = ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "services": ("service", (*_PAGED, *_NARROWED, "minimal", "full")),
    "organizations": ("organization", (*_PAGED, "taxonomy_term_id", "taxonomy_id", "full_service", "full")),
    "service_at_locations": ("service_at_location", (*_PAGED, *_NARROWED, "full", "postcode", "proximity")),
    "taxonomies": ("taxonomy", _PAGED),
    "taxonomy_terms": ("taxonomy_term", (*_PAGED, "taxonomy_id", "top_only", "parent_id")),
}
"""Each list by its path, with the kind of its records and what may be asked of it."""

_REQUIRED_LISTS = frozenset({"services"})


def document(base: str, version: str) -> Schema:
    """The description of the feed at this address; `version` is that of the program."""
    paths: Schema = {"/": {"get": _operation("What this feed is", "required", (), one("about"))}}
    for path, (kind, asked) in LISTS.items():
        tag = "required" if path in _REQUIRED_LISTS else "optional"
        paths[f"/{path}"] = {"get": _operation(f"Every {kind}", tag, asked, _page_of(kind))}
        by_id = _operation(f"One {kind}", tag, (), one(kind))
        by_id["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": ID}]
        paths[f"/{path}/{{id}}"] = {"get": by_id}
    return {
        "openapi": "3.1.0",
        "x-hsds-version": PROFILE_VERSION,
        "info": {"title": "Locator open data", "version": version, "x-profile-version": PROFILE_VERSION},
        "servers": [{"url": base}],
        "paths": paths,
        "components": {"schemas": {name: _schema(name) for name in FIELDS}},
    }


def _operation(summary: str, tag: str, asked: Iterable[str], answer: Schema) -> Schema:
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": PARAMETERS[name][0],
            "description": PARAMETERS[name][1],
        }
        for name in asked
    ]
    content = {"application/json": {"schema": answer}}
    answers = {"200": {"description": summary, "content": content}}
    return {"summary": summary, "tags": [tag], "parameters": parameters, "responses": answers}


def _page_of(kind: str) -> Schema:
    return {
        "type": "object",
        "required": [*PAGE, "contents"],
        "properties": {**PAGE, "contents": {"type": "array", "items": one(kind)}},
    }


def _schema(name: str) -> Schema:
    return {"type": "object", "required": [*REQUIRED.get(name, ("id",))], "properties": FIELDS[name]}
