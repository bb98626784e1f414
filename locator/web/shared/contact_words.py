"""What a form says of a number or an address that cannot be right."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from locator.directory.contact_rules import PhoneProblem, WebsiteProblem
from locator.post.addresses import AddressProblem

WORDS: Mapping[StrEnum, str] = {
    PhoneProblem.NOT_A_NUMBER: "Give one telephone number, in figures. Put any words in the box beside it",
    PhoneProblem.NO_AREA_CODE: "Put the area code in front of the number, for example 01698",
    PhoneProblem.TOO_SHORT: "This number is too short. Check that no figure is missing",
    PhoneProblem.TOO_LONG: "This number is too long. Give one number only, and check the figures",
    PhoneProblem.NOT_IN_USE: "No telephone number in the UK is like this one. Check the figures",
    PhoneProblem.NOT_BRITISH: "Give a telephone number in the UK",
    WebsiteProblem.NOT_AN_ADDRESS: "Give the address of the website, like www.example.org",
    WebsiteProblem.IS_AN_EMAIL: "This is an email address. Give the address of the website, like www.example.org",
    WebsiteProblem.TOO_LONG: "This address is too long. Give the address of the website’s first page",
    AddressProblem.NO_AT_SIGN: "Give an email address with an @ in it, like name@example.org",
    AddressProblem.MORE_THAN_ONE: "Give one email address only",
    AddressProblem.TOO_LONG: "This email address is too long. Check it",
    AddressProblem.NAME: "Check the part of the email address before the @",
    AddressProblem.DOMAIN: "Check the part of the email address after the @, like example.org",
    AddressProblem.TAKES_NO_MAIL: "No email can reach this address. Check the part after the @",
}
