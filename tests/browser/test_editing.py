"""An organiser keeps a listing right, in a real browser: by keyboard, without scripts, on a phone, and with nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from locator.roles import Role
from tests.browser import axe, geometry, organised
from tests.browser.organised import PHONE, OpenAs, Organised
from tests.browser.typist import Typist

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

FIVE_MINUTES = 300
WIDTHS = (1280, 640, 360, 320)
SIXTEEN_POINTS = 21.3
MOST_SHEETS = 10
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without"])


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organised]:
    with organised.served(demonstration, tmp_path_factory.mktemp("editing")) as found:
        yield found


def unfold(page: Page, title: str) -> None:
    """Open a part of the page."""
    page.locator("summary").filter(has=page.get_by_role("heading", name=title)).click()


def editing(open_as: OpenAs, own: Organised, **how: object) -> Page:
    """The page of the organiser's listing, its first part open."""
    page = open_as(Role.ORGANISER, **how)
    page.goto(own.edit)
    unfold(page, "What it is")
    return page


def summary(page: Page) -> object:
    """The box for the sentence that is shown in the list."""
    return page.get_by_label("One sentence about it")


@WITH_AND_WITHOUT
def test_one_fact_is_put_right_by_keyboard_on_a_phone(open_as: OpenAs, own: Organised, scripts: bool) -> None:
    page = open_as(Role.ORGANISER, PHONE, scripts=scripts)
    typist = Typist(page)
    typist.open(own.edit)
    typist.unfold(page.locator("#part-cost > summary"))
    typist.choose(page.get_by_label("There is a cost"))
    typist.type(page.get_by_label("How much?"), "3.50", instead=True)
    typist.press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    print(f"One fact put right in {typist.told()}")
    assert typist.seconds < 60
    page.goto(f"/services/{own.listing.service.slug}")
    assert "3.50" not in page.locator("main").inner_text()


@WITH_AND_WITHOUT
def test_a_new_listing_takes_less_than_five_minutes(open_as: OpenAs, scripts: bool) -> None:
    page = open_as(Role.ORGANISER, scripts=scripts)
    typist = Typist(page)
    typist.open("/organise/new")
    typist.press(page.get_by_role("button", name="Go on"))
    typist.type(page.get_by_label("Name of the group"), "Zither and Song Circle")
    typist.type(summary(page), "Songs and a cup of tea for anyone who likes music.")  # type: ignore[arg-type]
    typist.type(page.get_by_label("What happens there?"), "We sing old songs together. Nobody has to sing alone.")
    typist.press(page.get_by_role("button", name="Add a place"))
    _choose_the_place(page, typist)
    _say_when(page, typist)
    _say_cost_and_phone(page, typist)
    typist.press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.locator("main")).to_contain_text("Zither and Song Circle")
    print(f"A new listing in {typist.told()}")
    assert typist.seconds < FIVE_MINUTES


def _choose_the_place(page: Page, typist: Typist) -> None:
    typist.type(page.get_by_label("Postcode or name of the place"), "Motherwell Library")
    typist.press(page.get_by_role("button", name="Look for it"))
    typist.press(page.get_by_role("button", name=re.compile(r"^Yes, add it\s*:\s*Motherwell Library$")))
    expect(page.locator("main")).to_contain_text("Motherwell Library")
    typist.press(page.get_by_role("button", name="Back to the listing"))


def _say_when(page: Page, typist: Typist) -> None:
    typist.press(page.get_by_role("button", name="Add days and times"))
    row = page.locator("#sessions-0-row")
    typist.choose(row.get_by_label("Every week"))
    typist.tick(row.get_by_label("Tuesday"))
    typist.type(row.get_by_label("From", exact=True), "10 to 11.30am")
    typist.unfold(row.locator("summary"))
    typist.type(row.get_by_label("Dates when it is off"), "22 December")
    typist.press(page.get_by_role("button", name="Save and go back to the listing"))
    expect(page.locator("main")).to_contain_text("Every Tuesday, 10am to 11.30am, not 22 December")


