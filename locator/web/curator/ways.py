"""Where the things are that curators look after, and where they are changed."""

from __future__ import annotations

from flask import current_app, request

from locator.revision.subject import Subject, SubjectKind

KINDS = {SubjectKind.SERVICE: "listings", SubjectKind.ORGANIZATION: "organizations", SubjectKind.LOCATION: "venues"}
"""What each kind is called in an address."""
NOUNS = {SubjectKind.SERVICE: "listing", SubjectKind.ORGANIZATION: "group", SubjectKind.LOCATION: "place"}
EDITORS = {
    SubjectKind.SERVICE: "/organise/listings/{id}/edit",
    SubjectKind.ORGANIZATION: "/organise/organizations/{id}/edit",
    SubjectKind.LOCATION: "/curate/venues/{id}",
}
"""The pages on which a subject is changed; a link is only shown to those that this site has."""


def history(subject: Subject) -> str:
    """The page of its versions."""
    return f"/curate/{KINDS[subject.kind]}/{subject.id}/history"


def edit(subject: Subject) -> str:
    """The page on which it is changed; empty where this site has none."""
    path = EDITORS[subject.kind].format(id=subject.id)
    adapter = current_app.url_map.bind(request.host)
    return path if adapter.test(path, "GET") else ""
