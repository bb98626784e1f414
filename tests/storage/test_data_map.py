"""Every column has a class, a purpose, a period and a basis, and the printed map is today's."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from locator.actions import data_map as printed
from locator.settings import Settings
from locator.storage import data_map
from locator.storage.database import Store
from tests.conftest import OpenEngine

PAGE = Path(__file__).parents[2] / "docs" / "privacy" / "data-map.md"


def test_every_column_is_in_the_map_once_and_the_map_names_no_other(store: Store) -> None:
    assert list(data_map.problems(store)) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("ALTER TABLE referral ADD COLUMN nickname TEXT", "referral.nickname is not in the data map"),
        ("CREATE TABLE diary (page TEXT)", "diary.page is not in the data map"),
        ("ALTER TABLE mail DROP COLUMN last_error", "mail.last_error is in the data map, not in the database"),
    ],
)
def test_a_column_that_comes_or_goes_is_noticed(store: Store, change: str, problem: str) -> None:
    with store.atomic():
        store.write(change)
    assert list(data_map.problems(store)) == [problem]


def test_every_class_has_a_period_and_a_basis_and_is_used() -> None:
    used = {group.data_class for groups in data_map.TABLES.values() for group in groups}
    assert used == set(data_map.CLASSES)
    assert all(one.retention and one.basis for one in data_map.CLASSES.values())


def test_a_class_about_people_has_a_legal_basis() -> None:
    for groups in data_map.TABLES.values():
        for group in groups:
            assert not group.is_personal or "Art 6" in data_map.CLASSES[group.data_class].basis, group.names


def test_a_period_that_a_setting_gives_is_a_setting() -> None:
    known = {field.name for field in fields(Settings)}
    for one in data_map.CLASSES.values():
        assert not one.setting or one.setting in known
        assert ("LOCATOR_" in one.retention) == bool(one.setting)


def test_what_is_called_sealed_is_said_to_be_sealed(store: Store) -> None:
    for table, groups in data_map.TABLES.items():
        for group in groups:
            for name in group.names:
                assert (name.endswith("_sealed") or name == "wrapped_key") == group.is_sealed, f"{table}.{name}"


def test_the_page_is_what_the_command_prints(open_engine: OpenEngine) -> None:
    assert PAGE.read_text(encoding="utf-8") == printed.as_markdown(open_engine().context()), (
        "print it anew: locator privacy map > docs/privacy/data-map.md"
    )
