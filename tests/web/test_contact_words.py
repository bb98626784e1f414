"""Whatever is wrong with a number or an address, the form has a sentence for it."""

from __future__ import annotations

from locator.directory.contact_rules import PhoneProblem, WebsiteProblem
from locator.post.addresses import AddressProblem
from locator.web.shared.contact_words import WORDS


def test_every_problem_has_words_of_its_own() -> None:
    assert set(WORDS) == {*PhoneProblem, *WebsiteProblem, *AddressProblem}
    assert len(set(WORDS.values())) == len(WORDS)
