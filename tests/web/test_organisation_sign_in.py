"""Signing in by the organisation's own provider, through HTTP, against a provider that is a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from locator import wiring
from locator.accounts.account import Account, AccountStatus
from locator.identity.line import Patience
from locator.identity.provider import Provider
from locator.roles import Role
from locator.settings import Settings
from locator.storage import accounts
from locator.web import create_app
from locator.web.shared.frame import HOME
from tests import entering, signing
from tests.conftest import NOW
from tests.entering import Clock, House
from tests.identity.provider import CLIENT, LIES, SECRET
from tests.identity.running import Running, running
from tests.web.visitor import Visitor

pytestmark = pytest.mark.slow

GO, BACK = "/sign-in/organisation", "/sign-in/organisation/back"
HASTE = Patience(connect_seconds=1, read_seconds=0.4, whole_seconds=0.8, rest_seconds=0)
MFA = {"amr": ["pwd", "mfa"]}
FORGED = ("alg none", "HS256 with the public key", "another key, the same name", "broken signature")
DOWN = ("error", "not JSON", "a list", "too long", "elsewhere", "cut off", "silent", "dripping")
PLACES = ("/.well-known/openid-configuration", "/keys", "/token")
NOT_OURS = ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example")


@pytest.fixture(scope="module")
def organisation() -> Iterator[Running]:
    """The organisation's provider."""
    with running() as found:
        yield found


@pytest.fixture
def office(settings: Settings, organisation: Running) -> Iterator[House]:
    """An installation that this organisation's people sign in to, and that loses its patience soon."""
    known = replace(
        settings,
        identity_issuer=organisation.issuer,
        identity_client_id=CLIENT,
        identity_client_secret=SECRET,
        identity_name="NHS Lanarkshire",
    )
    clock = Clock()
    engine = wiring.Engine(known, clock=clock)
    engine.provider = Provider(known, HASTE)
    yield House(known, clock, engine, create_app(engine))
    engine.close()


def invited(office: House, name: str = "Morag Reid", **more: object) -> Account:
    """Somebody who was invited and has not been here yet, unless `more` says otherwise."""
    account = replace(signing.person(Role.STAFF, name), **{"status": AccountStatus.INVITED, **more})  # type: ignore[arg-type]
    signing.add(office.engine, account)
    return account


def leave(visitor: Visitor, query: str = "") -> str:
    """Press the link on our page: the address of the provider that one is sent to."""
    answer = visitor.raw(GO + query)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def come_in(visitor: Visitor, organisation: Running, query: str = "") -> str:
    """All the way there and back: where one is then sent."""
    return answered(visitor, organisation.press(leave(visitor, query)))


def answered(visitor: Visitor, back: str) -> str:
    """Where one is sent who comes back by this address."""
    answer = visitor.raw(back)
    assert answer.status_code == 303, answer.status_code
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.headers["Location"])


def is_in(visitor: Visitor) -> bool:
    """Whether this visitor is signed in."""
    return visitor.raw("/account").status_code == 200


def now(office: House, account: Account) -> Account:
    """The account as it is saved."""
    found = accounts.by_id(office.engine.store, account.id)
    assert found is not None
    return found


def deeds(office: House) -> list[tuple[str, str]]:
    """What the audit trail says happened, and why."""
    return [tuple(row) for row in office.engine.store.rows("SELECT action, why FROM audit ORDER BY seq")]


def refused_with_a_page(visitor: Visitor, organisation: Running, heading: str) -> None:
    """The whole way ends on this page, and nobody is signed in."""
    page = visitor.get(organisation.press(leave(visitor)), 403)
    assert page.heading == heading
    assert not is_in(visitor)


def refused_with_a_sentence(visitor: Visitor, where: str, word: str, sentence: str) -> None:
    """This is the page for signing in, which says this, and nobody is signed in."""
    assert parse_qs(urlsplit(where).query).get("organisation") == [word]
    assert sentence in " ".join(visitor.get(where).texts("p"))
    assert not is_in(visitor)


