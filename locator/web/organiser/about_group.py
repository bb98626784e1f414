"""What is said of a group itself: the page on which its people change it, and curators too."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import about_group, contact_checks
from locator.actions.proposing import AlreadySentError, Draft, NothingChangedError
from locator.revision.content import ContentError
from locator.web.organiser.listing_form.about import AboutSection
from locator.web.organiser.listing_form.section import digest
from locator.web.shared import contact_words, form_keys, site

door = Blueprint("about_group", __name__, url_prefix="/organise/organizations")

LONGEST_WHY = 500
WAS = "was-about"
"""The hidden box with the mark of what the boxes held when the page was made."""
NOTHING = "Nothing is different from what the directory says already."


@door.route("/<organization_id>/edit", methods=["GET", "POST"])
def edit(organization_id: str) -> Answer:
    """The page, and what it sends."""
    draft = about_group.prepare(site.context(), organization_id)
    if request.method == "GET":
        return _page(draft, _kept(draft))
    form = AboutSection(request.form)
    if not form.validate():
        return _page(draft, form, 422)
    if _is_crossed(draft, form):
        return _page(draft, form, 409, is_crossed=True)
    return _send(organization_id, draft, form)


def _send(organization_id: str, draft: Draft, form: AboutSection) -> Answer:
    context, fields = site.context(), form.keep(draft.content, form.content())
    changed = {name: value for name, value in fields.items() if value != draft.current[name]}
    problem = next((one for one in contact_checks.problems(context, changed) if one.field in form._fields), None)
    if problem is not None:
        form[problem.field].errors = [contact_words.WORDS[problem.what]]
        return _page(draft, form, 422)
    why = request.form.get("why", "")[:LONGEST_WHY]
    try:
        sent = about_group.send(context, organization_id, form_keys.sent(request.form.get("form_key", "")), fields, why)
    except NothingChangedError:
        return _page(draft, form, 422, saved=NOTHING)
    except ContentError:
        return _page(draft, form, 422)
    except AlreadySentError as before:
        return redirect(url_for("changes.one", proposal_id=before.proposal.id), 303)
    return redirect(url_for("changes.one", proposal_id=sent[-1].id, sent="yes"), 303)


def _is_crossed(draft: Draft, form: AboutSection) -> bool:
    """Whether sending would write over words that the page has never shown."""
    kept = digest(_kept(draft).boxes())
    return kept not in (_was(draft), digest(form.boxes()))


def _page(
    draft: Draft, form: AboutSection, status: int = 200, *, is_crossed: bool = False, saved: str = ""
) -> Response:
    """The page; one that is shown again is as old as it was, until it has said what else is public."""
    kept = _kept(draft)
    html = render_template(
        "organiser/edit/about.html",
        organization_id=draft.proposal.subject.id,
        name=str(draft.content["name"]),
        form=form,
        was=digest(kept.boxes()) if is_crossed else _was(draft),
        elsewhere=kept.unlike(form) if is_crossed else (),
        saved=saved,
        why=request.form.get("why", draft.proposal.why)[:LONGEST_WHY],
        form_key=form_keys.sent(request.form.get("form_key", "")),
    )
    return make_response(html, status)


def _kept(draft: Draft) -> AboutSection:
    return AboutSection(data=AboutSection.data_of(draft.content))


def _was(draft: Draft) -> str:
    return request.form.get(WAS) or digest(_kept(draft).boxes())
