"""Take pictures of every page, wide and as on a phone: python -m tools.screenshots [--docs] [WORD ...]

They go to screenshots/ (which git leaves out). With --docs only the few that the documents show are taken anew, into
docs/images/. A word takes only the pages with that word in their address.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import addresses, chromium
from tests.browser import site as sites
from tests.browser.addresses import Example
from tests.browser.site import Site

CHECKOUT = Path(__file__).resolve().parents[1]
SIZES = {"wide": (1280, 900), "phone": (360, 740)}
TALL = (390, 1300)
DOCUMENTED = {
    "front.png": ("/", SIZES["wide"]),
    "results.png": ("/services?q=lunch+club&near=ML1+1AB", SIZES["wide"]),
    "map.jpg": ("/map?q=lunch+club&near=ML1+1AB", SIZES["wide"]),
    "service.png": ("/services/{service}", TALL),
}
SCALE = 0.75
JPEG_QUALITY = 85
MOST_BYTES = 150_000
MAP_MILLISECONDS = 800


def every_example(site: Site) -> Iterator[Example]:
    """Each page to take, with the examples that the tests look at."""
    directory = addresses.read_directory(site)
    for rule in addresses.rules():
        yield from addresses.examples(site, directory, rule)


def file_name(example: Example) -> str:
    """A name that says which page it is."""
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"shared/[\w-]+", "shared", example.path).lower()).strip("-")
    return f"{plain or 'front'}{'-kept' if example.cookie else ''}"[:90]


def show(page: Page, site: Site, example: Example) -> None:
    """Open the page and wait until its map, if it has one, is drawn."""
    page.context.clear_cookies()
    if example.cookie:
        page.context.add_cookies([{"name": example.cookie[0], "value": example.cookie[1], "url": site.url}])
    page.goto(site.url + example.path)
    if page.locator(".leaflet-container").count():
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(MAP_MILLISECONDS)


def take_all(page: Page, site: Site, words: list[str]) -> None:
    """Every page in every size."""
    folder = CHECKOUT / "screenshots"
    folder.mkdir(exist_ok=True)
    for example in every_example(site):
        if words and not any(word in example.path for word in words):
            continue
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            show(page, site, example)
            page.screenshot(path=folder / f"{file_name(example)}-{size}.png", full_page=True)
        print(example.path)


def take_documented(page: Page, site: Site) -> None:
    """The pictures in the documents, each small enough to be committed."""
    folder = CHECKOUT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    service = addresses.read_directory(site).services[2]
    for name, (path, (width, height)) in DOCUMENTED.items():
        page.set_viewport_size({"width": width, "height": height})
        show(page, site, Example(path=path.format(service=service)))
        if page.locator(".leaflet-container").count():
            page.evaluate("document.querySelector('h1').scrollIntoView()")
        picture = folder / name
        page.screenshot(path=picture, quality=JPEG_QUALITY if picture.suffix == ".jpg" else None)
        if picture.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{picture} has {picture.stat().st_size:,} bytes; the most is {MOST_BYTES:,}")
        print(picture.relative_to(CHECKOUT), f"{picture.stat().st_size:,} bytes")


def main() -> None:
    """Install the demonstration in a temporary folder, serve it, take the pictures."""
    parser = argparse.ArgumentParser(description="Take pictures of every page.")
    parser.add_argument("words", nargs="*", help="only pages with one of these words in their address")
    parser.add_argument("--docs", action="store_true", help="take those in docs/images/ anew")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = sites.install_once(Path(folder))
        with sites.served(data, Path(folder) / "server.log") as site, chromium.launched() as browser:
            scale = SCALE if asked.docs else 1
            page = browser.new_context(locale="en-GB", reduced_motion="reduce", device_scale_factor=scale).new_page()
            take_documented(page, site) if asked.docs else take_all(page, site, asked.words)


if __name__ == "__main__":
    main()