def test_somebody_invited_comes_in_and_is_linked(office: House, organisation: Running) -> None:
    """Two factors at the provider are two factors here; the account is active, and is this subject's from now on."""
    account, visitor = invited(office), office.visitor()
    organisation.vouches_for(account.email.upper(), **MFA)
    assert come_in(visitor, organisation) == HOME[Role.STAFF]
    assert is_in(visitor)
    assert now(office, account).status is AccountStatus.ACTIVE
    assert now(office, account).identity == (organisation.issuer, "s-1")
    assert [deed for deed, _ in deeds(office)] == ["account.identity_linked", "sign_in.whole"]


def test_one_factor_at_the_provider_leaves_the_second_step_to_us(office: House, organisation: Running) -> None:
    """Whoever can see a referral and gave a password only goes on to the second step, and is not in before it."""
    account, visitor = invited(office), office.visitor()
    for amr in (["pwd"], ["otp"], "mfa and more", None):
        organisation.vouches_for(account.email, amr=amr)
        if isinstance(amr, str):
            refused_with_a_sentence(visitor, come_in(visitor, organisation), "untrusted", "could not check")
            continue
        assert come_in(visitor, organisation, "?next=/staff/log") == "/sign-in/code?next=/staff/log"
        assert not is_in(visitor)


def test_the_second_time_the_subject_counts_and_not_the_address(office: House, organisation: Running) -> None:
    """Somebody who was married has another address at the provider, and still their account here."""
    account = invited(office, identity=(organisation.issuer, "s-1"))
    organisation.vouches_for("another.name@example.org", **MFA)
    visitor = office.visitor()
    come_in(visitor, organisation)
    assert is_in(visitor)
    assert now(office, account).email == account.email


def test_an_address_alone_does_not_take_a_phone_over(office: House, organisation: Running) -> None:
    """Somebody active with an app shows it once more, and is told by e-mail; the next time the provider is enough."""
    account = entering.somebody(office.engine)
    organisation.vouches_for(account.email, **MFA)
    visitor = office.visitor()
    assert come_in(visitor, organisation) == "/sign-in/code"
    assert not is_in(visitor)
    (subject,) = office.engine.store.row("SELECT subject FROM mail WHERE to_address = ?", (account.email,)) or ("",)
    assert subject == "A new way to sign in"
    come_in(visitor, organisation)
    assert is_in(visitor)


def test_somebody_whom_nobody_invited_gets_a_page_that_says_whom_to_ask(office: House, organisation: Running) -> None:
    """Being known to the organisation is not enough, and no account is made."""
    organisation.vouches_for("stranger@example.org", **MFA)
    refused_with_a_page(office.visitor(), organisation, "Ask to be invited")
    assert deeds(office) == [("sign_in.refused", "organisation: uninvited")]
    assert office.engine.store.row("SELECT count(*) FROM account") == (0,)


def test_a_second_person_with_the_same_address_is_refused(office: House, organisation: Running) -> None:
    """An address that was given to somebody new does not open the account of whoever had it."""
    account = invited(office)
    organisation.vouches_for(account.email, "s-1", **MFA)
    come_in(office.visitor(), organisation)
    organisation.vouches_for(account.email, "s-2", **MFA)
    refused_with_a_page(office.visitor(), organisation, "Ask to be invited")
    assert now(office, account).identity == (organisation.issuer, "s-1")


@pytest.mark.parametrize("is_checked", [False, None, "false", 1])
def test_an_address_that_was_not_checked_links_nobody(office: House, organisation: Running, is_checked: object) -> None:
    """The first time counts the address, so it has to be the person's own."""
    account = invited(office)
    organisation.vouches_for(account.email, is_checked=is_checked, **MFA)
    refused_with_a_page(office.visitor(), organisation, "We could not match you to an account")
    assert now(office, account) == account


def test_a_provider_that_says_nothing_about_addresses_can_be_trusted_but_not_against_its_word(
    office: House, organisation: Running
) -> None:
    """LOCATOR_IDENTITY_EMAIL=trusted, as Entra ID needs."""
    account = invited(office)
    office.engine.provider = Provider(replace(office.settings, identity_email="trusted"), HASTE)
    organisation.vouches_for(account.email, is_checked=False, **MFA)
    refused_with_a_page(office.visitor(), organisation, "We could not match you to an account")
    organisation.vouches_for(account.email, is_checked=None, **MFA)
    assert come_in(office.visitor(), organisation) == HOME[Role.STAFF]


