"""What every page shows around its content: the site's name, whom to ask, the kept list, its own address."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request

from locator.accounts.account import User
from locator.directory import contact
from locator.roles import Permission, Role
from locator.web.shared import kept_list, site

HOME = {
    Role.STAFF: "/staff",
    Role.TEAM_LEAD: "/staff",
    Role.ORGANISER: "/group",
    Role.CURATOR: "/curate",
    Role.PROGRAMME_LEAD: "/figures",
    Role.ADMINISTRATOR: "/admin",
}
"""Where each role begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the way from the front page to this one."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame of one page; `base` is the address of the site without a slash at its end, `user` whoever is signed in,
    `home` where their work is, `refers` whether they point people to groups.
    """

    name: str
    phone: str
    phone_link: str
    email: str
    is_demonstration: bool
    kept: int
    base: str
    path: str
    user: User | None
    home: str
    refers: bool


def frame() -> Frame:
    """The frame of the page that is being made."""
    settings = site.settings()
    return Frame(
        name=settings.site_name,
        phone=settings.enquiries_phone,
        phone_link=contact.tel_link(settings.enquiries_phone) if settings.enquiries_phone else "",
        email=settings.enquiries_email,
        is_demonstration=site.engine().is_demonstration,
        kept=kept_list.count(),
        base=settings.base_url or request.host_url.rstrip("/"),
        path=request.path,
        user=g.get("user"),
        refers=bool(g.get("user")) and g.user.can(Permission.REFER),
        home=HOME[g.user.role] if g.get("user") else "",
    )


def register(app: Flask) -> None:
    """Hand the frame to every template that asks for it."""
    app.jinja_env.globals["frame"] = frame
