"""Measure a page: what sticks out sideways, what is too small to hit, what ignores the reader's letter size."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# Constructed style sheets are the reader's own, so the site's Content-Security-Policy does not stop them.
ADD_STYLE = """(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""

# What a reader may set by WCAG 1.4.4 and 1.4.12.
LARGE_TEXT = "html { font-size: 200% !important; }"
LOOSE_TEXT = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""

NAMED = """const named = (element) => element.outerHTML.replace(/\\s+/g, ' ').slice(0, 140);
const shown = (element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
  element.getBoundingClientRect().width > 2;
const inside = (element, test) => { for (let one = element; one; one = one.parentElement)
  if (test(getComputedStyle(one), one)) return true; return false; };"""

STICKING_OUT = (
    "() => {"
    + NAMED
    + """
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [`the page is ${document.documentElement.scrollWidth} wide in ${room}`,
    ...[...document.body.querySelectorAll('*')].filter((element) => shown(element) &&
      !element.parentElement.closest('.leaflet-container') && element.getBoundingClientRect().right > room + 1).map(named)].slice(0, 8); }"""
)

CUT_OFF = (
    "() => {"
    + NAMED
    + """
  return [...document.body.querySelectorAll('*')].filter((element) => {
    const style = getComputedStyle(element);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY) && !element.matches('input, select');
    return hides && shown(element) && element.clientHeight > 2 && !element.closest('.leaflet-container') &&
      (element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2);
  }).map(named); }"""
)

LETTER_SIZES = (
    "() => {"
    + NAMED
    + """
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (own && shown(element) && !element.closest('.leaflet-container'))
      found.push([named(element), parseFloat(getComputedStyle(element).fontSize)]);
  }
  return found; }"""
)

# The target of a box to tick is the box together with its label.
TARGETS = (
    "(selector) => {"
    + NAMED
    + """
  return [...document.querySelectorAll(selector)].filter(shown).filter((element) =>
      !inside(element, (style) => style.clipPath === 'inset(50%)')).map((element) => {
    const areas = [element, ...(element.labels ?? [])].map((one) => one.getBoundingClientRect());
    const left = Math.min(...areas.map((one) => one.left)), right = Math.max(...areas.map((one) => one.right));
    const top = Math.min(...areas.map((one) => one.top)), bottom = Math.max(...areas.map((one) => one.bottom));
    return [named(element), right - left, bottom - top]; }); }"""
)

SEEN = (
    "(selector) => {"
    + NAMED
    + """
  return [...document.querySelectorAll(selector)].filter(shown).map(named).slice(0, 3); }"""
)

WITHOUT_EDGE = (
    "() => {"
    + NAMED
    + """
  const sides = ['Top', 'Bottom', 'Left', 'Right'];
  return [...document.querySelectorAll('button, .govuk-button, input:not([type=hidden]), select, textarea')]
    .filter(shown).filter((element) => {
      const style = getComputedStyle(element);
      const edged = sides.some((side) => parseFloat(style[`border${side}Width`]) > 0 &&
        style[`border${side}Style`] !== 'none');
      return !edged && style.outlineStyle === 'none' && style.appearance === 'none';
    }).map(named); }"""
)

# A printer leaves backgrounds out, so that white letters on a dark button come out as nothing.
PALE = (
    "() => {"
    + NAMED
    + """
  return [...document.body.querySelectorAll('*')].filter((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const light = getComputedStyle(element).color.match(/[\\d.]+/g).slice(0, 3).every((one) => Number(one) > 150);
    return own && light && shown(element) && !element.closest('.leaflet-container') &&
      !inside(element, (style) => style.clip !== 'auto' || style.clipPath !== 'none');
  }).map(named); }"""
)

MOVING = (
    "() => {"
    + NAMED
    + """
  return [document.documentElement, ...document.querySelectorAll('*')].filter((element) => {
    const style = getComputedStyle(element);
    const seconds = `${style.transitionDuration},${style.animationDuration}`.split(',').map(parseFloat);
    return style.scrollBehavior === 'smooth' || seconds.some((one) => one > 0.05);
  }).map(named); }"""
)

MAIN_CONTROLS = (
    "button, .govuk-button, input:not([type=hidden]), select, textarea, summary, header nav a, "
    ".app-paging__link, .app-chip, .app-tile__link, .app-area"
)


def enlarge(page: Page, *styles: str) -> None:
    """Set the page as a reader with these styles would see it."""
    for style in styles:
        page.evaluate(ADD_STYLE, style)


def sticking_out(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(STICKING_OUT)
    return found


def cut_off(page: Page) -> list[str]:
    """What has more in it than it shows."""
    found: list[str] = page.evaluate(CUT_OFF)
    return found


def letter_sizes(page: Page) -> dict[str, float]:
    """Each element with words of its own, and the size of its letters in pixels."""
    found: list[list[Any]] = page.evaluate(LETTER_SIZES)
    return {str(name): float(size) for name, size in found}


def small_targets(page: Page, selector: str = MAIN_CONTROLS, least: float = 44) -> list[str]:
    """The controls that are lower or narrower than that."""
    found: list[list[Any]] = page.evaluate(TARGETS, selector)
    return [f"{width:.0f} x {height:.0f}: {name}" for name, width, height in found if min(width, height) < least - 0.5]


def seen(page: Page, selector: str) -> list[str]:
    """The first few elements there that a reader sees."""
    found: list[str] = page.evaluate(SEEN, selector)
    return found


def without_edge(page: Page) -> list[str]:
    """The controls whose place cannot be seen when the reader's own colours are used."""
    found: list[str] = page.evaluate(WITHOUT_EDGE)
    return found


def pale(page: Page) -> list[str]:
    """The text in so light a colour that white paper does not show it."""
    found: list[str] = page.evaluate(PALE)
    return found


def moving(page: Page) -> list[str]:
    """What moves or fades."""
    found: list[str] = page.evaluate(MOVING)
    return found
