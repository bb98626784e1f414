"""The programme's outcomes as questions: five for older people, four for carers, each answered from 1 to 5 or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locator.referral.referral import ForWhom


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One outcome (`code` as in seed_data/reference/outcomes.csv) and the plain words in which people are asked about it."""

    code: str
    question: str


OLDER_PEOPLE = (
    Outcome(code="older-less-lonely", question="Feeling lonely or cut off"),
    Outcome(code="older-taking-part", question="Taking part in things"),
    Outcome(code="older-informed", question="Finding information, advice or something to learn"),
    Outcome(code="older-independent", question="Doing things for yourself and feeling well"),
    Outcome(code="older-care-delayed", question="Managing at home without more care"),
)
CARERS = (
    Outcome(code="carer-less-lonely", question="Feeling lonely or cut off as a carer"),
    Outcome(code="carer-managing", question="Managing as a carer"),
    Outcome(code="carer-well", question="Your own health as a carer"),
    Outcome(code="carer-linked", question="Knowing where carers get help"),
)
ANSWERS: Mapping[int, str] = MappingProxyType(
    {5: "Much better", 4: "A little better", 3: "About the same", 2: "A little worse", 1: "Much worse"}
)
"""The answers in words, the best first: the question is how this is since the person went to the group."""


def asked_of(for_whom: ForWhom) -> tuple[Outcome, ...]:
    """The questions for whoever was referred: both sets for an older person who is a carer too."""
    older = OLDER_PEOPLE if for_whom is not ForWhom.CARER else ()
    return older + (CARERS if for_whom is not ForWhom.OLDER_PERSON else ())
