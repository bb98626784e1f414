"""Guards of what ends: who hears of it, what is erased and what must not change, and who looks for a person."""

from __future__ import annotations

from tests.mutations.guard import Guard

GUARDS = (
    Guard(
        number="ending",
        what="a question that has not gone is never sent once the referral has ended",
        file="locator/actions/telling.py",
        old="never_asked |= set(mails.drop_waiting(context.store, key))",
        new="pass",
        test="tests/actions/test_telling.py::test_a_group_whose_question_has_not_gone_never_hears_of_what_has_ended",
    ),
    Guard(
        number="ending",
        what="that the group must stop goes out though the person is erased",
        file="locator/storage/erasures.py",
        old="AND NOT (state IN ('waiting', 'sending') AND instr(dedupe_key, ?) = 1)",
        new="AND ? <> ''",
        test="tests/actions/test_telling.py::test_that_permission_was_withdrawn_still_goes_out_after_the_details_are_erased",
    ),
    Guard(
        number="ending",
        what="whoever has left the team is not written to in its stead",
        file="locator/actions/telling.py",
        old=" and _follows(referrer, referral)",
        new="",
        test="tests/actions/test_telling.py::test_once_they_are_not_of_the_team_any_more_its_lead_hears",
    ),
    Guard(
        number="26",
        what="a try at another team's hand-over stays written down",
        file="locator/actions/hand_over.py",
        old="    _made_before(context, asked.form_key, user)  # before the transaction, so that a refused try stays written down\n",
        new="",
        test="tests/actions/test_hand_over.py::test_somebody_elses_form_key_tells_nothing_and_is_written_down",
    ),
    Guard(
        number="26",
        what="the privacy lead hears of every look for a person",
        file="locator/actions/subject_finding.py",
        old="        mailing_privacy.tell_of_looking(context, len(matching))\n",
        new="",
        test="tests/actions/test_subject_finding.py::test_the_privacy_lead_hears_of_every_look",
    ),
    Guard(
        number="60",
        what="a health number in two boxes is found",
        file="locator/actions/hand_over.py",
        old="if not any(Refusal.CHI in refused for refused in found.values()):",
        new="if False:",
        test="tests/actions/test_hand_over.py::test_a_health_number_in_two_boxes_is_found",
    ),
    Guard(
        number="figures",
        what="of a quarter whose searches are being cleared nothing is told",
        file="locator/actions/figures.py",
        old="if not keeps_searches(context, quarter):",
        new="if False:",
        test="tests/actions/test_figures.py::test_of_a_quarter_whose_searches_are_being_cleared_nothing_is_told",
    ),
)
