"""Teams: the list, a new one, another name, closing."""

from __future__ import annotations

import secrets

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.accounts.account import TeamKind
from locator.actions import teams
from locator.web.admin import forms
from locator.web.shared import site

door = Blueprint("teams", __name__, url_prefix="/admin/teams")


@door.get("")
def every() -> str:
    """Every team."""
    return render_template("admin/teams.html", teams=teams.every(site.context()))


@door.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """A new team."""
    form = forms.TeamForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        try:
            kind, key = TeamKind(form.kind.data), form.form_key.data or secrets.token_urlsafe(16)
            teams.add(site.context(), name=form.name.data, kind=kind, form_key=key)
            return redirect("/admin/teams", 303)
        except teams.TeamNameError:
            form.name.errors = [forms.TEAM_NAME]
    form.form_key.data = form.form_key.data or secrets.token_urlsafe(16)
    return make_response(render_template("admin/team_new.html", form=form), 422 if form.errors else 200)


@door.route("/<team_id>", methods=["GET", "POST"])
def one(team_id: str) -> Answer:
    """One team, to give it another name."""
    team = teams.one(site.context(), team_id)
    form = forms.TeamForm(request.form if request.method == "POST" else None, name=team.name, kind=team.kind.value)
    if request.method == "POST" and form.validate():
        try:
            teams.change(site.context(), team_id, name=form.name.data, kind=TeamKind(form.kind.data))
            return redirect("/admin/teams", 303)
        except teams.TeamNameError:
            form.name.errors = [forms.TEAM_NAME]
    left_open = teams.left_open(site.context(), team_id)
    page = render_template("admin/team.html", form=form, team=team, left_open=left_open)
    return make_response(page, 422 if form.errors else 200)


@door.post("/<team_id>/close")
def close(team_id: str) -> Answer:
    """Close a team."""
    teams.close(site.context(), team_id)
    return redirect("/admin/teams", 303)


@door.post("/<team_id>/open")
def open_again(team_id: str) -> Answer:
    """Open a closed team again."""
    teams.open_again(site.context(), team_id)
    return redirect("/admin/teams", 303)
