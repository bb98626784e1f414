"""The page where the tools begin: each person finds those that are theirs, and every link leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from locator.roles import Permission, Role, allows
from locator.web.curator.tools import TOOLS
from tests.web import tooling


def test_each_person_finds_the_tools_that_are_theirs(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    for role in (Role.CURATOR, Role.ADMINISTRATOR):
        visitor = tooling.curator(app, role.value, role=role)
        links = set(visitor.get("/curate/tools").links())
        for tool in TOOLS:
            assert (tool.href in links) is allows(role, tool.needs)
            assert visitor.raw(tool.href).status_code == (200 if allows(role, tool.needs) else 403)


def test_nobody_else_finds_them(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    for role in set(Role) - {Role.CURATOR, Role.ADMINISTRATOR}:
        assert not allows(role, Permission.SET_UP)
        assert tooling.curator(app, role.value, role=role).raw("/curate/tools").status_code == 403


def test_a_curator_finds_the_tools_from_where_their_work_begins(make_app: Callable[..., Flask]) -> None:
    assert "/curate/tools" in tooling.curator(make_app()).get("/curate").links()