def _say_cost_and_phone(page: Page, typist: Typist) -> None:
    typist.choose(page.get_by_label("There is a cost"))
    typist.type(page.get_by_label("How much?"), "2")
    typist.type(page.locator("[name=amount_1_for]"), "a session")
    typist.choose(page.get_by_label("Phone first"))
    typist.type(page.get_by_label("Phone number", exact=True), "01698 555 014")


def test_what_is_typed_is_saved_by_itself_and_is_there_after_a_reload(open_as: OpenAs, own: Organised) -> None:
    page = editing(open_as, own)
    summary(page).fill("Soup and songs.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    page.reload()
    expect(summary(page)).to_have_value("Soup and songs.")


def test_two_windows_do_not_write_over_each_other(open_as: OpenAs, own: Organised) -> None:
    first = editing(open_as, own, refused=(409,))
    second = first.context.new_page()
    second.goto(own.edit)
    unfold(second, "What it is")
    summary(first).fill("Typed in the first window.")
    expect(first.locator("[data-saved]")).to_contain_text("Saved at")
    summary(second).fill("Typed in the second window.")
    expect(second.locator("[data-saved]")).to_contain_text("another window")
    second.get_by_role("button", name="Save for later").click()
    expect(second.get_by_role("alert")).to_contain_text("Typed in the first window.")
    expect(summary(second)).to_have_value("Typed in the second window.")


def test_going_off_line_says_so_and_coming_back_saves(open_as: OpenAs, own: Organised) -> None:
    page = editing(open_as, own)
    page.context.set_offline(True)
    expect(page.locator("[data-saved]")).to_contain_text("You are off-line")
    summary(page).fill("Typed on the train.")
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    page.reload()
    expect(summary(page)).to_have_value("Typed on the train.")


def test_the_back_button_loses_nothing_however_quickly_it_is_pressed(open_as: OpenAs, own: Organised) -> None:
    page = editing(open_as, own)
    summary(page).fill("Typed and left at once.")
    page.get_by_role("link", name="About", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Change")
    page.go_back()
    expect(summary(page)).to_have_value("Typed and left at once.")
    page.goto(own.edit)
    expect(summary(page)).to_have_value("Typed and left at once.")


def test_a_button_that_is_pressed_during_a_save_waits_for_it(open_as: OpenAs, own: Organised) -> None:
    page = editing(open_as, own)
    held: list[Route] = []

    def hold(route: Route) -> None:
        (held.append if "x-saved-by-script" in route.request.headers and not held else Route.continue_)(route)

    page.route(re.compile(r"/edit$"), hold)
    with page.expect_request(re.compile(r"/edit$")):
        summary(page).fill("So")
    summary(page).fill("Soup at noon.")
    page.get_by_role("button", name="Save for later").click()
    held[0].continue_()
    page.wait_for_url("**/edit?saved=yes")
    unfold(page, "What it is")
    expect(summary(page)).to_have_value("Soup at noon.")


@WITH_AND_WITHOUT
def test_who_is_signed_out_while_typing_loses_nothing(open_as: OpenAs, own: Organised, scripts: bool) -> None:
    page = editing(open_as, own, scripts=scripts, refused=(409,))
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "session"]
    page.context.clear_cookies(name="session")
    summary(page).fill("Typed while away.")
    if scripts:
        expect(page.locator("[data-saved]")).to_contain_text("You are signed out.")
    page.get_by_role("button", name="Save for later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing that you typed is lost")
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.get_by_role("button", name="Send what I typed").click()
    page.get_by_role("button", name="Send what I typed").click()
    page.goto(own.edit)
    expect(summary(page)).to_have_value("Typed while away.")


@WITH_AND_WITHOUT
def test_a_place_is_looked_for_before_a_new_one_is_made(open_as: OpenAs, own: Organised, scripts: bool) -> None:
    page = open_as(Role.ORGANISER, PHONE, scripts=scripts)
    page.goto(own.edit)
    page.get_by_role("button", name="Change places").click()
    assert page.get_by_role("button", name="Add this place").count() == 0
    page.get_by_label("Postcode or name of the place").fill("ML1 1AB")
    page.get_by_role("button", name="Look for it").click()
    offered = page.get_by_role("button", name=re.compile("^Yes, add it"))
    assert offered.count() > 2
    new = page.get_by_role("button", name="Add this place")
    assert offered.last.bounding_box()["y"] < new.bounding_box()["y"]  # type: ignore[index]
    name = "Hut without scripts" if not scripts else "Hut with scripts"
    page.get_by_label("Name of the place", exact=True).fill(name)
    new.click()
    expect(page.get_by_role("button", name=f"Take away {name}")).to_be_visible()
    page.get_by_role("button", name="Back to the listing").click()
    expect(page.locator("main")).to_contain_text(name)


@WITH_AND_WITHOUT
def test_it_can_be_looked_at_before_it_is_sent(open_as: OpenAs, own: Organised, scripts: bool) -> None:
    page = editing(open_as, own, scripts=scripts)
    summary(page).fill(f"Looked at first, {scripts}.")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("note")).to_contain_text("This is how it would look.")
    expect(page.locator("main")).to_contain_text(f"Looked at first, {scripts}.")
    page.get_by_role("link", name="Change it again").click()
    unfold(page, "What it is")
    expect(summary(page)).to_have_value(f"Looked at first, {scripts}.")
    page.go_back()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


