"""The words, towns and labels that generated listings are made of.

Theme words are real; the rest of a text is made of invented words, so that no word list has to be on the machine. All words
are chosen so that the Porter and the Snowball stemmers put the same words together, and engines can be held to the same totals.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

THEMES: dict[str, tuple[str, ...]] = {
    theme: tuple(words.split())
    for theme, words in {
        "active": "yoga pilates walking bowls curling swimming tennis dance stretch balance strength fitness badminton golf "
        "football cycling zumba aerobics",
        "transport": "minibus bus driver lift shopping hospital travel taxi door station journey pickup wheelchair ticket "
        "railcard",
        "social": "lunch coffee bingo dominoes whist bridge quiz supper cafe soup breakfast teatime outing reunion cards "
        "concert ceilidh",
        "befriending": "friend visit telephone chat lonely company letter penpal doorstep home neighbour listen call buddy",
        "dementia": "memory alzheimer forget remember playlist rummage respite museum garden sunflower reminisce",
        "carers": "carer break rest support stress evening weekend husband wife parent cushion breathe",
        "advice": "pension benefit energy debt housing rights law grant voucher form budget scam council tax blanket",
        "home": "handyman repair alarm keysafe grab rail laundry cleaning meals stairlift gutter lock bulb boiler",
        "volunteering": "volunteer training mentor trustee charity raffle rota steward helper tabard skill",
        "making": "knitting crochet sewing quilt pottery woodwork painting drawing craft carving weaving choir ukulele "
        "guitar piano poetry history gaelic",
    }.items()
}
KINDS = ("group", "club", "class", "circle", "workshop", "project", "hub", "shed", "morning", "afternoon")
GLUE = ("and", "the", "for", "to", "of", "in", "with", "you", "is", "at", "on", "are", "by", "we", "your", "will")
ORGANIZATION_STARTS = (
    "Silver",
    "Golden",
    "Thistle",
    "Heather",
    "Rowan",
    "Lomond",
    "Harbour",
    "Kirk",
    "Legion",
    "Rotary",
)
ORGANIZATION_ENDS = ("trust", "forum", "network", "guild", "league", "centre", "fellowship")
VENUE_ENDS = ("hall", "church", "library", "pavilion", "institute", "annexe")
AUDIENCES = {
    "older-people": "older adults",
    "carers": "unpaid carers",
    "men": "men",
    "women": "women",
    "dementia": "people with dementia",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town with its rough centre and its share of the listings."""

    name: str
    latitude: float
    longitude: float
    weight: float


TOWNS: tuple[Town, ...] = tuple(
    Town(name=name, latitude=latitude, longitude=longitude, weight=weight)
    for name, latitude, longitude, weight in (
        ("Motherwell", 55.789, -3.991, 9),
        ("Wishaw", 55.773, -3.919, 8),
        ("Airdrie", 55.866, -3.962, 9),
        ("Coatbridge", 55.862, -4.025, 9),
        ("Cumbernauld", 55.946, -3.992, 9),
        ("Bellshill", 55.817, -4.026, 6),
        ("Kilsyth", 55.978, -4.058, 4),
        ("Shotts", 55.819, -3.798, 4),
        ("Newmains", 55.783, -3.877, 3),
        ("Moodiesburn", 55.913, -4.083, 3),
        ("Viewpark", 55.828, -4.057, 4),
        ("Glasgow", 55.864, -4.252, 14),
        ("Hamilton", 55.777, -4.039, 5),
        ("Lanark", 55.674, -3.778, 2),
        ("Livingston", 55.883, -3.516, 4),
        ("Falkirk", 56.002, -3.784, 4),
        ("Stirling", 56.117, -3.937, 3),
        ("Edinburgh", 55.953, -3.188, 9),
        ("Perth", 56.395, -3.431, 3),
        ("Dundee", 56.462, -2.971, 5),
        ("Aberdeen", 57.150, -2.094, 5),
        ("Inverness", 57.478, -4.225, 3),
        ("Ayr", 55.459, -4.629, 3),
        ("Dumfries", 55.071, -3.605, 2),
        ("Oban", 56.412, -5.472, 1),
    )
)


def theme_words() -> tuple[str, ...]:
    """Every theme word once, in alphabetical order."""
    return tuple(sorted({word for words in THEMES.values() for word in words}))


def invented_words(count: int, seed: int) -> tuple[str, ...]:
    """That many different made-up words ("tigurop"), whose ends no English stemmer touches."""
    chance = random.Random(seed)
    real = set(theme_words())
    words: dict[str, None] = {}
    while len(words) < count:
        start = "".join(
            chance.choice("bdfghklmnprstvw") + chance.choice("aeiou") for _ in range(chance.choice((1, 1, 2, 2, 3)))
        )
        word = start + chance.choice("bdfglmnprtv") + chance.choice("aou") + chance.choice("bdgkp")
        if word not in real:
            words[word] = None
    return tuple(words)
