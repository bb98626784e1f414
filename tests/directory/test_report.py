"""A report of a mistake is short, and says nothing about who made it."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from locator.directory.report import LONGEST_MESSAGE, MessageTooLongError, Report, ReportKind


def report(message: str) -> Report:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return Report(id="r", service_id="s", kind=ReportKind.TIMES, message=message, form_key="k", created_at=now)


def test_a_message_of_a_thousand_characters_is_taken() -> None:
    assert len(report("x" * LONGEST_MESSAGE).message) == LONGEST_MESSAGE


def test_a_longer_message_is_refused() -> None:
    with pytest.raises(MessageTooLongError, match="1,001 characters"):
        report("x" * (LONGEST_MESSAGE + 1))


def test_nothing_about_the_person_has_a_place_in_a_report() -> None:
    assert {field.name for field in fields(Report)} == {
        *("id", "service_id", "kind", "message", "form_key", "created_at", "status"),
        *("outcome", "note", "closed_at", "closed_by"),
    }
