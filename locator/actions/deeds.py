"""The deeds of the audit trail in words that the person whom they are about can read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "account.change": "changed an account",
        "account.disable": "disabled an account",
        "account.enable": "enabled an account",
        "account.end_sessions": "signed an account out everywhere",
        "account.identity_linked": "linked an account to the organisation’s sign-in",
        "account.invite": "invited somebody",
        "account.reset": "sent a link for a new password",
        "account.made": "made an account for whoever reads this address",
        "claim.approve": "said yes to a claim",
        "claim.ask": "asked to answer a group’s referrals",
        "claim.lead_no": "said no to a claim as the group’s lead",
        "claim.prove": "showed that the address of a claim is theirs",
        "claim.refuse": "refused a claim",
        "curator.places": "chose which places a curator looks after",
        "database.backup": "made a backup",
        "database.restore": "put a backup back",
        "figures.export": "saved figures",
        "keeper.answers": "let somebody answer a group’s referrals",
        "keeper.by_address": "began to look after a group, because its address is theirs",
        "keeper.invite": "asked somebody to look after a group",
        "keeper.lead": "made somebody a group’s lead",
        "keeper.leave": "stopped looking after a group",
        "keeper.refused": "tried to look into another group and was refused",
        "keeper.take_off": "took somebody off a group",
        "keeper.trust": "changed whether somebody’s small changes wait",
        "link.enter": "sent a link to come in",
        "log.refused": "asked for another team’s log and was refused",
        "passkey.add": "added a passkey",
        "passkey.remove": "removed a passkey",
        "passkey.rename": "gave a passkey another name",
        "person.erase": "erased the details",
        "person.find": "looked for somebody by name or number",
        "person.found": "found it by name or number",
        "person.view": "read the details",
        "referral.answer_by_link": "answered for the group",
        "referral.coded": "referred with a code",
        "referral.export": "printed all that is held",
        "referral.follow_up": "wrote down how it went",
        "referral.hand_over": "handed the person over",
        "referral.list": "saw it in a list",
        "referral.move": "wrote down what happened",
        "referral.open_outside_team": "opened it from outside the team",
        "referral.refused": "tried to open it and was refused",
        "referral.remind_group": "reminded the group",
        "referral.signpost": "pointed somebody to a group",
        "referral.tell_curators": "told the curators that nobody answered",
        "referral.undo": "took it back",
        "referral.view": "looked at the referral",
        "report.close": "dealt with a report of a mistake",
        "report.reopen": "opened a report of a mistake again",
        "service.merge": "merged two listings",
        "service.unmerge": "took the merging of two listings back",
        "sign_in.by_link": "came in by a link",
        "sign_in.refused": "tried to sign in and was refused",
        "team.add": "made a team",
        "team.change": "changed a team",
        "team.close": "closed a team",
        "team.open": "opened a team again",
        "unmet.note": "noted that nothing suitable was there",
        "unmet.undo": "took that note back",
    }
)


def in_words(action: str) -> str:
    """What was done, in words; the code itself where it has none."""
    return WORDS.get(action, action)
