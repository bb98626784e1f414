"""The three forms of a hand-over, and the words for what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wtforms import Field, Form, HiddenField, RadioField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from locator.actions.hand_over import LONGEST
from locator.referral import chi
from locator.referral.person import ContactKind, GivenBy, GivenHow
from locator.referral.private_text import Refusal
from locator.referral.referral import ForWhom

REFUSED = {
    Refusal.CHI: (
        "This looks like a CHI number. Take it out: the group does not need it and we must not keep it. "
        "A phone number is welcome: write it with its area code"
    ),
    Refusal.CHI_TOGETHER: "Together with another box this looks like a CHI number. Take the digits out of both",
    Refusal.BIRTH: "This looks like a date of birth. Take it out: the group does not need it. Write other dates as 1 December",
    Refusal.NUMBER_WORDS: "Take out health, hospital and National Insurance numbers, and dates of birth. The group needs none of them",
}
NEEDED = {
    "name": "Write the name that the person wants to be called by",
    "contact": "Write how the group can reach them",
    "reason": "Write in a few words why you are handing them over",
}
YES_NO: Mapping[str, str] = {"yes": "Yes", "no": "No"}
FOR_WHOM: Mapping[str, str] = {
    ForWhom.OLDER_PERSON: "An older person",
    ForWhom.CARER: "A carer",
    ForWhom.BOTH: "Both together",
}
CONTACT: Mapping[str, str] = {
    ContactKind.LANDLINE: "Phone: landline",
    ContactKind.MOBILE: "Phone: mobile",
    ContactKind.LETTER: "Letter",
    ContactKind.EMAIL: "Email",
    ContactKind.CARER: "Through a carer",
}
GIVEN_BY: Mapping[str, str] = {
    GivenBy.PERSON: "The person themselves",
    GivenBy.AUTHORITY: "Somebody with legal authority, such as a welfare attorney",
}
GIVEN_HOW: Mapping[str, str] = {GivenHow.SPOKEN: "Spoken", GivenHow.WRITTEN: "In writing"}
UNKNOWN_PLACE = "We do not know this place. Use the first half of a postcode, such as ML1, or leave it empty"
PHONE_DIGITS = range(10, 14)


def _choice(label: str, choices: Mapping[str, str], message: str, hint: str = "") -> RadioField:
    return RadioField(
        label,
        description=hint,
        choices=[SelectChoice(value=str(value), label=text) for value, text in choices.items()],
        validators=[AnyOf([str(value) for value in choices], message=message)],
        validate_choice=False,
    )


class DangerForm(Form):  # type: ignore[misc]
    """Whether somebody is in danger: then this is the wrong way."""

    danger = _choice(
        "Is anybody in danger, or being harmed?",
        {"no": "No", "yes": "Yes, or I am not sure"},
        "Choose whether anybody is in danger",
    )
    send = SubmitField("Continue")


class PermissionForm(Form):  # type: ignore[misc]
    """The two permissions, who gave them, and how."""

    refer = _choice("Did they say yes to being referred?", YES_NO, "Choose whether they said yes to being referred")
    share = _choice("Did they say yes to sharing?", YES_NO, "Choose whether they said yes to sharing their details")
    given_by = _choice("Who gave these permissions?", GIVEN_BY, "Choose who gave these permissions")
    given_how = _choice("How were they given?", GIVEN_HOW, "Choose how they were given")
    words_version = HiddenField()
    send = SubmitField("Continue")


class DetailsForm(Form):  # type: ignore[misc]
    """What the group needs to get in touch."""

    for_whom = _choice("Who is it for?", FOR_WHOM, "Choose who it is for")
    near = StringField(
        "Where do they live, roughly? (optional)",
        description=(
            "The first half of a postcode, such as ML1, or a town. It is for the figures: of a whole postcode we keep only "
            "the first half."
        ),
    )
    near_before = HiddenField()
    locality_before = HiddenField()
    name = StringField("Name", description="What the person wants to be called.")
    contact_kind = _choice("What is the best way to reach them?", CONTACT, "Choose the best way to reach them")
    contact = StringField(
        "The number, address or email",
        description="Through a carer: their name and number. Ask the carer first.",
    )
    best_time = StringField("Best time (optional)", description="For example: mornings, not Tuesdays.")
    communication = TextAreaField(
        "What helps them to talk or read? (optional)",
        description="For example: large print, speak slowly, hearing aids.",
    )
    interpreter = StringField("Interpreter (optional)", description="Which language, or British Sign Language.")
    matters = TextAreaField("What matters to them? (optional)", description="In their own words.")
    reason = TextAreaField(
        "Why are you handing them over?",
        description=(
            f"At most {LONGEST['reason']} letters. Do not name others. No diagnosis, no date of birth, no CHI number: "
            "write “unsteady on the stairs”, not what it is called."
        ),
    )
    send = SubmitField("Check what you have written")


def explain(form: DetailsForm, refusals: Mapping[str, Iterable[Refusal]]) -> None:
    """Put into words, field by field, why a detail cannot be kept as it is."""
    for name, refused in refusals.items():
        one = form[name]
        one.errors = [*one.errors, *(REFUSED[refusal] for refusal in refused)] or [_short(one)]


def check_contact(form: DetailsForm) -> None:
    """Say so where the number is not whole or the email is none."""
    if form.contact.errors:
        return
    kind, text = form.contact_kind.data, form.contact.data or ""
    digits = sum(letter.isdigit() for letter in text)
    if kind in (ContactKind.LANDLINE, ContactKind.MOBILE) and text and digits not in PHONE_DIGITS:
        form.contact.errors = ["Write the whole phone number, with its area code"]
    if kind == ContactKind.EMAIL and text and "@" not in text:
        form.contact.errors = ["Write an email address, such as name@example.com"]


def explain_place(form: DetailsForm) -> None:
    """Say that the place is none that we know."""
    is_chi = bool(chi.find(form.near.data or ""))
    form.near.errors = [REFUSED[Refusal.CHI] if is_chi else UNKNOWN_PLACE]


def _short(one: Field) -> str:
    text = str(one.data or "").strip()
    return f"Write {LONGEST[one.name]} letters or fewer" if text else NEEDED[one.name]