PAGES = ("/edit", "/times", "/places", "/places?q=ML1+1AB", "/preview", "/paper")
OTHERS = ("/organise", "/organise/new", "/organise/changes", "/organise/people", "/organise/enter", "/paper-form")


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_the_pages_of_organisers_are_sound_at_every_width_with_and_without_scripts(
    open_as: OpenAs, own: Organised, path: str
) -> None:
    page = open_as(Role.ORGANISER)
    switch = axe.ScriptSwitch(page)
    address = path if path in OTHERS else f"/organise/listings/{own.listing.service.id}{path}"
    faults = []
    for is_on in (True, False):
        switch.turn(on=is_on)
        page.goto(address)
        switch.turn(on=True)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
        faults += [f"{width} px, scripts {is_on}: {one}" for width in WIDTHS for one in misfits(page, width)]
    geometry.enlarge(page, geometry.LARGE_TEXT)
    faults += [f"large text: {one}" for one in geometry.sticking_out(page)]
    assert not faults, "\n".join(faults)


def misfits(page: Page, width: int) -> list[str]:
    """What axe finds and what sticks out at that width."""
    page.set_viewport_size({"width": width, "height": 800})
    return [
        *axe.violations(page),
        *geometry.sticking_out(page),
        *geometry.small_targets(page, "main button, main summary"),
    ]


@pytest.mark.parametrize("is_filled", [True, False], ids=["filled in", "empty"])
def test_the_paper_form_prints_in_large_type_and_whole(open_as: OpenAs, own: Organised, is_filled: bool) -> None:
    page = open_as(Role.ORGANISER, {"width": 680, "height": 1000})
    page.goto(f"/organise/listings/{own.listing.service.id}/paper" if is_filled else "/paper-form")
    page.emulate_media(media="print")
    small = [
        name for name, size in geometry.letter_sizes(page).items() if size < SIXTEEN_POINTS and "app-paper" in name
    ]
    assert small == []
    assert geometry.sticking_out(page) == []
    assert [one for one in geometry.cut_off(page) if "visually-hidden" not in one] == []
    titles = page.locator("main h2").all_inner_texts()
    printed = page.pdf(format="A4", tagged=True, outline=True)
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert 3 <= pages <= MOST_SHEETS
    assert [
        one
        for one in titles
        if one.encode() not in printed and one.encode("utf-16-be").hex().upper().encode() not in printed
    ] == []
