"""A page with nothing but the editor of days and times on it, in the site's own frame, for tests of the editor alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, Response, make_response, render_template_string, request
from wtforms import Form, StringField, SubmitField

from locator.web.shared import site
from locator.web.shared.doorkeeper import Who
from locator.web.shared.session_fields import SessionsField

PATH = "/editor"
PAGE = """{% extends "base.html" %}
{% from "components/sessions_editor.html" import sessions_editor %}
{% block title %}{% if form.errors %}Error: {% endif %}When is it on?{% endblock %}
{% block content %}
<div class="app-reading">
{{ error_summary(form) }}
<h1 class="govuk-heading-xl">When is it on?</h1>
<form method="post" novalidate>
{{ field(form.title) }}
{{ sessions_editor(form.sessions) }}
{{ field(form.send) }}
</form>
</div>
{% endblock %}
{% block scripts %}<script type="module" src="{{ static_url('js/sessions.js') }}"></script>{% endblock %}"""
SAVED = """{% extends "base.html" %}
{% block title %}Saved{% endblock %}
{% block content %}<h1 class="govuk-heading-xl">Saved</h1><p class="govuk-body" id="saved">{{ saved }}</p>{% endblock %}"""


class EditorForm(Form):  # type: ignore[misc]
    """A box of another kind before the editor, as on the pages that include it."""

    title = StringField("Name")
    sessions = SessionsField("Days and times", required=True)
    send = SubmitField("Save")


def add(app: Flask, *, venues: Mapping[str, str], saved: Sequence[Mapping[str, Any]] = ()) -> Flask:
    """The app with that page, for these places and what is saved now."""

    def editor() -> Response:
        form = EditorForm(request.form if request.method == "POST" else None, data={"sessions": saved})
        form.sessions.prepare(today=site.context().today, venues=venues)
        if request.method == "POST" and not form.sessions.pressed and form.validate():
            return make_response(render_template_string(SAVED, saved=json.dumps(form.sessions.data)))
        return make_response(render_template_string(PAGE, form=form), 422 if form.errors else 200)

    app.add_url_rule(PATH, "editor", editor, methods=["GET", "POST"])
    app.extensions["access"]["editor"] = Who.ANYBODY
    return app
