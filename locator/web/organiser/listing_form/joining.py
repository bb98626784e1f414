"""How to join, whom to ask, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from wtforms import EmailField, RadioField, StringField, TextAreaField, ValidationError

from locator.directory import contact_rules, reading_money
from locator.directory.reading_money import NotMoneyError
from locator.directory.service import Joining
from locator.post import addresses
from locator.revision.content import Content, Json
from locator.web.organiser.listing_form.section import YES_NO, YES_NO_WORDS, Section, choices, from_yes_no, most
from locator.web.shared import contact_words

PHONES = 3
PRICES = 4
PLACES = range(1, PRICES + 1)
JOININGS = {
    Joining.TURN_UP.value: "Just turn up",
    Joining.PHONE_FIRST.value: "Phone first",
    Joining.REFERRAL.value: "Somebody has to refer them",
    "": "We do not know",
}
COSTS = {"free": "It is free", "pay": "There is a cost", "": "We do not know"}
NOT_AN_AMOUNT = "Type an amount, such as 3.50"


class ReachSection(Section):
    """The numbers and addresses at which somebody is reached: boxes phone_1 to phone_3, each with what it is for, email and website.

    Those who have them say where among their boxes they stand.
    """

    @classmethod
    def reach_of(cls, content: Content) -> dict[str, Json]:
        """The first three numbers have boxes."""
        numbers: dict[str, Json] = {}
        for place, one in enumerate(content["phones"][:PHONES], 1):
            numbers[f"phone_{place}"] = one["number"]
            numbers[f"phone_{place}_for"] = one["description"] or ""
        return {**numbers, "email": content["email"] or "", "website": content["website"] or ""}

    def reach(self) -> dict[str, Json]:
        """The numbers in their order, and the addresses."""
        return {
            "phones": self._phones(),
            "email": (self["email"].data or "").strip() or None,
            "website": (self["website"].data or "").strip() or None,
        }

    def keep(self, before: Content, fields: dict[str, Json]) -> dict[str, Json]:
        """The fields with what has no box: more numbers than three, and of what kind a number is."""
        kinds = {one["number"]: (one["kind"], one["extension"]) for one in before["phones"]}
        numbers = [
            {
                **one,
                "kind": kinds.get(one["number"], ("voice", None))[0],
                "extension": kinds.get(one["number"], ("", None))[1],
            }
            for one in fields["phones"]
        ]
        return {**fields, "phones": [*numbers, *before["phones"][PHONES:]]}

    def validate_phone_1(self, field: StringField) -> None:
        """A number in it."""
        _check_phone(field)

    def validate_phone_2(self, field: StringField) -> None:
        """A number in it."""
        _check_phone(field)

    def validate_phone_3(self, field: StringField) -> None:
        """A number in it."""
        _check_phone(field)

    def validate_email(self, field: EmailField) -> None:
        """An address that letters can reach, as far as that can be told without asking."""
        _check(field, addresses.problem)

    def validate_website(self, field: StringField) -> None:
        """An address that a browser can open."""
        _check(field, contact_rules.website_problem)

    def _phones(self) -> list[Json]:
        found = []
        for place in range(1, PHONES + 1):
            number = (self[f"phone_{place}"].data or "").strip()
            if number:
                words = (self[f"phone_{place}_for"].data or "").strip() or None
                found.append({"number": number, "kind": "voice", "extension": None, "description": words})
        return found


class JoinSection(ReachSection):
    """The next step for somebody who wants to come, and the ways to ask."""

    KEY, TITLE = "join", "How to join, and whom to ask"
    FIELDS = ("joining", "joining_details", "who_may_refer", "takes_referrals", "phones", "email", "website")
    RARE = ("phone_2", "phone_2_for", "phone_3", "phone_3_for", "who_may_refer")
    MORE = "More phone numbers, and who may refer"
    SAID = {"takes_referrals": "Staff may refer people", "who_may_refer": "Who may refer"}  # noqa: RUF012

    joining = RadioField("What does somebody do who wants to come?", choices=choices(JOININGS), validate_choice=False)
    joining_details = TextAreaField(
        "Anything else about joining?", description="For example: Ask for Jean.", validators=[most(600)]
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
    takes_referrals = RadioField(
        "May staff of the NHS, the council and charities refer people to you?",
        choices=choices(YES_NO_WORDS),
        validate_choice=False,
    )
    who_may_refer = StringField("If only some may refer: who?", validators=[most(200)])

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """The first three numbers have boxes."""
        return {
            **cls.reach_of(content),
            "joining": content["joining"] or "",
            "joining_details": content["joining_details"],
            "who_may_refer": content["who_may_refer"],
            "takes_referrals": from_yes_no(content["takes_referrals"]),
        }

    def content(self) -> dict[str, Json]:
        """How to join, and the numbers in their order."""
        return {
            "joining": self.joining.data if self.joining.data in JOININGS and self.joining.data else None,
            "joining_details": (self.joining_details.data or "").replace("\r\n", "\n").strip(),
            "who_may_refer": (self.who_may_refer.data or "").strip(),
            "takes_referrals": YES_NO.get(self.takes_referrals.data or ""),
            **self.reach(),
        }


class CostSection(Section):
    """What it costs."""

    KEY, TITLE, FIELDS = "cost", "What it costs", ("cost",)
    RARE = ("amount_2", "amount_2_for", "amount_3", "amount_3_for", "amount_4", "amount_4_for")
    MORE = "More prices"

    cost = RadioField("Does it cost anything?", choices=choices(COSTS), validate_choice=False)
    amount_1 = StringField("How much?", description="In pounds, for example 3.50", validators=[most(20)])
    amount_1_for = StringField("What for?", description="For example: a session, lunch, a year", validators=[most(80)])
    amount_2 = StringField("Another price", validators=[most(20)])
    amount_2_for = StringField("What for?", validators=[most(80)])
    amount_3 = StringField("Another price", validators=[most(20)])
    amount_3_for = StringField("What for?", validators=[most(80)])
    amount_4 = StringField("Another price", validators=[most(20)])
    amount_4_for = StringField("What for?", validators=[most(80)])
    cost_details = StringField(
        "Anything else about the cost?", description="For example: Pay on the day", validators=[most(200)]
    )

    @property
    def said(self) -> list[str]:
        """Free or not, then each price with what it is for."""
        cost = {"free": "It is free", "pay": "There is a cost"}.get(self.cost.data or "", "")
        pairs = [(self[f"amount_{place}"].data or "", self[f"amount_{place}_for"].data or "") for place in PLACES]
        prices = [f"£{amount} {what}".strip() if amount.strip(" 0.") else what for amount, what in pairs]
        return [words for words in (cost, *prices, self.cost_details.data or "") if words]

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Json]:
        """The first four prices have boxes; what is said of the first stands in a box of its own."""
        cost = content["cost"]
        options = cost["options"]
        data: dict[str, Json] = {
            "cost": "free" if cost["is_free"] else "pay" if options or cost["is_free"] is False else ""
        }
        for place, one in enumerate(options[:PRICES], 1):
            data[f"amount_{place}"] = "" if one["amount_pence"] is None else reading_money.written(one["amount_pence"])
            data[f"amount_{place}_for"] = one["option"]
        data["cost_details"] = next((one["details"] for one in options if one["details"]), "")
        return data

    def content(self) -> dict[str, Json]:
        """Free, a list of prices, or nothing known."""
        if self.cost.data == "free":
            return {"cost": {"is_free": True, "options": []}}
        options = self._options()
        return {"cost": {"is_free": False if self.cost.data == "pay" else None, "options": options}}

    def keep(self, before: Content, fields: dict[str, Json]) -> dict[str, Json]:
        """The cost with more prices than four, and with what was said of each besides the first."""
        said = {(one["amount_pence"], one["option"]): one["details"] for one in before["cost"]["options"]}
        first, *others = fields["cost"]["options"] or [None]
        if first is None:
            return fields
        others = [{**one, "details": said.get((one["amount_pence"], one["option"]), "")} for one in others]
        more = before["cost"]["options"][PRICES:]
        return {"cost": {**fields["cost"], "options": [first, *others, *more]}}

    def validate_amount_1(self, field: StringField) -> None:
        """An amount."""
        _check_amount(field)

    def validate_amount_2(self, field: StringField) -> None:
        """An amount."""
        _check_amount(field)

    def validate_amount_3(self, field: StringField) -> None:
        """An amount."""
        _check_amount(field)

    def validate_amount_4(self, field: StringField) -> None:
        """An amount."""
        _check_amount(field)

    def _options(self) -> list[Json]:
        found: list[Json] = []
        details = (self.cost_details.data or "").strip()
        for place in PLACES:
            amount = (self[f"amount_{place}"].data or "").strip()
            option = (self[f"amount_{place}_for"].data or "").strip()
            if amount or option:
                pence = reading_money.pence(amount) if amount else None
                found.append({"amount_pence": pence, "option": option, "details": "" if found else details})
        if details and not found:
            found.append({"amount_pence": None, "option": "", "details": details})
        return found


def _check_phone(field: StringField) -> None:
    _check(field, contact_rules.phone_problem)


def _check(field: StringField, problem: Callable[[str], StrEnum | None]) -> None:
    text = (field.data or "").strip()
    found = problem(text) if text else None
    if found is not None:
        raise ValidationError(contact_words.WORDS[found])


def _check_amount(field: StringField) -> None:
    text = (field.data or "").strip()
    if text:
        try:
            reading_money.pence(text)
        except NotMoneyError as error:
            raise ValidationError(NOT_AN_AMOUNT) from error
