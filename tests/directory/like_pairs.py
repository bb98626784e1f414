"""Pairs of listings of both kinds, in the manner of the demonstration, as two people might have typed them in.

Each listing: its name, its group, postcode, telephone number, and day with hour; what is not known is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from locator.directory import likeness
from locator.directory.likeness import Sketch
from tests.making import identifier

Said = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LikePair:
    """Two listings, and whether they are one; `is_one_group` where the second was entered under the same group."""

    why: str
    first: Said
    second: Said
    is_one_group: bool = True

    @property
    def sketches(self) -> tuple[Sketch, Sketch]:
        """As they are compared."""
        group = identifier("group", self.first[1])
        other = group if self.is_one_group else identifier("other group", self.second[1])
        return sketched("first", group, self.first), sketched("second", other, self.second)


def sketched(id_: str, organization_id: str, said: Said) -> Sketch:
    """The listing as it is compared."""
    name, group, postcode, phone, time = said
    return Sketch(
        id=id_,
        name=name,
        organization_id=organization_id if group else "",
        organization_name=group,
        postcodes=likeness.postcodes([postcode]),
        phones=likeness.phones([phone]),
        times=frozenset([(time[:2], time[3:])] if time else []),
    )


def _pair(why: str, first: Said, second: Said, *, one_group: bool = True) -> LikePair:
    return LikePair(why=why, first=first, second=second, is_one_group=one_group)


SHED = ("Burngreen Men's Shed, Kilsyth", "Burngreen Men's Shed", "G65 0AA", "01632 960201", "MO 10:00")
LUNCH = ("Abronhill lunch club", "New Town Diners", "G67 3AA", "01632 960202", "TU 12:00")
STEPS = ("Steady Steps strength and balance, Shotts", "Steady Steps Lanarkshire", "ML7 4AA", "01632 960100", "WE 10:30")
CHOIR = ("Stane Singers", "Stane Singers", "ML7 5AA", "01632 960203", "TU 19:00")
CAFE = ("Memory Lamp café, Cumbernauld", "The Memory Lamp", "G67 1AA", "01632 960103", "TH 13:30")
WALK = ("Cumbernauld Glen walk", "Braes and Glens Walkers", "G67 2AA", "07700 900204", "SU 11:00")
DIAL = ("North Area Dial-a-Bus", "North Area Dial-a-Bus", "", "01632 960205", "")
LINE = ("The Blether Line", "Morning Bell Telephone Friends", "", "0808 157 0103", "")
KNIT = ("Moodiesburn Purlers", "Moodiesburn Knitters", "G69 0AA", "07700 900206", "TH 10:00")
ART = ("Market Close art group", "Kilsyth Crafters", "G65 1AA", "01632 960207", "FR 13:30")

SAME = (
    _pair("other order of words", SHED, ("Kilsyth Mens Shed (Burngreen)", "Burngreen Shed", "G65 0AA", "", "MO 10:00"), one_group=False),
    _pair("another apostrophe", SHED, ("Burngreen Men’s Shed Kilsyth", "Burngreen Men’s Shed", "G65 0AA", "01632960201", ""), one_group=False),
    _pair("nothing but name and number", SHED, ("Burngreen Men's Shed", "", "", "+44 1632 960201", ""), one_group=False),
    _pair("club or group", LUNCH, ("Abronhill Lunch Group", "New Town Diners", "G67 3AA", "01632 960202", "TU 12:00")),
    _pair("luncheon", LUNCH, ("Abronhill Luncheon Club", "New Town Diners", "G673AA", "01632 960202", "TU 12:30")),
    _pair("written together", LUNCH, ("Abronhill Lunchclub", "New Town Dinners", "G67 3AA", "", "TU 12:00"), one_group=False),
    _pair("a slip in the name", LUNCH, ("Abronhil lunch club", "New Town Diners", "G67 3AA", "01632 960202", "TU 12:00")),
    _pair("the hours have changed", LUNCH, ("Abronhill Lunch Club", "New Town Diners", "G67 3AA", "01632 960202", "TU 12:30")),
    _pair("the day has changed", LUNCH, ("Abronhill lunch club", "New Town Diners", "G67 3AA", "01632 960202", "FR 12:00")),
    _pair("the number has changed", LUNCH, ("Abronhill Lunch Club", "New Town Diners", "G67 3AA", "07700 900299", "TU 12:00")),
    _pair("no hours known", STEPS, ("Steady Steps, strength & balance - Shotts", "Steady Steps Lanarkshire", "ML7 4AA", "01632 960100", "")),
    _pair("a word more", STEPS, ("Steady Steps strength and balance class, Shotts", "Steady Steps", "ML7 4AA", "01632 960100", "WE 10:30"), one_group=False),
    _pair("the group twice", STEPS, ("Steady Steps Strength and Balance Shotts", "Steady Steps (Lanarkshire)", "ML7 4AA", "", "WE 10:30"), one_group=False),
    _pair("the place left out", STEPS, ("Steady Steps strength and balance", "Steady Steps Lanarkshire", "ML7 4AA", "01632 960100", "WE 10:30"), one_group=False),
    _pair("an article", CHOIR, ("The Stane Singers", "The Stane Singers", "ML7 5AA", "01632 960203", "TU 19:00"), one_group=False),
    _pair("no number", CHOIR, ("Stane Singers Choir", "Stane Singers", "ML7 5AA", "", "TU 19:00"), one_group=False),
    _pair("from a file without a postcode", CHOIR, ("Stane Singers", "Stane Singers", "", "01632 960203", ""), one_group=False),
    _pair("capitals", CHOIR, ("STANE SINGERS", "STANE SINGERS", "ml7 5aa", "(01632) 960 203", "TU 19:00"), one_group=False),
    _pair("an accent", CAFE, ("Memory Lamp Cafe Cumbernauld", "Memory Lamp", "G67 1AA", "01632 960103", "TH 13:30"), one_group=False),
    _pair("two slips", CAFE, ("Memmory Lamp café, Cumbernald", "The Memory Lamp", "G67 1AA", "01632 960103", "TH 13:30")),
    _pair("walk or walking", WALK, ("Cumbernauld Glen walks", "Braes & Glens Walkers", "G67 2AA", "07700 900204", "SU 11:00"), one_group=False),
    _pair("the number tells", WALK, ("Cumbernauld Glen Walk", "", "", "07700900204", "SU 11:00"), one_group=False),
    _pair("no venue", DIAL, ("North Area Dial a Bus", "North Area Dial-a-Bus", "", "01632 960205", ""), one_group=False),
    _pair("a hyphen less", DIAL, ("North Area Dialabus", "North Area Dial-a-Bus", "", "01632 960205", "")),
    _pair("a telephone line", LINE, ("Blether Line", "Morning Bell", "", "0808 157 0103", ""), one_group=False),
    _pair("textphone in front", LINE, ("The Blether Line", "Morning Bell Telephone Friends", "", "18001 0808 157 0103", "")),
    _pair("a new name", KNIT, ("Knit and Natter", "Moodiesburn Knitters Group", "G69 0AA", "07700 900206", "TH 10:00"), one_group=False),
    _pair("the town in front", ART, ("Kilsyth Market Close Art Group", "Kilsyth Crafters", "G65 1AA", "01632 960207", "FR 13:30")),
    _pair("class or group", ART, ("Market Close art class", "Kilsyth Crafters", "G65 1AA", "01632 960207", "FR 13:30")),
    _pair("next door's postcode", ART, ("Market Close Art Group", "Kilsyth Crafters", "G65 1AB", "01632 960207", "FR 13:30")),
)  # fmt: skip

NOT_THE_SAME = (
    _pair("two halls", STEPS, ("Steady Steps strength and balance, Kilsyth", "Steady Steps Lanarkshire", "G65 0BB", "01632 960100", "TU 11:00")),
    _pair("two halls, one name", STEPS, ("Steady Steps strength and balance", "Steady Steps Lanarkshire", "G65 0BB", "01632 960100", "TU 11:00")),
    _pair("two halls, one name and hour", LUNCH, ("Abronhill lunch club", "New Town Diners", "G67 4BB", "01632 960202", "TU 12:00")),
    _pair("two men's sheds", SHED, ("Calderhead Men's Shed, Shotts", "Calderhead Men's Shed", "ML7 5AA", "01632 960301", "MO 10:00"), one_group=False),
    _pair("two sheds without more", ("Men's Shed", "", "G65 0AA", "", ""), ("Men's Shed", "", "ML7 5AA", "", ""), one_group=False),
    _pair("lunch clubs of two towns", LUNCH, ("Carbrain lunch club", "New Town Diners", "G67 2BB", "01632 960202", "TU 12:00")),
    _pair("lunch clubs of two towns, no venue", ("Abronhill lunch club", "New Town Diners", "", "01632 960202", ""), ("Carbrain lunch club", "New Town Diners", "", "01632 960202", "")),
    _pair("help at what one can go to", LUNCH, ("Help at a lunch club, Cumbernauld", "New Town Diners", "G67 3AA", "01632 960202", "TU 10:00")),
    _pair("two things in one hall", ("Carbrain Warm Room", "Carbrain Chat", "G67 2BB", "01632 960302", "MO 10:30"), ("Carbrain food pantry", "Carbrain Chat", "G67 2BB", "01632 960302", "FR 10:00")),
    _pair("two things in one hall at once", ("Carbrain Warm Room", "Carbrain Chat", "G67 2BB", "01632 960302", "FR 10:00"), ("Carbrain food pantry", "Carbrain Chat", "G67 2BB", "01632 960302", "FR 10:00")),
    _pair("two groups in one hall at once", CHOIR, ("Stane Stitchers", "Stane Stitchers", "ML7 5AA", "01632 960303", "TU 19:00"), one_group=False),
    _pair("a number for all", CAFE, ("Memory Lamp singing, Cumbernauld", "The Memory Lamp", "G67 1AA", "01632 960103", "MO 14:00")),
    _pair("café and advice line", CAFE, ("Memory Lamp dementia advice line", "The Memory Lamp", "", "01632 960103", "")),
    _pair("café in another town", CAFE, ("Memory Lamp café, Wishaw", "The Memory Lamp", "ML2 7AA", "01632 960103", "TH 13:30")),
    _pair("café in another town, no venue", CAFE, ("Memory Lamp café, Wishaw", "The Memory Lamp", "", "01632 960103", "FR 10:30")),
    _pair("bus and cars", DIAL, ("North Area hospital cars", "North Area Dial-a-Bus", "", "01632 960205", "")),
    _pair("two lines of one group", LINE, ("Morning Bell daily phone call", "Morning Bell Telephone Friends", "", "0808 157 0100", "")),
    _pair("two days, each with a name", ("Salsburgh Thursday club", "Salsburgh Social", "ML7 4CC", "01632 960304", "TH 14:00"), ("Salsburgh Tuesday club", "Salsburgh Social", "ML7 4CC", "01632 960304", "TU 14:00")),
    _pair("men and women", ("Moodiesburn men's breakfast", "Moodiesburn Mates", "G69 0CC", "01632 960305", "FR 09:30"), ("Moodiesburn women's breakfast", "Moodiesburn Mates", "G69 0CC", "01632 960305", "SA 09:30")),
    _pair("two walks of one group", WALK, ("Broadwood Loch stroll", "Braes and Glens Walkers", "G68 9AA", "07700 900204", "MO 11:00")),
    _pair("two walks from one place", WALK, ("Cumbernauld Village heritage walk", "Braes and Glens Walkers", "G67 2AA", "07700 900204", "WE 11:00")),
    _pair("two crafts", ART, ("Kilsyth scrap crafters", "Kilsyth Crafters", "G65 1AA", "01632 960207", "MO 10:00")),
    _pair("two choirs", CHOIR, ("Condorrat Community Singers", "Condorrat Choir", "G67 4AA", "01632 960306", "WE 14:00"), one_group=False),
    _pair("one name in two towns", ("Shining Stars", "Shining Stars Shotts", "ML7 4AA", "01632 960307", "MO 10:00"), ("Shining Stars", "Shining Stars Airdrie", "ML6 6AA", "01632 960308", "WE 10:00"), one_group=False),
    _pair("slipper amnesties", ("Slipper amnesty, Shotts", "Springhill Sunshine Club", "ML7 5BB", "01632 960309", ""), ("Slipper amnesty, Kilsyth", "Kilsyth Blether and Soup", "G65 0AA", "01632 960310", ""), one_group=False),
    _pair("carers' groups of two towns", ("Carers' breakfast, Broadwood", "Broadwood Carers", "G68 9AA", "01632 960311", "MO 09:30"), ("Carers' breakfast, Wishaw", "Wishaw Carers Haven", "ML2 7AA", "01632 960312", "MO 09:30"), one_group=False),
    _pair("help at home in two towns", ("Kilsyth Kindness home visits", "Kilsyth Kindness", "", "01632 960313", ""), ("Abronhill Good Company home visits", "Abronhill Hearts", "", "01632 960314", ""), one_group=False),
    _pair("a national line", ("Benefits advice by phone", "Clear Path Advice", "", "0808 157 0106", ""), ("Scam Spotters phone help", "Clear Path Advice", "", "0808 157 0106", "")),
    _pair("a library's number", ("Tea and Tablets, Shotts", "Calder Learning", "ML7 5BB", "01632 960315", "FR 10:30"), ("Shotts Sorted advice", "Shotts Sorted", "ML7 5BB", "01632 960315", "MO 10:00"), one_group=False),
    _pair("a level", ("Walking football, beginners", "Muirfield Movers", "G67 1BB", "01632 960316", "MO 10:00"), ("Walking football, over 60s league", "Muirfield Movers", "G67 1BB", "01632 960316", "TH 10:00")),
    _pair("a group and what it does", ("Wishaw Forget-Me-Nots", "Wishaw Forget-Me-Nots", "ML2 7AA", "01632 960317", "TU 10:00"), ("Forget-Me-Nots dementia café, Wishaw", "Wishaw Forget-Me-Nots", "ML2 7AA", "01632 960317", "SA 11:00")),
    _pair("only the number", ("Penny Post Friends", "Last Post Letters", "", "01632 960318", ""), ("Harthill Sunday tea", "Harthill Hub", "ML7 5CC", "01632 960318", "SU 14:30"), one_group=False),
)  # fmt: skip

WRITTEN_LATER = (
    (True, _pair("short for a weekday", ("Tues Tea Dance, Wishaw", "Coltness Care", "ML2 7BB", "01632 960401", "TU 14:00"), ("Tuesday Tea Dance Wishaw", "Coltness Care", "ML2 7BB", "", "TU 14:00"))),
    (True, _pair("St and Saint", ("St Bride's Lunch Club", "St Bride's Church", "G71 7AA", "01632 960402", "WE 12:00"), ("Saint Brides Lunch Club", "Saint Bride's Church", "G71 7AA", "01632 960402", ""), one_group=False)),
    (True, _pair("association", ("Overtown Pensioners Assoc.", "Overtown Pensioners", "ML2 0AA", "07700 900403", "MO 13:00"), ("Overtown Pensioners' Association", "Overtown Pensioners", "ML2 0AA", "07700 900403", "MO 13:00"))),
    (True, _pair("a file of the council", ("FIT FOR 50+ CUMBERNAULD", "", "G67 1BB", "", "MO 10:00"), ("Fit for Fifty Plus, Cumbernauld", "Muirfield Movers", "G67 1BB", "01632 960404", "MO 10:00"), one_group=False)),
    (True, _pair("typed from paper", ("Harthil Blether & Bake", "Harthill Hub", "ML7 5CC", "01632 960405", "WE 10:00"), ("Harthill Blether and Bake", "Harthill Hub", "ML7 5CC", "01632 960405", "WE 10:00"))),
    (True, _pair("a befriending service", ("Kettle & Chat Befriending", "Kettle and Chat", "", "01632 960102", ""), ("Kettle and Chat befriending visits", "Kettle and Chat Befriending", "", "01632 960102", ""), one_group=False)),
    (True, _pair("the venue in its name", ("Croy Hall dominoes", "Croy Miners", "G65 9AA", "01632 960406", "MO 13:00"), ("Croy dominoes and cards", "Croy Miners", "G65 9AA", "01632 960406", "MO 13:00"), one_group=False)),
    (False, _pair("two evenings", ("Croy Sing and Stitch", "Croy Miners", "G65 9AA", "01632 960406", "WE 19:00"), ("Croy dominoes and cards", "Croy Miners", "G65 9AA", "01632 960406", "MO 13:00"))),
    (False, _pair("two computer classes", ("Computer buddies, Kilsyth", "Calder Learning", "G65 1AA", "01632 960407", "WE 10:00"), ("Computer buddies, Moodiesburn", "Calder Learning", "G69 0AA", "01632 960407", "WE 13:30"))),
    (False, _pair("one church, two clubs", ("St Bride's Lunch Club", "St Bride's Church", "G71 7AA", "01632 960402", "WE 12:00"), ("St Bride's Bereavement Café", "St Bride's Church", "G71 7AA", "01632 960402", "FR 14:00"))),
    (False, _pair("neighbours with like names", ("Wishaw Strollers", "Wishaw Strollers", "ML2 7AA", "07700 900408", "TH 10:30"), ("Wishaw Singers", "Wishaw Singers", "ML2 7AA", "07700 900409", "TH 19:00"), one_group=False)),
    (False, _pair("a helper's listing", ("Be a Patient Clicks volunteer", "Patient Clicks", "", "0306 999 0101", ""), ("Patient Clicks phone help", "Patient Clicks", "", "0306 999 0101", ""))),
)  # fmt: skip
"""With what is right for each. They were written after the points were set, and no point was changed for them."""
