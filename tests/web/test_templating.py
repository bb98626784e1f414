"""Templates see the environment's own globals, and no page begins a session of Flask's."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, render_template_string, session, url_for

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


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder of templates of its own."""
    (tmp_path / "word.html").write_text("{% if True %}\n{{ word }}\n{% endif %}\n", encoding="utf-8")
    return tmp_path


def site(folder: Path) -> Flask:
    """Another site of the same process over these templates."""
    made = Flask("small", template_folder=str(folder))
    templating.register(made)
    return made


def test_two_sites_share_what_was_compiled_and_nothing_else(written: Path) -> None:
    first, second = site(written), site(written)
    first.jinja_env.globals["word"], second.jinja_env.globals["word"] = "Hello", "<b>"
    assert first.jinja_env.get_template("word.html").render() == "Hello\n"
    assert second.jinja_env.get_template("word.html").render() == "&lt;b&gt;\n"


def test_a_template_that_has_changed_is_compiled_again(written: Path) -> None:
    assert site(written).jinja_env.get_template("word.html").render(word="Hello") == "Hello\n"
    (written / "word.html").write_text("Good {{ word }}", encoding="utf-8")
    assert site(written).jinja_env.get_template("word.html").render(word="day") == "Good day"


def test_an_address_is_written_the_same_the_first_time_and_later(app: Flask) -> None:
    app.add_url_rule("/<rule>/of/<int:number>", endpoint="both", view_func=lambda rule, number: rule)
    with app.test_request_context("/"):
        written = [url_for("both", rule="a b", number=7, more="x&y") for _ in range(2)]
    assert written == ["/a%20b/of/7?more=x%26y"] * 2
