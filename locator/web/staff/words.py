"""What codes of a referral are called on screen."""

from __future__ import annotations

from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason
from locator.referral.unmet import UnmetReason

FOR_WHOM = {
    ForWhom.OLDER_PERSON: "For an older person",
    ForWhom.CARER: "For a carer",
    ForWhom.BOTH: "For both of them",
}
HOW = {How.TOLD: "Told them", How.PRINTED: "Gave them a print-out", How.TEXT: "Sent them a text"}
LEVEL = {Level.SIGNPOST: "Signpost", Level.CODED: "Referral with a reference", Level.NAMED: "Handed over"}
AGE = {band: band.value or "Not said" for band in AgeBand}
REASONS = {
    Reason.LONELY: "Lonely or cut off",
    Reason.FALLS: "Falls, or afraid of falling",
    Reason.ACTIVE: "Wants to be more active",
    Reason.MEMORY: "Memory or dementia",
    Reason.CARING: "Looks after somebody",
    Reason.MOOD: "Low mood or worry",
    Reason.BEREAVED: "Somebody has died",
    Reason.MONEY: "Money or benefits",
    Reason.HOME: "Help at home",
    Reason.TRANSPORT: "Getting about",
    Reason.HOSPITAL: "Home from hospital",
    Reason.LEARNING: "Wants to learn or make something",
    Reason.PLANNING: "Planning ahead",
}
UNMET = {
    UnmetReason.NONE_EXISTS: "There is no such group",
    UnmetReason.TOO_FAR: "It is too far away",
    UnmetReason.NO_TRANSPORT: "There is no transport",
    UnmetReason.FULL: "It is full",
    UnmetReason.COST: "It costs too much",
    UnmetReason.WRONG_TIME: "It is at the wrong time",
    UnmetReason.ACCESS: "It is hard to get in or take part",
    UnmetReason.LANGUAGE: "It is not in their language",
}
