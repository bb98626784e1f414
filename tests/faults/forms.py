"""The forms of staff, of groups and of curators, each filled in as its page shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from locator.directory.listing import Listing
from locator.web.shared import signed_in
from tests.browser.site import Site
from tests.faults import changes, deeds
from tests.faults.kills import Form, PageRefusedError
from tests.faults.signed_in import SignedIn, hidden
from tests.web import filled
from tests.web.page import Page

DATABASE = "locator.sqlite"
_REFERRAL = re.compile(r"/staff/referrals/([0-9a-f-]{36})")
HAND_OVER = {
    "step": "check",
    "danger": "no",
    "refer": "yes",
    "share": "yes",
    "given_by": "the person",
    "given_how": "spoken",
    "for_whom": "older person",
    "near": "ML1",
    "name": "Jean Canaryworth",
    "contact_kind": "landline",
    "contact": "01698 555123",
    "reason": "Two falls on the stair since summer",
}


@dataclass(frozen=True, slots=True)
class Nurse:
    """A nurse, and what she does with people."""

    person: SignedIn

    def refer(self, _site: Site, key: str) -> Form:
        """A coded referral."""
        return self._about_lunch("/staff/signpost", {"form_key": key, "level": "coded", "reason": "falls"})

    def move(self, site: Site, key: str) -> Form:
        """The next step of the referral that was made under this key."""
        found = _REFERRAL.search(self.person.page(site, f"/staff/logged/{key}"))
        if found is None:
            raise PageRefusedError(404)
        step = {"form_key": f"move-{key}", "seen": "sent", "to": "contacted"}
        return self._about_lunch(f"/staff/referrals/{found[1]}/move", step)

    def hand_over(self, _site: Site, key: str) -> Form:
        """Somebody handed over by name."""
        return self._about_lunch("/staff/hand-over", HAND_OVER | {"form_key": key})

    def _about_lunch(self, address: str, fields: dict[str, str]) -> Form:
        return self.person.form(address, {"service": deeds.LUNCH.service.slug, "for_whom": "carer", **fields})


@dataclass(frozen=True, slots=True)
class Organiser:
    """Somebody who looks after a group, and one of its listings that they change."""

    person: SignedIn
    listing: Listing

    def save(self, site: Site, key: str) -> Form:
        """The first section of the page, with another summary."""
        service = self.listing.service
        boxes = {"name": service.name, "description": service.description, "summary": changes.words(key)}
        mark = hidden(self.person.page(site, self._edit), "was-basics")
        return self.person.form(self._edit, {**boxes, **mark, "form_key": key, "deed": "save"})

    def send(self, _site: Site, key: str) -> Form:
        """The button that sends what was saved; no section, so that nothing is saved by this."""
        return self.person.form(self._edit, {"form_key": key, "deed": "send"})

    def send_after_a_look(self, site: Site, key: str) -> Form:
        """The same on the page that shows how it would be."""
        self.person.page(site, self._edit.replace("/edit", "/preview"))
        return self.person.form(self._edit.replace("/edit", "/send"), {"form_key": key})

    def times(self, site: Site, key: str) -> Form:
        """The page of days and times with another note on the first."""
        address = self._edit.replace("/edit", "/times")
        boxes = _boxes(self.person.page(site, address), address)
        row = {
            "often": "weekly",
            "weekdays": "1",
            "opens_at": "10am",
            "closes_at": "11.30am",
            "notes": changes.words(key),
        }
        typed = {f"sessions-0-{name}": value for name, value in row.items()}
        return self.person.form(address, {**boxes, **typed, "form_key": key})

    @property
    def _edit(self) -> str:
        return f"/organise/listings/{self.listing.service.id}/edit"


@dataclass(frozen=True, slots=True)
class Curator:
    """A curator, who decides on what waits."""

    person: SignedIn

    def approve(self, site: Site, key: str) -> Form:
        """All of the change that came of this key."""
        return self._decide(site, key, {"press": "approve", "take": "summary"})

    def refuse(self, site: Site, key: str) -> Form:
        """None of it."""
        return self._decide(site, key, {"press": "refuse", "reason": changes.REASON})

    def approve_times(self, site: Site, key: str) -> Form:
        """The days and times that were asked for, or are public already."""
        return self._decide(site, key, {"press": "approve", "take": "sessions"})

    def _decide(self, site: Site, key: str, fields: dict[str, str]) -> Form:
        address = f"/curate/changes/{changes.proposal_id(key)}"
        return self.person.form(address, {**hidden(self.person.page(site, address), "step", "number"), **fields})


@dataclass(frozen=True, slots=True)
class Merger:
    """A curator who finds that another listing is the same as this one, again and again."""

    person: SignedIn
    kept: Listing

    def merge(self, site: Site, key: str) -> Form:
        """Make the listing of this key a part of it, and take its words."""
        gone = changes.twin(site.data / DATABASE, key)
        page = self.person.page(site, f"/curate/merge?first={self.kept.service.id}&second={gone.service.id}")
        return self.person.form("/curate/merge", {**_boxes(page, "/curate/merge"), "choose-summary": "second"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A group that was asked by email whether its listing is still correct, with the token of the link."""

    listing: Listing
    token: str

    def all_correct(self, site: Site, key: str) -> Form:
        """Its press; half a year has gone by since the last."""
        changes.let_time_pass(site.data / DATABASE, self.listing, key)
        fields = {"answer": "correct", "listing": self.listing.service.slug}
        return Form(address=f"/still-correct/{self.token}", fields=fields)


def _boxes(page: str, address: str) -> dict[str, str]:
    """What the boxes of this form hold; the token of forms is the person's own."""
    boxes = filled.boxes(Page(address, page), address)
    return {name: values[-1] for name, values in boxes.items() if name != signed_in.FIELD}
