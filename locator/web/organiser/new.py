"""Begin a new listing: say whose it is, and go on to the page with the sections."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Form, HiddenField, RadioField, SelectField, StringField, SubmitField

from locator.actions import editing
from locator.actions.editing import TooManyNewError
from locator.actions.proposing import Draft
from locator.directory.organization import Organization
from locator.revision.content import ContentError
from locator.roles import Permission
from locator.web.organiser.listing_form.section import choices, most
from locator.web.shared import form_keys, site

door = Blueprint("new_listing", __name__, url_prefix="/organise")

TOO_MANY = "You have begun three groups that we have not looked at yet. Please wait until we have"
NO_GROUP = "Choose the group, or type the name of a new one"


class NewListingForm(Form):  # type: ignore[misc]
    """Whose listing it is, or the name of a group that is new; for a curator also how it came."""

    group = SelectField("Which group runs it?", validate_choice=False)
    new_group = StringField("Or type the name of a new group", validators=[most(120)])
    came = RadioField(
        "How did it come to you?",
        choices=choices({"paper": "On a paper form", "other": "Another way"}),
        default="paper",
        validate_choice=False,
    )
    form_key = HiddenField()
    send = SubmitField("Go on")


@door.route("/new", methods=["GET", "POST"])
def begin() -> Answer:
    """Whose listing it is; not asked of somebody who looks after one group."""
    context = site.context()
    groups, is_curator = editing.groups(context), context.user is not None and context.user.can(Permission.CURATE)
    form = _form(groups, is_curator=is_curator)
    if request.method == "POST" and form.validate():
        try:
            return redirect(url_for("edit.listing", service_id=_begun(form).proposal.subject.id), 303)
        except ContentError:
            form.group.errors = [NO_GROUP]
        except TooManyNewError:
            form.new_group.errors = [TOO_MANY]
    page = render_template("organiser/edit/new.html", form=form, groups=groups, is_curator=is_curator)
    return make_response(page, 422 if form.errors else 200)


def _begun(form: NewListingForm) -> Draft:
    group = form.group.data or ""
    return editing.begin(
        site.context(),
        organization_id=group,
        new_group=form.new_group.data or "",
        form_key=form_keys.sent(form.form_key.data or ""),
        is_paper=form.came.data == "paper",
    )


def _form(groups: tuple[Organization, ...], *, is_curator: bool) -> NewListingForm:
    form = NewListingForm(request.form if request.method == "POST" else None)
    named = {one.id: one.name for one in groups}
    none = {"": "A group that is not in the directory yet"}
    form.group.choices = choices(none | named if is_curator else named | none)
    form.form_key.data = form.form_key.data or form_keys.fresh()
    return form
