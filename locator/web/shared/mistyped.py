"""The address that somebody meant: with a slash too many, in capitals, or with "organisations" spelled as people spell it."""

from __future__ import annotations

from flask import Request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

_SPELLED = {"organisations": "organizations"}


def meant(asked: Request, routes: MapAdapter | None) -> str | None:
    """The path and query of the page that there is; None where there is none, or the address was right as it stood."""
    if routes is None or asked.method not in ("GET", "HEAD") or asked.url_rule is not None:
        return None
    first, *rest = asked.path.strip("/").split("/")
    first = first.casefold()
    path = "/" + "/".join([_SPELLED.get(first, first), *rest])
    if path == asked.path or not _is_there(routes, path):
        return None
    query = asked.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path


def _is_there(routes: MapAdapter, path: str) -> bool:
    try:
        routes.match(path, method="GET")
    except HTTPException:
        return False
    return True
