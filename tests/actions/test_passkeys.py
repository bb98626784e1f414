"""A passkey lets in its own person, once for each asking, and nobody else in any way."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from locator.accounts.account import Account, AccountStatus
from locator.accounts.passkey import MOST, relying_party
from locator.accounts.session import Session, Stage
from locator.actions import passkeys, passwords, people, sessions
from locator.actions.context import Context
from locator.actions.passkeys import Asked, NotInError, NotKeptError, Shown, TooManyError
from locator.actions.permission import NotYoursError
from locator.actions.signing import Entered, RefusedError
from locator.roles import Role
from locator.storage import accounts, audit, mails
from locator.storage import passkeys as kept
from locator.storage import sessions as kept_sessions
from locator.wiring import Engine
from tests import authenticator, entering
from tests import signing as signed
from tests.authenticator import PRESENT, Authenticator
from tests.conftest import NOW, OpenEngine

HOME = relying_party("http://localhost")
assert HOME is not None
ELSEWHERE = replace(HOME, name="elsewhere.example", origin="https://elsewhere.example")
SOURCE = "192.0.2.1"


@dataclass
class Desk:
    """A site with Morag, who is signed in there and has a device."""

    engine: Engine
    morag: Account
    session: Session
    device: Authenticator

    @property
    def context(self) -> Context:
        """What her requests are in."""
        return signed.as_user(self.engine, self.morag)

    def ask_to_add(self, *, password: str = entering.PASSWORD) -> Asked:
        return passkeys.begin_adding(self.context, self.session, HOME, password=password, source=SOURCE)

    def add(self, device: Authenticator | None = None, name: str = "Phone") -> str:
        """Add a passkey, and its id."""
        asked = self.ask_to_add()
        answer = (device or self.device).make(asked.options)
        return self.keep(answer, asked.ticket, name)

    def keep(self, answer: str, ticket: str, name: str = "Phone") -> str:
        return passkeys.finish_adding(self.context, self.session, HOME, answer=answer, ticket=ticket, name=name).id


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine()


def session_of(engine: Engine, account: Account, stage: Stage = Stage.WHOLE) -> Session:
    token = sessions.begin(engine.context(), account.id, stage, "A browser")
    found = sessions.of_token(engine.context(), token)
    assert found is not None
    return found


@pytest.fixture
def desk(engine: Engine) -> Desk:
    morag = entering.somebody(engine)
    return Desk(engine, morag, session_of(engine, morag), Authenticator())


def ask(context: Context) -> Asked:
    return passkeys.begin_sign_in(context, HOME)


def send(context: Context, answer: str, ticket: str, *, source: str = SOURCE, instead_of: str = "") -> Entered:
    shown = Shown(answer=answer, ticket=ticket, source=source, device="A phone", instead_of=instead_of)
    return passkeys.sign_in(context, HOME, shown)


def sign_in(context: Context, device: Authenticator, *, source: str = SOURCE, instead_of: str = "") -> Entered:
    asked = ask(context)
    return send(context, device.show(asked.options), asked.ticket, source=source, instead_of=instead_of)


def later(engine: Engine, **much: float) -> Context:
    return replace(engine.context(), now=NOW + timedelta(**much))


def whole_sessions(engine: Engine, account: Account) -> int:
    return sum(one.stage is Stage.WHOLE for one in kept_sessions.of_account(engine.store, account.id))


def test_a_passkey_alone_lets_its_person_wholly_in(desk: Desk) -> None:
    desk.add()
    entered = sign_in(later(desk.engine, minutes=1), desk.device)
    assert (entered.user.id, entered.stage) == (desk.morag.id, Stage.WHOLE)
    last = audit.about(desk.engine.store, "account", desk.morag.id)[-1]
    assert (last.action, last.why) == ("sign_in.whole", "passkey")
    (found,) = kept.of_account(desk.engine.store, desk.morag.id)
    assert (found.sign_count, found.last_used_at) == (2, NOW + timedelta(minutes=1))


def test_it_is_asked_for_the_person_each_time_and_found_without_an_address(desk: Desk) -> None:
    asked = json.loads(desk.ask_to_add().options)
    chosen = asked["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert (asked["rp"]["id"], asked["attestation"]) == ("localhost", "none")
    shown = json.loads(ask(desk.context).options)
    assert (shown["userVerification"], shown["allowCredentials"], shown["rpId"]) == ("required", [], "localhost")


def test_the_session_before_ends(desk: Desk) -> None:
    desk.add()
    sign_in(desk.context, desk.device, instead_of=desk.session.id)
    assert kept_sessions.by_id(desk.engine.store, desk.session.id) is None
    assert whole_sessions(desk.engine, desk.morag) == 1


def test_a_device_that_does_not_count_goes_on_working(desk: Desk) -> None:
    desk.device.counts = False
    desk.add()
    for _ in range(3):
        assert sign_in(desk.context, desk.device).is_whole


def _other_origin(desk: Desk) -> None:
    desk.device.origin = "https://locator.example.evil"


def _other_port(desk: Desk) -> None:
    desk.device.origin = "http://localhost:8001"


def _other_party(desk: Desk) -> None:
    desk.device.party = "example.evil"


def _nobody_verified(desk: Desk) -> None:
    desk.device.flags = PRESENT


def _nobody_there(desk: Desk) -> None:
    desk.device.flags = 0


def _other_key(desk: Desk) -> None:
    desk.device.key = Authenticator().key


def _other_person(desk: Desk) -> None:
    desk.device.person = entering.somebody(desk.engine, Role.CURATOR, "Iain Baird").id.encode()


def _no_person(desk: Desk) -> None:
    desk.device.person = b""


def _unknown(desk: Desk) -> None:
    desk.device.id = Authenticator().id


def _removed(desk: Desk) -> None:
    (found,) = passkeys.own(desk.context, desk.session)
    passkeys.remove(desk.context, desk.session, found.id)


def _behind(desk: Desk) -> None:
    desk.device.count = 0


def _disabled(desk: Desk) -> None:
    accounts.save(desk.engine.store, replace(desk.morag, status=AccountStatus.DISABLED))


def _demonstration(desk: Desk) -> None:
    accounts.save(desk.engine.store, replace(desk.morag, is_demonstration=True))


def _closed_team(desk: Desk) -> None:
    accounts.save_team(desk.engine.store, replace(signed.NURSES, closed_at=NOW))


BENDS = (
    _other_origin,
    _other_port,
    _other_party,
    _nobody_verified,
    _nobody_there,
    _other_key,
    _other_person,
    _no_person,
    _unknown,
    _removed,
    _behind,
    _disabled,
    _demonstration,
    _closed_team,
)


@pytest.mark.parametrize("bend", BENDS, ids=lambda bend: bend.__name__.strip("_").replace("_", " "))
def test_whatever_is_not_right_is_refused_without_saying_what(desk: Desk, bend: Callable[[Desk], None]) -> None:
    desk.add()
    context = desk.engine.context()
    with desk.engine.store.atomic():
        bend(desk)
    with pytest.raises(NotInError) as refused:
        sign_in(context, desk.device)
    assert str(refused.value) == ""
    assert whole_sessions(desk.engine, desk.morag) == 1


def test_an_answer_is_good_once(desk: Desk) -> None:
    desk.device.counts = False
    desk.add()
    asked = ask(desk.context)
    answer = desk.device.show(asked.options)
    assert send(desk.context, answer, asked.ticket).is_whole
    with pytest.raises(NotInError):
        send(desk.context, answer, asked.ticket)


@pytest.mark.slow
def test_of_many_who_send_one_answer_at_once_one_gets_in(desk: Desk) -> None:
    desk.device.counts = False
    desk.add()
    asked = ask(desk.context)
    answer = desk.device.show(asked.options)

    def enter(_: int) -> bool:
        try:
            return send(desk.engine.context(), answer, asked.ticket).is_whole
        except NotInError:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enter, range(4))) == [False, False, False, True]


def test_an_asking_is_over_after_five_minutes(desk: Desk) -> None:
    desk.add()
    asked = ask(desk.context)
    answer = desk.device.show(asked.options)
    with pytest.raises(NotInError):
        send(later(desk.engine, minutes=5, seconds=1), answer, asked.ticket)
    asked = ask(desk.context)
    assert send(later(desk.engine, minutes=5), desk.device.show(asked.options), asked.ticket).is_whole


def test_a_ticket_from_the_future_is_none(desk: Desk) -> None:
    desk.add()
    asked = ask(later(desk.engine, hours=1))
    with pytest.raises(NotInError):
        send(desk.context, desk.device.show(asked.options), asked.ticket)


def test_what_somebody_else_was_asked_is_of_no_use(desk: Desk) -> None:
    desk.add()
    mine, theirs = ask(desk.context), ask(desk.context)
    with pytest.raises(NotInError):
        send(desk.context, desk.device.show(mine.options), theirs.ticket)


@pytest.mark.parametrize("bent", ["", ".", "x", "x.99999999999999999999", "x.-1", "x.²"])
def test_a_ticket_that_we_did_not_give_out_is_of_no_use(desk: Desk, bent: str) -> None:
    desk.add()
    with pytest.raises(NotInError):
        send(desk.context, desk.device.show(ask(desk.context).options), bent)


def test_a_ticket_that_was_made_young_again_is_of_no_use(desk: Desk) -> None:
    desk.add()
    asked = ask(desk.context)
    answer, now = desk.device.show(asked.options), NOW + timedelta(minutes=9)
    young = f"{asked.ticket.partition('.')[0]}.{int(now.timestamp())}"
    with pytest.raises(NotInError):
        send(later(desk.engine, minutes=9), answer, young)


def test_what_was_asked_to_add_one_lets_nobody_in(desk: Desk) -> None:
    desk.add()
    asked = desk.ask_to_add(password=entering.PASSWORD)
    with pytest.raises(NotInError):
        send(desk.context, desk.device.show(asked.options), asked.ticket)
    asked = desk.ask_to_add()
    with pytest.raises(NotInError):
        send(desk.context, Authenticator().make(asked.options), asked.ticket)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"id": 5}',
        '{"id": {"a": []}}',
        '{"id": "' + "a" * 60_000 + '"}',
        "[" * 50_000,
        '{"id":"\ud800"}',
        '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
        "\x00",
    ],
)
def test_an_answer_that_is_none_is_refused(desk: Desk, answer: str) -> None:
    with pytest.raises(NotInError):
        send(desk.context, answer, ask(desk.context).ticket)
    with pytest.raises(NotKeptError):
        desk.keep(answer, desk.ask_to_add().ticket)


def test_an_answer_with_any_part_cut_or_bent_is_refused(desk: Desk) -> None:
    desk.add()
    for name in ("clientDataJSON", "authenticatorData", "signature"):
        for bent in ("", "AAAA", "!", "oWFh", "é"):
            asked = ask(desk.context)
            answer = json.loads(desk.device.show(asked.options))
            answer["response"][name] = bent
            with pytest.raises(NotInError):
                send(desk.context, json.dumps(answer), asked.ticket, source=f"192.0.2.{len(name)}{len(bent)}")


def test_a_copy_of_a_device_is_noticed_and_written_down(desk: Desk) -> None:
    desk.add()
    sign_in(desk.context, desk.device)
    desk.device.count = 1
    with pytest.raises(NotInError):
        sign_in(desk.engine.context(), desk.device)
    last = audit.about(desk.engine.store, "account", desk.morag.id)[-1]
    assert (last.action, last.why) == (
        "sign_in.refused",
        "passkey: it says that it was used less often than before",
    )


def test_nobody_writes_a_refusal_about_somebody_whose_key_they_have_not(desk: Desk) -> None:
    desk.add()
    before = audit.about(desk.engine.store, "account", desk.morag.id)
    forger = Authenticator(id=desk.device.id, party="localhost", person=desk.morag.id.encode(), count=0, counts=False)
    with pytest.raises(NotInError):
        sign_in(desk.engine.context(), forger)
    assert audit.about(desk.engine.store, "account", desk.morag.id) == before


def test_ten_that_are_not_right_close_the_door_of_that_place_for_five_minutes(desk: Desk) -> None:
    desk.add()
    for _ in range(10):
        with pytest.raises(NotInError):
            sign_in(desk.engine.context(), Authenticator(party="localhost"))
    with pytest.raises(NotInError):
        sign_in(desk.engine.context(), desk.device)
    iain = entering.somebody(desk.engine, Role.CURATOR, "Iain Baird")
    with pytest.raises(passwords.WrongError):
        passwords.sign_in(desk.engine.context(), email=iain.email, password=entering.PASSWORD, source=SOURCE, device="")
    assert sign_in(desk.engine.context(), desk.device, source="198.51.100.7").is_whole
    assert sign_in(later(desk.engine, minutes=6), desk.device).is_whole


def test_nobody_is_shut_out_by_what_others_show(desk: Desk) -> None:
    desk.add()
    sign_in(desk.engine.context(), desk.device)
    for _ in range(12):
        with pytest.raises(NotInError):
            sign_in(desk.engine.context(), Authenticator(party="localhost"))
    assert sign_in(desk.engine.context(), desk.device).is_whole
    forger = Authenticator(id=desk.device.id, party="localhost", person=desk.morag.id.encode())
    for _ in range(12):
        with pytest.raises(NotInError):
            sign_in(desk.engine.context(), forger, source="203.0.113.9")
    assert sign_in(desk.engine.context(), desk.device, source="198.51.100.7").is_whole
    assert passwords.sign_in(
        desk.engine.context(), email=desk.morag.email, password=entering.PASSWORD, source="203.0.113.5", device=""
    )


def test_adding_one_is_written_down_and_told(desk: Desk) -> None:
    desk.add(name="  My \t\u202e\x00phone\r\n")
    (found,) = passkeys.own(desk.context, desk.session)
    assert (found.name, found.created_at, found.last_used_at) == ("My phone", NOW, None)
    last = audit.about(desk.engine.store, "account", desk.morag.id)[-1]
    assert (last.action, last.account_id) == ("passkey.add", desk.morag.id)
    letter = mails.take(desk.engine.store, NOW, NOW)
    assert letter is not None
    assert (letter.to, "My phone" in letter.body) == (desk.morag.email, True)


def test_adding_one_needs_the_password(desk: Desk) -> None:
    with pytest.raises(passwords.WrongError):
        desk.ask_to_add(password="not the right one")


def test_without_a_password_adding_one_needs_a_fresh_session(engine: Engine) -> None:
    morag = entering.somebody(engine, password_hash="")
    session = session_of(engine, morag)
    assert passkeys.begin_adding(engine.context(), session, HOME, password="", source=SOURCE)
    with pytest.raises(passwords.SignInAgainError):
        passkeys.begin_adding(later(engine, minutes=11), session, HOME, password="", source=SOURCE)


@pytest.mark.parametrize("stage", [Stage.PASSWORD, Stage.LINK])
def test_who_is_not_wholly_in_has_nothing_to_do_with_passkeys(engine: Engine, stage: Stage) -> None:
    account = entering.somebody(engine, Role.ORGANISER)
    session, context = session_of(engine, account, stage), engine.context()
    deeds: tuple[Callable[[], object], ...] = (
        lambda: passkeys.begin_adding(context, session, HOME, password=entering.PASSWORD, source=SOURCE),
        lambda: passkeys.finish_adding(context, session, HOME, answer="", ticket="", name=""),
        lambda: passkeys.own(context, session),
        lambda: passkeys.rename(context, session, "x", "y"),
        lambda: passkeys.remove(context, session, "x"),
    )
    for deed in deeds:
        with pytest.raises(RefusedError):
            deed()


@pytest.mark.parametrize(
    "bend", [_other_origin, _other_party, _nobody_verified], ids=["another origin", "another site", "nobody verified"]
)
def test_a_passkey_that_was_not_made_as_asked_is_not_kept(desk: Desk, bend: Callable[[Desk], None]) -> None:
    bend(desk)
    with pytest.raises(NotKeptError):
        desk.add()
    assert passkeys.own(desk.context, desk.session) == ()


def test_what_was_asked_for_another_session_is_not_kept(desk: Desk) -> None:
    asked = desk.ask_to_add()
    other = session_of(desk.engine, desk.morag)
    with pytest.raises(NotKeptError):
        passkeys.finish_adding(
            desk.context, other, HOME, answer=desk.device.make(asked.options), ticket=asked.ticket, name="Phone"
        )


def test_what_was_asked_too_long_ago_or_answered_before_is_not_kept(desk: Desk) -> None:
    asked = desk.ask_to_add()
    answer, late = desk.device.make(asked.options), replace(desk.context, now=NOW + timedelta(minutes=6))
    with pytest.raises(NotKeptError):
        passkeys.finish_adding(late, desk.session, HOME, answer=answer, ticket=asked.ticket, name="Phone")
    desk.keep(answer, asked.ticket)
    with pytest.raises(NotKeptError):
        desk.keep(Authenticator().make(asked.options), asked.ticket)


def test_what_was_asked_to_sign_in_adds_nothing(desk: Desk) -> None:
    asked, options = ask(desk.context), json.loads(desk.ask_to_add().options)
    options["challenge"] = json.loads(asked.options)["challenge"]
    with pytest.raises(NotKeptError):
        desk.keep(desk.device.make(json.dumps(options)), asked.ticket)


def test_a_device_that_is_somebody_s_already_is_not_kept_again(desk: Desk) -> None:
    desk.add()
    with pytest.raises(NotKeptError):
        desk.add()
    shown = json.loads(desk.ask_to_add().options)["excludeCredentials"]
    assert [one["id"] for one in shown] == [authenticator.text(desk.device.id)]


def test_ten_are_kept_and_no_more(desk: Desk) -> None:
    late = desk.ask_to_add()
    for _ in range(MOST):
        desk.add(Authenticator())
    with pytest.raises(TooManyError):
        desk.ask_to_add()
    with pytest.raises(TooManyError):
        desk.keep(desk.device.make(late.options), late.ticket)


def test_own_passkeys_are_renamed_and_removed_and_nobody_else_s(desk: Desk) -> None:
    mine = desk.add()
    iain = entering.somebody(desk.engine, Role.CURATOR, "Iain Baird")
    theirs = session_of(desk.engine, iain)
    for deed in (
        lambda: passkeys.rename(desk.context, theirs, mine, "Stolen"),
        lambda: passkeys.remove(desk.context, theirs, mine),
    ):
        with pytest.raises(NotYoursError):
            deed()
    passkeys.rename(desk.context, desk.session, mine, "Old phone")
    assert passkeys.one(desk.context, desk.session, mine).name == "Old phone"
    passkeys.remove(desk.context, desk.session, mine)
    assert passkeys.own(desk.context, desk.session) == ()
    done = [row.action for row in audit.about(desk.engine.store, "account", desk.morag.id)]
    assert done[-3:] == ["passkey.add", "passkey.rename", "passkey.remove"]


@pytest.mark.parametrize("deed", [people.disable, people.take_second_factor_away])
def test_who_is_disabled_or_lost_their_phone_has_no_passkeys_any_more(
    desk: Desk, deed: Callable[[Context, str], None]
) -> None:
    desk.add()
    tom = entering.somebody(desk.engine, Role.ADMINISTRATOR, "Tom Ross")
    assert people.passkeys_of(signed.as_user(desk.engine, tom), desk.morag.id) == 1
    deed(signed.as_user(desk.engine, tom), desk.morag.id)
    assert kept.of_account(desk.engine.store, desk.morag.id) == ()
    people.enable(signed.as_user(desk.engine, tom), desk.morag.id)
    with pytest.raises(NotInError):
        sign_in(desk.engine.context(), desk.device)


def test_another_password_leaves_passkeys(desk: Desk) -> None:
    desk.add()
    passwords.change(
        desk.context, desk.session, password=entering.PASSWORD, new=entering.NEW, source=SOURCE, device="A browser"
    )
    assert sign_in(desk.engine.context(), desk.device).is_whole
