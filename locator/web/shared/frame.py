"""What every page shows around its content: the site's name, whom to ask, the kept list, its own address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, g, request

from locator.accounts.account import User
from locator.directory import contact
from locator.roles import Permission, Role
from locator.web.shared import kept_list, site

HOME = {
    Role.STAFF: "/staff",
    Role.TEAM_LEAD: "/staff",
    Role.ORGANISER: "/organise",
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


PLACES = frozenset({"/services", "/map", "/my-list", "/about"})
"""The pages that the row at the top leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What stands around a page whoever it is for; the same object for the same look, so that what is made of it is remembered.

    `place` is which of the pages at the top this is, "" for another.
    """

    name: str
    phone: str
    phone_link: str
    email: str
    is_demonstration: bool
    place: str
    kept: int
    is_signed_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame of one page; `base` is the address of the site without a slash at its end, `user` whoever is signed in,
    `home` where their work is, `refers` whether they point people to groups.
    """

    look: Look
    name: str
    phone: str
    phone_link: str
    email: str
    base: str
    path: str
    user: User | None
    home: str
    refers: bool


def frame() -> Frame:
    """The frame of the page that is being made; put together once for each person that the request turns out to be from."""
    made: Frame | None = g.get("frame")
    if made is None or made.user is not g.get("user"):
        made = g.frame = _made()
    return made


def _made() -> Frame:
    settings, user = site.settings(), g.get("user")
    path = request.path
    about = (settings.site_name, settings.enquiries_phone, settings.enquiries_email, site.engine().is_demonstration)
    look = _look(*about, path if path in PLACES else "", kept_list.count(), user is not None)
    return Frame(
        look=look,
        name=look.name,
        phone=look.phone,
        phone_link=look.phone_link,
        email=look.email,
        base=settings.base_url or request.host_url.rstrip("/"),
        path=path,
        user=user,
        refers=user is not None and user.can(Permission.REFER),
        home=HOME[user.role] if user is not None else "",
    )


@lru_cache(maxsize=256)
def _look(name: str, phone: str, email: str, is_demonstration: bool, place: str, kept: int, is_signed_in: bool) -> Look:
    return Look(
        name=name,
        phone=phone,
        phone_link=contact.tel_link(phone) if phone else "",
        email=email,
        is_demonstration=is_demonstration,
        place=place,
        kept=kept,
        is_signed_in=is_signed_in,
    )


def register(app: Flask) -> None:
    """Hand the frame to every template that asks for it."""
    app.jinja_env.globals["frame"] = frame
