"""The form hears of each field that cannot be right, by name, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.actions import contact_checks
from locator.actions.contact_checks import Problem
from locator.actions.context import Context
from locator.directory.contact_rules import PhoneProblem, WebsiteProblem
from locator.directory.organization import Phone
from locator.post.addresses import AddressProblem, CannotAskError, NoSuchDomainError
from locator.revision import listing_content
from tests.conftest import OpenEngine
from tests.seed_data import demonstration
from tests.web.village import LUNCH


class Asked:
    """A resolver that knows no domain, is away for one, and remembers what it was asked."""

    def __init__(self) -> None:
        self.domains: list[str] = []

    def mail_servers(self, domain: str) -> tuple[str, ...]:
        """Nobody's."""
        self.domains.append(domain)
        raise CannotAskError(domain) if domain == "away.scot" else NoSuchDomainError(domain)


@pytest.fixture
def resolver() -> Asked:
    return Asked()


@pytest.fixture
def context(open_engine: OpenEngine, resolver: Asked) -> Context:
    return replace(open_engine().context(), resolver=resolver)


def test_each_problem_names_its_field(context: Context) -> None:
    fields = {
        "name": "Tea",
        "website": "none",
        "email": "jean",
        "phones": [{"number": "01698 264123"}, {"number": "264123"}],
        "contacts": [{"name": "Jean", "email": None}, {"name": "Nan", "email": "nan@gone.scot"}],
    }
    assert contact_checks.problems(context, fields) == (
        Problem("website", WebsiteProblem.NOT_AN_ADDRESS),
        Problem("email", AddressProblem.NO_AT_SIGN),
        Problem("phones.1", PhoneProblem.NO_AREA_CODE),
        Problem("contacts.1", AddressProblem.TAKES_NO_MAIL),
    )


@pytest.mark.parametrize(
    "fields", [{}, {"website": "", "email": None, "phones": [], "contacts": ()}, {"phones": [{"number": " "}, 7]}]
)
def test_empty_fields_are_no_problem(context: Context, fields: dict[str, object]) -> None:
    assert contact_checks.problems(context, fields) == ()


def test_each_domain_is_asked_for_once(context: Context, resolver: Asked) -> None:
    fields = {"email": "a@gone.scot", "contacts": [{"email": "b@GONE.scot"}, {"email": "c@example.org"}]}
    assert [field for field, _ in contact_checks.problems(context, fields)] == ["email", "contacts.0"]
    assert resolver.domains == ["gone.scot"]


def test_a_name_server_that_is_away_keeps_nobody_from_saving(context: Context) -> None:
    assert contact_checks.problems(context, {"email": "a@away.scot"}) == ()
    assert contact_checks.problems(replace(context, resolver=None), {"email": "a@gone.scot"}) == ()


def test_nothing_in_the_demonstration_is_a_problem(context: Context) -> None:
    rows = [*demonstration.load("organizations"), *demonstration.load("services")]
    assert [found for row in rows for found in contact_checks.problems(context, row)] == []


def test_the_content_of_a_listing_is_looked_at_as_it_is(context: Context) -> None:
    wrong = replace(LUNCH, phones=(*LUNCH.phones, Phone(id="x", number="264123")))
    assert contact_checks.problems(context, listing_content.of(LUNCH)) == ()
    found = contact_checks.problems(context, listing_content.of(wrong))
    assert found == (Problem(f"phones.{len(LUNCH.phones)}", PhoneProblem.NO_AREA_CODE),)
