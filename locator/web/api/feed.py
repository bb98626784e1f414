"""The open data feed: Open Referral UK 3.0, to read, for anybody (docs/open-data.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from importlib.metadata import version

from flask import Blueprint, Response, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from locator.actions import open_data
from locator.actions.open_data import Records
from locator.exchange.node import Node
from locator.exchange.open_referral import description
from locator.exchange.open_referral.fields import PROFILE, PROFILE_VERSION
from locator.places.place import UnknownPlaceError
from locator.web.api import asking
from locator.web.api.asking import BadParameterError
from locator.web.shared import site, turns
from locator.web.shared.frame import frame

PREFIX = "/api/oruk/v3"

door = Blueprint("feed", __name__, url_prefix=PREFIX)


@door.get("", strict_slashes=False)
@door.get("/")
def about() -> Response:
    """What this feed is; where its groups are made up it says so."""
    demonstration = {"locator_is_demonstration": True} if site.context().reference.is_demonstration else {}
    own = f"{frame().base}{PREFIX}/openapi.json"
    return jsonify(version=PROFILE_VERSION, profile=PROFILE, openapi_url=own, **demonstration)


@door.get("/openapi.json")
def described() -> Response:
    """The feed's own description."""
    return jsonify(description.document(f"{frame().base}{PREFIX}", version("locator")))


@door.get("/services")
@turns.in_turn
def services() -> Response:
    """Services, a page of them or all."""
    return _listed(open_data.services(site.context(), asking.asked(request.args)))


@door.get("/services/<id_>")
@turns.in_turn
def one_service(id_: str) -> AnyResponse:
    """A whole service; one that was merged leads to the one that it is a part of."""
    context = site.context()
    found = open_data.service(context, _id(id_))
    if found is None and (kept := open_data.moved_to(context, id_)):
        return redirect(url_for("feed.one_service", id_=kept), HTTPStatus.MOVED_PERMANENTLY)
    return _told(found)


@door.get("/organizations")
@turns.in_turn
def organizations() -> Response:
    """Groups."""
    return _listed(open_data.groups(site.context(), asking.asked(request.args)))


@door.get("/organizations/<id_>")
@turns.in_turn
def one_organization(id_: str) -> Response:
    """A group and its services."""
    return _told(open_data.group(site.context(), _id(id_), is_full=asking.asked(request.args).is_full))


@door.get("/service_at_locations")
@turns.in_turn
def sites() -> Response:
    """Services at their venues."""
    try:
        return _listed(open_data.sites(site.context(), asking.asked(request.args)))
    except UnknownPlaceError:
        raise BadParameterError("“postcode” must be a postcode or a town in Great Britain.") from None


@door.get("/service_at_locations/<id_>")
@turns.in_turn
def one_site(id_: str) -> Response:
    """A service at one of its venues."""
    return _told(open_data.site(site.context(), _id(id_)))


@door.get("/taxonomies")
def taxonomies() -> Response:
    """Taxonomies."""
    return _listed(open_data.taxonomies(site.context(), asking.words(request.args)))


@door.get("/taxonomies/<id_>")
def one_taxonomy(id_: str) -> Response:
    """A taxonomy."""
    return _told(open_data.one_of(open_data.taxonomies(site.context()), _id(id_)))


@door.get("/taxonomy_terms")
def terms() -> Response:
    """Terms, of one taxonomy or of all; none has a parent."""
    found = open_data.terms(site.context(), asking.words(request.args), request.args.get("taxonomy_id", ""))
    return _listed(found if not request.args.get("parent_id") else Records(ids=(), of=found.of))


@door.get("/taxonomy_terms/<id_>")
def one_term(id_: str) -> Response:
    """A term."""
    return _told(open_data.one_of(open_data.terms(site.context()), _id(id_)))


@door.errorhandler(BadParameterError)
def refused(error: BadParameterError) -> Response:
    """What means nothing is said so."""
    answer = jsonify(error=str(error))
    answer.status_code = HTTPStatus.BAD_REQUEST
    return answer


@door.after_app_request
def for_programs(response: Response) -> Response:
    """Under this address everything may be read from any site, and faults are told in JSON too."""
    if request.path != PREFIX and not request.path.startswith(f"{PREFIX}/"):
        return response
    if response.status_code >= HTTPStatus.BAD_REQUEST and not response.is_json:
        response.data = json.dumps({"error": HTTPStatus(response.status_code).phrase})
        response.mimetype = "application/json"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _id(text: str) -> str:
    if not open_data.is_id(text):
        abort(HTTPStatus.NOT_FOUND)
    return text


def _told(record: Node | None) -> Response:
    if record is None:
        abort(HTTPStatus.NOT_FOUND)
    return jsonify(record)


def _listed(records: Records) -> Response:
    """A page of the records, or each in a line of its own."""
    page = asking.paging(request.args)
    if page.is_whole:
        return Response(_lines(records), mimetype="application/x-ndjson")
    total = len(records.ids)
    pages = max(1, -(-total // page.size))
    contents = records.page(page.number, page.size)
    return jsonify(
        total_items=total,
        total_pages=pages,
        page_number=page.number,
        size=len(contents),
        first_page=page.number == 1,
        last_page=page.number >= pages,
        empty=not contents,
        contents=contents,
    )


def _lines(records: Records) -> Iterator[str]:
    for record in records.every():
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
