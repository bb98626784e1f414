"""What decides whether letters can be read: an element's look is all of it in one text, so that a look is judged once.

Two elements with the same look have the same colours in front of and behind their letters, in the same size, so they are
told apart as well as each other, on whatever page and at whatever width they are.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# The look of each element that has letters of its own: the letters, then everything around them that paints or hides, then
# what else is painted where they are. Only what is not as usual is named, with how much of the letters it is behind.
LOOKS = """() => {
  const styles = new Map();
  const style = (one) => styles.get(one) ?? styles.set(one, getComputedStyle(one)).get(one);
  const paints = (css) => css.backgroundColor !== 'rgba(0, 0, 0, 0)' || css.backgroundImage !== 'none';
  const paint = (css) => [css.backgroundColor, css.backgroundImage, css.backgroundSize, css.backgroundClip].join(' ');
  const isPicture = (one) => one.matches('img, svg, canvas, video, iframe, object, embed');
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const holds = (a, b) => a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom;
  const drawn = (one, part) => { const css = getComputedStyle(one, part);
    return css.content === 'none' || !paints(css) ? '' : `${part} ${paint(css)} ${css.position} ${css.width} ${css.height}`; };
  const parts = new Map();
  const part = (one) => { if (parts.has(one)) return parts.get(one);
    const css = style(one), box = one.getBoundingClientRect(), told = [];
    if (paints(css)) told.push(paint(css));
    for (const name of ['::before', '::after']) if (drawn(one, name)) told.push(drawn(one, name));
    for (const [name, usual] of [['opacity', '1'], ['filter', 'none'], ['backdropFilter', 'none'], ['mixBlendMode', 'normal'],
        ['clipPath', 'none'], ['clip', 'auto'], ['zIndex', 'auto'], ['maskImage', 'none'], ['transform', 'none']])
      if (css[name] !== usual) told.push(`${name} ${css[name]}`);
    if (css.position !== 'static' || css.float !== 'none') told.push(`${css.position} ${css.float}`);
    if (css.overflow !== 'visible') told.push(`${css.overflow} ${Math.min(box.width, box.height) <= 2}`);
    if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || parseInt(css.textIndent)) told.push('away');
    parts.set(one, told.join('; ')); return parts.get(one); };
  const every = [...document.querySelectorAll('html, body, body *')].filter((one) => one.checkVisibility());
  const painted = every.filter((one) => isPicture(one) || paints(style(one))).map((one) => [one, one.getBoundingClientRect()]);
  const letters = (one) => [...one.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim());
  const room = (one, own) => { if (!own.length) return one.getBoundingClientRect();
    const range = document.createRange(); range.setStartBefore(own[0]); range.setEndAfter(own.at(-1));
    return range.getBoundingClientRect(); };
  const look = (one, own) => {
    const css = style(one), box = room(one, own), text = own.map((node) => node.textContent.trim()).join('');
    const told = [own.length ? '' : one.tagName, css.color, css.webkitTextFillColor, css.webkitTextStroke, css.textShadow,
      css.fontSize, css.fontWeight, text.length === 1, /^[^\\p{L}\\p{N}]*$/u.test(text)];
    for (let around = one; around; around = around.parentElement) if (part(around))
      told.push(part(around) + (holds(around.getBoundingClientRect(), box) ? '' : ' in part'));
    for (const [other, where] of painted) if (meet(where, box) && !other.contains(one))
      told.push(`${other.tagName} ${part(other)} ${holds(where, box)} ${one.contains(other)}`);
    return told.join(' | '); };
  const BOXES = 'select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=range], [type=color], [type=image])';
  const found = {};
  for (const one of every) { const own = letters(one);
    if (own.length || one.matches(BOXES)) (found[look(one, own)] ??= []).push(one); }
  window[Symbol.for('looks')] = found;
  return Object.keys(found); }"""

# What axe says of the letters that have these looks, and the looks of which every element passed.
JUDGE = """async (names) => {
  const found = window[Symbol.for('looks')], asked = names.flatMap((name) => found[name]);
  const said = await axe.run({include: asked}, {runOnly: ['color-contrast'], preload: false, selectors: false, elementRef: true});
  const passed = new Set(said.passes.flatMap((one) => one.nodes.map((node) => node.element)));
  const told = said.violations.map(({id, impact, help, nodes}) =>
    ({id, impact, help, nodes: nodes.map(({html, failureSummary}) => ({html, failureSummary}))}));
  return [told, names.filter((name) => found[name].every((one) => passed.has(one)))]; }"""

passed: set[str] = set()
"""The looks that axe found well, on any page that this worker has looked at."""


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe says of the letters whose looks it has not yet found well; it must be in the page by now."""
    unknown = [look for look in page.evaluate(LOOKS) if look not in passed]
    if not unknown:
        return []
    found, well = page.evaluate(JUDGE, unknown)
    passed.update(well)
    return list(found)