@pytest.mark.parametrize("is_linked", [True, False])
def test_somebody_disabled_is_refused(office: House, organisation: Running, is_linked: bool) -> None:
    """Whether or not they came this way before; nothing about the account changes."""
    identity = (organisation.issuer, "s-1") if is_linked else None
    account = invited(office, status=AccountStatus.DISABLED, identity=identity)
    organisation.vouches_for(account.email, **MFA)
    refused_with_a_page(office.visitor(), organisation, "This account is closed")
    assert now(office, account) == account
    assert deeds(office) == [("sign_in.refused", "organisation: closed")]


def test_somebody_whose_team_is_closed_is_refused(office: House, organisation: Running) -> None:
    """And stays unlinked, as they were."""
    account = invited(office)
    with office.engine.store.atomic():
        accounts.save_team(office.engine.store, replace(signing.NURSES, closed_at=NOW))
    organisation.vouches_for(account.email, **MFA)
    refused_with_a_page(office.visitor(), organisation, "This account is closed")
    assert now(office, account) == account


@pytest.mark.parametrize("is_linked", [True, False])
def test_people_of_the_demonstration_do_not_come_in_this_way(
    office: House, organisation: Running, is_linked: bool
) -> None:
    """They are made up, so no organisation knows them."""
    identity = (organisation.issuer, "s-1") if is_linked else None
    account = invited(office, is_demonstration=True, identity=identity)
    organisation.vouches_for(account.email, **MFA)
    refused_with_a_page(office.visitor(), organisation, "This account is closed")


def test_what_another_browser_began_is_refused(office: House, organisation: Running) -> None:
    """Nobody can be signed in as somebody else by a link: not without a cookie, and not with one of another departure."""
    account, own, victim = invited(office), office.visitor(), office.visitor()
    organisation.vouches_for(account.email, **MFA)
    back = organisation.press(leave(own))
    refused_with_a_sentence(victim, answered(victim, back), "late", "start again")
    leave(victim)
    refused_with_a_sentence(victim, answered(victim, back), "untrusted", "could not check")


def test_coming_back_twice_is_refused(office: House, organisation: Running) -> None:
    """The same address with the same cookie opens one session, in whatever process it comes back."""
    account, visitor = invited(office), office.visitor()
    organisation.vouches_for(account.email, **MFA)
    address = leave(visitor)
    kept = visitor.client.get_cookie("away", domain="localhost")
    assert kept is not None
    back = organisation.press(address)
    answered(visitor, back)
    assert visitor.client.get_cookie("away", domain="localhost") is None
    asked = len(organisation.asked())
    thief = Visitor(office.again().app)
    thief.client.set_cookie("away", kept.value, domain="localhost")
    refused_with_a_sentence(thief, answered(thief, back), "late", "start again")
    assert len(organisation.asked()) == asked


def test_the_back_button_after_signing_in_goes_on(office: House, organisation: Running) -> None:
    """Who is in and comes back once more sees where they work, and no trouble."""
    account, visitor = invited(office), office.visitor()
    organisation.vouches_for(account.email, **MFA)
    back = organisation.press(leave(visitor))
    assert answered(visitor, back) == answered(visitor, back) == HOME[Role.STAFF]


def test_coming_back_after_ten_minutes_is_refused(office: House, organisation: Running) -> None:
    """A departure is short-lived, and so is its cookie."""
    account, visitor = invited(office), office.visitor()
    organisation.vouches_for(account.email, **MFA)
    back = organisation.press(leave(visitor))
    office.clock.wait(minutes=10, seconds=1)
    refused_with_a_sentence(visitor, answered(visitor, back), "late", "start again")


