"""What a group says of itself, beside its listings: its name, and how anybody reaches it."""

from __future__ import annotations

from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import DataRequired

from locator.revision.content import Content, Json
from locator.web.organiser.listing_form.joining import ReachSection
from locator.web.organiser.listing_form.section import most


class AboutSection(ReachSection):
    """The one section of the page; `charity_number` has no box, since it is looked up and not said."""

    KEY, TITLE = "about", "About the group"
    FIELDS = ("name", "description", "phones", "email", "website")
    RARE = ("phone_2", "phone_2_for", "phone_3", "phone_3_for")
    MORE = "More phone numbers"

    name = StringField("Name of the group", validators=[DataRequired("Type the name of the group"), most(120)])
    description = TextAreaField(
        "Who are you?", description="For example: Neighbours who run the hall since 1998.", validators=[most(2000)]
    )

    phone_1 = StringField("Phone number", validators=[most(40)])
    phone_1_for = StringField(
        "Whose or what is it for?", description="For example: Office, mornings", validators=[most(80)]
    )
    phone_2 = StringField("Second phone number", validators=[most(40)])
    phone_2_for = StringField("Whose or what is it for?", validators=[most(80)])
    phone_3 = StringField("Third phone number", validators=[most(40)])
    phone_3_for = StringField("Whose or what is it for?", validators=[most(80)])
    email = EmailField("Email address", description="Everybody can see it", validators=[most(200)])
    website = StringField("Website or Facebook page", validators=[most(300)])

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """The first three numbers have boxes."""
        return {
            **cls.reach_of(content),
            "name": content["name"],
            "description": content["description"],
        }

    def content(self) -> dict[str, Json]:
        """The name, and the numbers in their order."""
        return {
            **self.reach(),
            "name": (self.name.data or "").strip(),
            "description": (self.description.data or "").replace("\r\n", "\n").strip(),
        }
