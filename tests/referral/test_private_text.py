"""What may not stand in a text about a person is found; telephone numbers and plain words are left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.referral import private_text
from locator.referral.private_text import Refusal

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("0101501234", Refusal.CHI),
        ("ring her: 010 150 1234", Refusal.CHI),
        ("٠١٠١٥٠١٢٣٤", Refusal.CHI),
        ("born on 3 March", Refusal.BIRTH),
        ("born 1941", Refusal.BIRTH),
        ("03/04/1941", Refusal.BIRTH),
        ("3.4.41", Refusal.BIRTH),
        ("1941-04-03", Refusal.BIRTH),
        ("3rd of April 1941", Refusal.BIRTH),
        ("April 3, 1941", Refusal.BIRTH),
        ("April 1941", Refusal.BIRTH),
        ("01 01 50", Refusal.BIRTH),
        ("Jean (010150)", Refusal.BIRTH),
        ("01011950", Refusal.BIRTH),
        ("19500101", Refusal.BIRTH),
        ("12 03 1941", Refusal.BIRTH),
        ("12/03 1941", Refusal.BIRTH),
        ("12\\03\\41", Refusal.BIRTH),
        ("12|03|1941", Refusal.BIRTH),
        ("12. 3. 41", Refusal.BIRTH),
        ("12 / 03 / 41", Refusal.BIRTH),
        ("12\N{NON-BREAKING HYPHEN}03\N{NON-BREAKING HYPHEN}41", Refusal.BIRTH),
        ("12\N{EN DASH}03\N{EN DASH}1941", Refusal.BIRTH),
        ("\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}/03/\N{FULLWIDTH DIGIT ONE}941", Refusal.BIRTH),
        ("12/0\N{ZERO WIDTH SPACE}3/41", Refusal.BIRTH),
        ("12th March 41", Refusal.BIRTH),
        ("12 March '41", Refusal.BIRTH),
        ("March 12th, 41", Refusal.BIRTH),
        ("March '41", Refusal.BIRTH),
        ("12 March 28", Refusal.BIRTH),
        ("12 March 08", Refusal.BIRTH),
        ("03/1941", Refusal.BIRTH),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER D}OB on request", Refusal.NUMBER_WORDS),
        ("her CHI is in the file", Refusal.NUMBER_WORDS),
        ("chi no. on request", Refusal.NUMBER_WORDS),
        ("NHS number on request", Refusal.NUMBER_WORDS),
        ("NHS no. on request", Refusal.NUMBER_WORDS),
        ("DOB on request", Refusal.NUMBER_WORDS),
        ("date of  birth on request", Refusal.NUMBER_WORDS),
        ("QQ 12 34 56 C", Refusal.NUMBER_WORDS),
    ],
)
def test_what_says_who_somebody_is_is_refused(text: str, refusal: Refusal) -> None:
    assert refusal in private_text.refusals(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "01698 555 0123",
        "0141 555 0123",
        "+44 1698 555123",
        "(01698) 555123 or 07700 900123",
        "01555 770001, after 10.30",
        "12 Main Street, Motherwell, ML1 1AB",
        "Tuesdays from 10.15 to 11.45",
        "Not before 1 December 2026",
        "Chi Wong, likes tai chi and TAI CHI",
        "Two falls on 24/11/2026",
        "Room 3/4",
        "01698 250112",
        "01698 25 01 12",
        "012 25 01 41",
        "Between 10 and 12, or 2 and 4",
        "10.15-11.45, 13.00-14.15",
        "On 3 March 10 o'clock",
        "From 12 March 10am",
        "12 March 10:30",
        "Flat 3/1, 1950 Main Street",
        "From 4 Jan 10-12",
        "On May 10, 11 or 12",
        "Call 10 to 12 Mar 20 to 24",
        "Ring 999999",
    ],
)
def test_numbers_to_ring_places_and_plain_words_are_welcome(text: str) -> None:
    assert private_text.refusals(text, TODAY) == ()


@given(number=st.from_regex(r"0(1[2-9]|141|131)[0-9]{8}", fullmatch=True), gap=st.sampled_from(["", " ", "-"]))
def test_no_scottish_landline_is_taken_for_a_health_number(number: str, gap: str) -> None:
    landline = f"{number[:5]}{gap}{number[5:11]}"
    assert Refusal.CHI not in private_text.refusals(landline, TODAY)


@given(
    born=st.dates(date(1900, 1, 1), date(2009, 12, 31)),
    shape=st.sampled_from(["%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y"]),
    before=st.sampled_from(["", "Jean, ", "seen ("]),
)
def test_a_date_of_birth_is_refused_however_it_is_written(born: date, shape: str, before: str) -> None:
    assert Refusal.BIRTH in private_text.refusals(before + born.strftime(shape), TODAY)