def test_a_changed_cookie_is_no_cookie(office: House, organisation: Running) -> None:
    """It is signed; and it is for programs, for this host and over TLS only."""
    visitor = office.visitor()
    organisation.vouches_for(invited(office).email, **MFA)
    back = organisation.press(leave(visitor))
    kept = visitor.client.get_cookie("away", domain="localhost")
    assert kept is not None
    assert kept.http_only
    assert kept.same_site == "Lax"
    assert kept.max_age == 600
    visitor.client.set_cookie("away", f"x{kept.value}", domain="localhost")
    refused_with_a_sentence(visitor, answered(visitor, back), "late", "start again")
    visitor.scheme = "https"
    told = visitor.raw(GO).headers["Set-Cookie"]
    assert told.startswith("__Host-away=")
    assert "Secure" in told
    assert "HttpOnly" in told


def test_the_way_there_carries_state_nonce_and_a_hashed_verifier(office: House, organisation: Running) -> None:
    """Each departure has its own, and the verifier itself does not leave."""
    organisation.vouches_for("")
    first, second = (parse_qs(urlsplit(leave(office.visitor())).query) for _ in range(2))
    assert first["response_type"] == ["code"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"] == [f"http://localhost{BACK}"]
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
        assert len(first[name][0]) >= 43
    assert "code_verifier" not in first


def test_one_is_led_to_where_one_was_going(office: House, organisation: Running) -> None:
    """A path on this site, with its question."""
    organisation.vouches_for(invited(office).email, **MFA)
    assert come_in(office.visitor(), organisation, "?next=/staff/log%3Flevel%3Dcoded") == "/staff/log?level=coded"


@pytest.mark.parametrize("way", NOT_OURS)
def test_one_is_never_led_to_another_site(office: House, organisation: Running, way: str) -> None:
    """Whatever the address says."""
    organisation.vouches_for(invited(office).email, **MFA)
    assert come_in(office.visitor(), organisation, f"?next={way}") == HOME[Role.STAFF]


def test_somebody_who_presses_cancel_is_told_so(office: House, organisation: Running) -> None:
    """And still knows the way they were going."""
    visitor = office.visitor()
    organisation.vouches_for(invited(office).email)
    where = answered(visitor, organisation.press(leave(visitor, "?next=/staff/log"), "no"))
    refused_with_a_sentence(visitor, where, "not-granted", "did not let you in")
    assert parse_qs(urlsplit(where).query)["next"] == ["/staff/log"]


def test_a_code_is_good_once_at_the_provider_too(office: House, organisation: Running) -> None:
    """Somebody else's code in one's own return is refused: the verifier does not fit."""
    account, own, other = invited(office), office.visitor(), office.visitor()
    organisation.vouches_for(account.email, **MFA)
    stolen = parse_qs(urlsplit(organisation.press(leave(other))).query)["code"][0]
    state = parse_qs(urlsplit(leave(own)).query)["state"][0]
    refused_with_a_sentence(
        own, answered(own, f"{BACK}?state={state}&code={stolen}"), "not-granted", "did not let you in"
    )


@pytest.mark.parametrize("mischief", [*LIES, *FORGED])
def test_a_token_that_lies_signs_nobody_in(office: House, organisation: Running, mischief: str) -> None:
    """The account stays as it was, and the page says something plain."""
    account, visitor = invited(office), office.visitor()
    organisation.vouches_for(account.email, **MFA)
    organisation.tell(mischief=mischief)
    refused_with_a_sentence(visitor, come_in(visitor, organisation), "untrusted", "could not check")
    assert now(office, account) == account


def test_another_issuer_in_the_way_back_is_refused(office: House, organisation: Running) -> None:
    """RFC 9207: a mix-up of two providers shows before any code is sent anywhere."""
    visitor = office.visitor()
    organisation.vouches_for(invited(office).email, **MFA)
    organisation.tell(back={"iss": "https://login.example.org"})
    refused_with_a_sentence(visitor, come_in(visitor, organisation), "untrusted", "could not check")


def test_new_keys_are_fetched_once(office: House, organisation: Running) -> None:
    """A provider that changed its keys is believed; one whose key is nowhere is asked once more and no oftener."""
    organisation.vouches_for(invited(office).email, **MFA)
    come_in(office.visitor(), organisation)
    organisation.tell(rotate=True)
    before = organisation.asked().count("/keys")
    visitor = office.visitor()
    come_in(visitor, organisation)
    assert is_in(visitor)
    assert organisation.asked().count("/keys") == before + 1
    organisation.tell(rotate="secretly")
    visitor = office.visitor()
    refused_with_a_sentence(visitor, come_in(visitor, organisation), "untrusted", "could not check")
    assert organisation.asked().count("/keys") == before + 2
    organisation.tell(rotate=True)


@pytest.mark.slow
@pytest.mark.parametrize("mischief", DOWN)
@pytest.mark.parametrize("place", PLACES)
def test_a_provider_that_fails_gives_a_sentence(
    office: House, organisation: Running, place: str, mischief: str
) -> None:
    """Wherever it fails and however: never a page with a 500, and never a long wait."""
    visitor = office.visitor()
    organisation.vouches_for(invited(office).email, **MFA)
    if place != "/token":
        organisation.tell(at=place, mischief=mischief)
        where = leave(visitor)
    else:
        back = organisation.press(leave(visitor))
        organisation.tell(at=place, mischief=mischief)
        where = answered(visitor, back)
    refused_with_a_sentence(visitor, where, "down", "does not answer")
    organisation.tell(at="")
    come_in(visitor, organisation)
    assert is_in(visitor)


def test_a_provider_that_is_not_there_gives_a_sentence(office: House) -> None:
    """A port on which nobody listens."""
    office.engine.provider = Provider(replace(office.settings, identity_issuer="http://127.0.0.1:9"), HASTE)
    visitor = office.visitor()
    refused_with_a_sentence(visitor, leave(visitor), "down", "does not answer")


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://login.example.org"},
        {"token_endpoint": "http://login.example.org/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ],
)
def test_metadata_that_cannot_be_trusted_send_nobody_away(
    office: House, organisation: Running, metadata: dict[str, object]
) -> None:
    """Of another issuer, or with an address that is no https."""
    visitor = office.visitor()
    organisation.vouches_for("")
    organisation.tell(metadata=metadata)
    refused_with_a_sentence(visitor, leave(visitor), "untrusted", "could not check")


def test_the_address_may_come_from_userinfo_of_the_same_person_only(office: House, organisation: Running) -> None:
    """Some providers put no address into the token."""
    account, visitor = invited(office), office.visitor()
    told = {"email": account.email, "email_verified": True}
    for sub in ("s-2", "s-1"):
        organisation.vouches_for(None, is_checked=None, **MFA)
        organisation.tell(
            metadata={"userinfo_endpoint": f"{organisation.issuer}/userinfo"}, userinfo={"sub": sub, **told}
        )
        where = come_in(visitor, organisation)
        if sub == "s-2":
            refused_with_a_sentence(visitor, where, "untrusted", "could not check")
    assert is_in(visitor)


def test_the_session_of_before_ends(office: House, organisation: Running) -> None:
    """Whoever was signed in here on this browser is not any more."""
    before = entering.somebody(office.engine, name="Isa Lennox")
    visitor = signing.sign_in(office.app, before)
    copy = office.visitor()
    kept = visitor.client.get_cookie("session", domain="localhost")
    assert kept is not None
    copy.client.set_cookie("session", kept.value, domain="localhost")
    organisation.vouches_for(invited(office).email, **MFA)
    come_in(visitor, organisation)
    assert is_in(visitor)
    assert not is_in(copy)


def test_the_way_in_offers_it_by_name(office: House) -> None:
    """The page for signing in has the link, which keeps where one was going."""
    page = office.visitor().get("/sign-in?next=/staff/log")
    links = {link.get("href"): "".join(link.itertext()) for link in page.every("a")}
    assert links[f"{GO}?next=/staff/log"] == "Sign in with NHS Lanarkshire"


def test_without_a_provider_there_is_no_such_way(house: House) -> None:
    """Neither a link nor an address."""
    visitor = house.visitor()
    assert GO not in visitor.get("/sign-in").source
    visitor.get(GO, 404)
    refused_with_a_sentence(visitor, answered(visitor, f"{BACK}?code=a&state=b"), "late", "start again")
