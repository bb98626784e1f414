"""Templates see the environment's own globals, and no page begins a session of Flask's."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string, session

from locator.web.shared import templating


@pytest.fixture
def app() -> Flask:
    """A site that makes its pages as ours does."""
    app = Flask("small")
    app.secret_key = "a key of a test"
    templating.register(app)
    return app


def test_a_global_that_comes_later_is_seen_by_a_template_read_earlier(app: Flask) -> None:
    template = app.jinja_env.from_string("{{ word }}")
    app.jinja_env.globals["word"] = "Hello"
    assert template.render() == "Hello"


def test_a_template_s_own_globals_stay_its_own(app: Flask) -> None:
    own = app.jinja_env.from_string("{{ word }}", globals={"word": "Hello"})
    assert own.render() == "Hello"
    assert "word" not in app.jinja_env.globals


def test_a_page_has_the_values_that_it_was_given(app: Flask) -> None:
    with app.test_request_context("/about"):
        assert render_template_string("{{ request.path }} {{ word }}", word="<b>") == "/about &lt;b&gt;"


def test_nothing_can_be_kept_in_a_session_and_no_cookie_is_set(app: Flask) -> None:
    app.add_url_rule("/", view_func=lambda: f"{len(session)}", endpoint="count")
    answer = app.test_client().get("/")
    assert (answer.text, "Set-Cookie" in answer.headers) == ("0", False)
    with app.test_request_context("/"), pytest.raises(RuntimeError):
        session["name"] = "Ann"
