"""A fetched page as a tree, and the questions that tests ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from xml.etree.ElementTree import Element

import html5lib

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@lru_cache(maxsize=256)
def parsed(source: str) -> Element:
    """The tree of a page; the same page comes again in many tests, and none of them changes it."""
    found: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(source)
    return found


class Page:
    """One page: its path, its text and its tree."""

    def __init__(self, path: str, source: str) -> None:
        """Parse nothing until it is asked for."""
        self.path = path
        self.source = source

    @cached_property
    def tree(self) -> Element:
        """The document; parsing is strict, so what is no HTML raises ParseError."""
        return parsed(self.source)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All of its elements, in the order of the page."""
        return tuple(element for element in self.tree.iter() if isinstance(element.tag, str))

    def every(self, *names: str) -> Iterator[Element]:
        """The elements of these names, in the order of the page; all without a name."""
        return (element for element in self.elements if element.tag in names) if names else iter(self.elements)

    def first(self, name: str) -> Element:
        """The first element of that name."""
        return next(self.every(name))

    def classed(self, name: str) -> list[Element]:
        """The elements of that class."""
        return [element for element in self.every() if name in (element.get("class") or "").split()]

    def by_id(self, name: str) -> Element | None:
        """The element of that id."""
        return next((element for element in self.every() if element.get("id") == name), None)

    def texts(self, *names: str) -> list[str]:
        """The texts of the elements of these names."""
        return [words(element) for element in self.every(*names)]

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return words(self.first("title"))

    @property
    def heading(self) -> str:
        """The text of the h1."""
        return words(self.first("h1"))

    @property
    def text(self) -> str:
        """All that the page says."""
        return words(self.first("body"))

    def link(self, text: str) -> str:
        """Where the first link with these words leads."""
        for element in self.every("a"):
            if words(element) == text:
                return element.get("href") or ""
        raise AssertionError(f"{self.path} has no link “{text}”")

    def links(self) -> list[str]:
        """Where all links lead."""
        return [element.get("href") or "" for element in self.every("a")]


def words(element: Element) -> str:
    """The text in an element on one line."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
