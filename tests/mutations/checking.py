"""Guards of checks, reminders and hiding: whose link opens what, what is sent once, and what waits for people."""

from __future__ import annotations

from tests.mutations.guard import Guard

GUARDS = (
    Guard(
        number="checking",
        what="an address that the group no longer has opens nothing",
        file="locator/actions/still_correct.py",
        old="if known.is_of(one.listing, link.email)",
        new="if True",
        test="tests/actions/test_still_correct.py::test_an_address_that_the_group_no_longer_has_opens_nothing",
    ),
    Guard(
        number="checking",
        what="a reminder's link ends",
        file="locator/actions/still_correct.py",
        old="if not link.works(context.now):",
        new="if False:",
        test="tests/actions/test_still_correct.py::test_after_thirty_days_the_link_has_ended_and_later_it_is_forgotten",
    ),
    Guard(
        number="checking",
        what="a link checks what is due and nothing else",
        file="locator/actions/still_correct.py",
        old="if one.freshness.stage >= Stage.REMIND and stale.is_findable(one)",
        new="if True",
        test="tests/actions/test_still_correct.py::test_a_link_checks_nothing_that_is_not_due_or_not_this_groups",
    ),
    Guard(
        number="checking",
        what="who was reminded of a check is not reminded again",
        file="locator/storage/freshness_steps.py",
        old="ON CONFLICT DO NOTHING",
        new="ON CONFLICT DO UPDATE SET stepped_at = excluded.stepped_at",
        test="tests/storage/test_freshness_steps.py::test_the_same_step_is_taken_once",
    ),
    Guard(
        number="checking",
        what="nobody gets a second letter within two weeks",
        file="locator/actions/reminding.py",
        old="if last is not None and context.now < last + QUIET:",
        new="if False:",
        test="tests/actions/test_reminding.py::test_listings_that_come_due_one_after_the_other_are_asked_about_together",
    ),
    Guard(
        number="checking",
        what="an organiser checks listings of their own group alone",
        file="locator/actions/assuring.py",
        old="if listing.organization.id not in user.managed_ids:",
        new="if False:",
        test="tests/actions/test_assuring.py::test_an_organiser_speaks_for_their_own_group_and_for_no_other",
    ),
    Guard(
        number="checking",
        what="a check that was followed by another is not taken back",
        file="locator/actions/assuring.py",
        old="if newest is None or newest.id != check.id or",
        new="if newest is None or",
        test="tests/actions/test_assuring.py::test_two_checks_that_say_the_same_are_taken_back_in_turn",
    ),
    Guard(
        number="checking",
        what="while people wait for an answer nothing is hidden",
        file="locator/actions/hiding.py",
        old="        if waiting:\n",
        new="        if False:\n",
        test="tests/actions/test_hiding.py::test_while_people_wait_for_an_answer_it_is_refused",
    ),
    Guard(
        number="checking",
        what="words that few have typed are not shown",
        file="locator/storage/searches.py",
        old="HAVING COUNT(*) >= ?",
        new="HAVING COUNT(*) >= ? - 1",
        test="tests/actions/test_overview.py::test_searches_are_grouped_and_rare_ones_left_out",
    ),
    Guard(
        number="checking",
        what="a refusal for policy marks no address",
        file="locator/actions/bounces.py",
        old="if not plain or _OUR_FAULT.search(why) or",
        new="if not plain or",
        test="tests/actions/test_bounces.py::test_what_a_mail_server_refuses_for_good_marks_the_address",
    ),
    Guard(
        number="checking",
        what="what came over its line is written again",
        file="locator/actions/indexing.py",
        old="        ageing.age(context)\n",
        new="",
        test="tests/actions/test_ageing.py::test_on_the_day_it_comes_behind_and_the_day_before_it_does_not",
    ),
)
