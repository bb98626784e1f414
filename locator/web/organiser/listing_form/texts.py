"""What it is called and what happens there; whether it is on now; which kind of group it is."""

from __future__ import annotations

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired

from locator.directory.service import Capacity, ServiceStatus
from locator.revision.content import Content, Json
from locator.web.organiser.listing_form.section import Offer, Section, choices, chosen, most, terms

STATES = {
    ServiceStatus.ACTIVE: "It is on",
    ServiceStatus.TEMPORARILY_CLOSED: "It is closed for now",
    ServiceStatus.DEFUNCT: "It has closed for good",
}
CAPACITIES = {
    Capacity.HAS_PLACES.value: "There are places",
    Capacity.WAITING_LIST.value: "There is a waiting list",
    Capacity.FULL.value: "It is full",
    "": "We do not know",
}


class BasicsSection(Section):
    """Name, summary, description."""

    KEY, TITLE, FIELDS = "basics", "What it is", ("name", "summary", "description")

    name = StringField(
        "Name of the group or activity",
        description="For example, Broomlea Lunch Club",
        validators=[DataRequired("Type the name of the group or activity"), most(120)],
    )
    summary = TextAreaField(
        "One sentence about it",
        description="People see this in the list. For example: A hot lunch and company for older people.",
        validators=[most(300)],
    )
    description = TextAreaField(
        "What happens there?",
        description="What would you tell a neighbour who asks? Leave a line empty to begin a new paragraph.",
        validators=[most(5000)],
    )

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """The three texts."""
        return {name: content[name] for name in cls.FIELDS}

    def content(self) -> dict[str, Json]:
        """The three texts."""
        texts = {name: (self[name].data or "").replace("\r\n", "\n").strip() for name in self.FIELDS}
        return {**texts, "name": " ".join(texts["name"].split()), "summary": " ".join(texts["summary"].split())}


class StateSection(Section):
    """Whether it is on, and whether there is room."""

    KEY, TITLE, FIELDS = "state", "Is it on now?", ("status", "status_note", "capacity")

    status = RadioField(
        "Is it on?",
        choices=choices({state.value: words for state, words in STATES.items()}),
        validators=[AnyOf([state.value for state in STATES], message="Choose whether it is on")],
        validate_choice=False,
    )
    status_note = StringField(
        "If it is closed: until when, or why?",
        description="For example: Closed until the hall is repaired, about Easter.",
        validators=[most(200)],
    )
    capacity = RadioField("Is there room?", choices=choices(CAPACITIES), validate_choice=False)

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """A hidden listing counts as on: who edits it is not asked whether it is published."""
        status = content["status"] if content["status"] != ServiceStatus.INACTIVE.value else ServiceStatus.ACTIVE.value
        return {"status": status, "status_note": content["status_note"], "capacity": content["capacity"] or ""}

    def content(self) -> dict[str, Json]:
        """The state, its note, and the room."""
        capacity = self.capacity.data if self.capacity.data in CAPACITIES else ""
        return {
            "status": self.status.data,
            "status_note": (self.status_note.data or "").strip(),
            "capacity": capacity or None,
        }


class KindSection(Section):
    """Themes and activities."""

    KEY, TITLE = "kind", "What kind of group is it?"
    FIELDS = ("themes", "activities", "accreditations", "languages")
    RARE, MORE = ("accreditations", "languages"), "Accreditations and languages"

    themes = SelectMultipleField("What is it about?", description="Choose all that fit", validate_choice=False)
    activities = SelectMultipleField("What do you do there?", description="Choose all that fit", validate_choice=False)
    accreditations = SelectMultipleField("Does the group have any of these?", validate_choice=False)
    languages = SelectMultipleField("Which languages do you speak there?", validate_choice=False)

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """The codes."""
        return {name: content[name] for name in cls.FIELDS}

    def offer(self, offer: Offer, content: Content) -> None:
        """All terms of the four taxonomies."""
        self.themes.choices = terms(offer, "theme", content["themes"])
        self.activities.choices = terms(offer, "activity", content["activities"])
        self.accreditations.choices = terms(offer, "accreditation", content["accreditations"])
        self.languages.choices = terms(offer, "language", content["languages"])

    def content(self) -> dict[str, Json]:
        """The codes that were ticked."""
        return {name: chosen(self[name]) for name in self.FIELDS}
