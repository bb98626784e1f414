"""The short way to a stem gives what the long way gives."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from whoosh.lang import stemmer_for_language

from search_index import analysis

ENDINGS = [
    "s",
    "sses",
    "ied",
    "ies",
    "us",
    "ss",
    "eedly",
    "ingly",
    "edly",
    "eed",
    "ing",
    "ed",
    "ization",
    "ational",
    "fulness",
    "ousness",
    "iveness",
    "tional",
    "biliti",
    "lessli",
    "entli",
    "ation",
    "alism",
    "aliti",
    "ousli",
    "iviti",
    "fulli",
    "enci",
    "anci",
    "abli",
    "izer",
    "ator",
    "alli",
    "bli",
    "ogi",
    "li",
    "icate",
    "iciti",
    "ative",
    "ical",
    "ness",
    "ful",
    "ement",
    "ance",
    "ence",
    "able",
    "ible",
    "ment",
    "ant",
    "ent",
    "ism",
    "ate",
    "iti",
    "ous",
    "ive",
    "ize",
    "ion",
    "al",
    "er",
    "ic",
    "e",
    "l",
    "y",
    "yes",
    "ll",
    "a",
    "k",
    "o",
    "n",
    "m",
    "t",
]
snowball = stemmer_for_language("english")


@given(st.text("abcdegilnorstuvyz09é", max_size=8), st.sampled_from(ENDINGS), st.sampled_from(["", *ENDINGS]))
@example("", "sky", "")
@example("h", "owe", "")
@example("proc", "eed", "")
def test_a_stem_is_what_snowball_makes_of_the_word(start: str, ending: str, further: str) -> None:
    word = start + ending + further

    assert analysis.stem(word) == snowball(word)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12).map(analysis.fold))
def test_words_of_other_letters_have_snowballs_stem_too(word: str) -> None:
    assert analysis.stem(word) == snowball(word)
