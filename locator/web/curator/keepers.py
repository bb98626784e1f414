"""Who looks after a group, for a curator: make somebody its lead, let them answer, trust them, or take them off."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import keeping
from locator.actions.context import Context
from locator.actions.keeping import KeeperRefusedError
from locator.web.shared import keeper_words, site

door = Blueprint("keepers", __name__, url_prefix="/curate/people")

Deed = Callable[[Context, str, str], None]

DEEDS: Mapping[str, Deed] = {
    "lead": keeping.make_lead,
    "answer": keeping.let_answer,
    "trust": lambda context, group, account: keeping.trust(context, group, account, is_trusted=True),
    "distrust": lambda context, group, account: keeping.trust(context, group, account, is_trusted=False),
    "take-off": keeping.take_off_as_curator,
}
DONE = {
    "lead": "They lead the group now.",
    "answer": "They can answer referrals once they have a password. A link for it is on its way.",
    "trust": "Their small changes are public at once from now on: times, cost and phone numbers.",
    "distrust": "All their changes wait for you from now on.",
    "take-off": "They do not look after the group any more.",
}


@door.get("/<organization_id>")
def group(organization_id: str) -> Answer:
    """The people of one group."""
    return _page(organization_id)


@door.post("/<organization_id>")
def change(organization_id: str) -> Answer:
    """Change one person's part in it."""
    word = request.form.get("deed", "")
    if word not in DEEDS:
        abort(400)
    try:
        DEEDS[word](site.context(), organization_id, request.form.get("account", "")[:64])
    except KeeperRefusedError as refused:
        return _page(organization_id, 409, problem=keeper_words.REFUSALS[refused.why])
    return redirect(url_for(".group", organization_id=organization_id, done=word), 303)


def _page(organization_id: str, status: int = 200, *, problem: str = "") -> Answer:
    found = keeping.of_group(site.context(), organization_id)
    done = DONE.get(request.args.get("done", ""), "")
    return make_response(render_template("curator/people.html", group=found, done=done, problem=problem), status)
