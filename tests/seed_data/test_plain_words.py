"""The demonstration directory reads as people write: each text its own, short and plain."""

from __future__ import annotations

import re
import statistics

from tests.seed_data.demonstration import load

AMERICAN = re.compile(r"\b(color|center|neighbor|organiz|favorite|program|licensed driver|gray|mom|check-in)\b", re.I)
OFFICE = re.compile(r"\b(utili[sz]e|facilitate|signpost|service users?|stakeholder|holistic|empower|leverage)\b", re.I)


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?:])\s+", text) if one]


def test_a_summary_is_one_short_piece() -> None:
    for row in load("services"):
        assert 20 <= len(row["summary"]) <= 300, row["key"]
        assert row["summary"].endswith((".", "?", "!")), row["key"]


def test_a_description_is_neither_a_stub_nor_an_essay() -> None:
    for row in load("services"):
        assert 25 <= len(row["description"].split()) <= 160, row["key"]


def test_no_two_services_are_described_alike() -> None:
    for field in ("summary", "description"):
        told = [row[field].casefold() for row in load("services")]
        assert len(set(told)) == len(told)


def test_no_sentence_is_used_for_two_services() -> None:
    seen: dict[str, str] = {}
    for row in load("services"):
        for sentence in sentences(row["description"]):
            if len(sentence.split()) > 5:
                assert seen.setdefault(sentence, row["key"]) == row["key"], sentence


def test_sentences_are_short() -> None:
    lengths = {row["key"]: [len(one.split()) for one in sentences(row["description"])] for row in load("services")}

    assert {key: max(words) for key, words in lengths.items() if max(words) > 36} == {}
    assert {key: words for key, words in lengths.items() if statistics.mean(words) > 19} == {}


def test_texts_are_in_british_plain_english() -> None:
    for row in [*load("services"), *load("organizations")]:
        text = f"{row['name']} {row.get('summary', '')} {row['description']}"
        assert not AMERICAN.search(text), row["key"]
        assert not OFFICE.search(text), row["key"]


def test_paragraphs_are_clean() -> None:
    for row in [*load("services"), *load("organizations")]:
        text = row["description"]
        assert text == text.strip()
        assert "  " not in text
        assert all("\n" not in paragraph for paragraph in text.split("\n\n")), row["key"]
