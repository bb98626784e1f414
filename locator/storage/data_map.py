"""Which data there are: for every column its class, what it is for, and whether it is about a person; a test holds it to the schema.

A class says how long its columns are kept, and on which legal basis; the legal points are for the controllers to confirm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from locator.storage.database import Store

_TASK = "public task: UK GDPR Art 6(1)(e)"
_CARE = "public task: UK GDPR Art 6(1)(e), and health or social care: Art 9(2)(h) with DPA 2018 Sch 1 para 2"
_WORK = "public task: UK GDPR Art 6(1)(e); for staff of a charity legitimate interests: Art 6(1)(f)"
_LAW = "legal obligation: UK GDPR Art 6(1)(c), to show what was done (Art 5(2))"
_NONE = "not personal data"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataClass:
    """One class of data: how long it is kept, which setting says so ("" for none), and the legal basis."""

    retention: str
    setting: str = ""
    basis: str = _NONE


CLASSES = {
    "directory": DataClass(retention="while the group is listed", basis=f"{_TASK}; published by the group itself"),
    "reference data": DataClass(retention="as long as the installation"),
    "technical": DataClass(retention="as long as the row that it belongs to"),
    "searches": DataClass(retention="LOCATOR_KEEP_SEARCH_LOG_DAYS after the search", setting="keep_search_log_days"),
    "reports": DataClass(
        retention="LOCATOR_KEEP_REPORT_DAYS after it was sent", setting="keep_report_days", basis=_TASK
    ),
    "shared lists": DataClass(retention="30 days, then deleted by the next sweep"),
    "accounts": DataClass(
        retention="while the person has an account; disabled ones stay, so that the audit trail has names; of somebody who came by a "
        "link and looks after nothing for LOCATOR_KEEP_REPORT_DAYS name and address are emptied",
        setting="keep_report_days",
        basis=_WORK,
    ),
    "sessions": DataClass(retention="12 hours at most", basis=_WORK),
    "tries": DataClass(retention="LOCATOR_KEEP_TRIES_DAYS after the try", setting="keep_tries_days", basis=_WORK),
    "links": DataClass(
        retention="LOCATOR_KEEP_TRIES_DAYS after it was used or ran out", setting="keep_tries_days", basis=_WORK
    ),
    "claims": DataClass(
        retention="LOCATOR_KEEP_REPORT_DAYS after it was decided; without a proven address LOCATOR_KEEP_TRIES_DAYS",
        setting="keep_report_days",
        basis=_TASK,
    ),
    "counts": DataClass(retention="as long as the installation: it says nothing about who", basis=_NONE),
    "coded references": DataClass(
        retention="LOCATOR_KEEP_CODED_DAYS after it was made, then emptied", setting="keep_coded_days", basis=_CARE
    ),
    "staff link": DataClass(
        retention="LOCATOR_KEEP_STAFF_LINK_DAYS after the deed, then emptied",
        setting="keep_staff_link_days",
        basis=_WORK,
    ),
    "named details": DataClass(
        retention="LOCATOR_KEEP_NAMED_DAYS after the end, or LOCATOR_KEEP_ABANDONED_DAYS without a move, then destroyed with its key",
        setting="keep_named_days",
        basis=f"{_CARE}; the two permissions answer the duty of confidentiality",
    ),
    "permissions": DataClass(
        retention="as long as the referral counts: it proves that the person was asked", basis=_LAW
    ),
    "messages": DataClass(
        retention="emptied LOCATOR_KEEP_MAIL_DAYS after it was written", setting="keep_mail_days", basis=_WORK
    ),
    "bounces": DataClass(retention="until a curator says that the address works again", basis=_TASK),
    "audit": DataClass(retention="as long as the installation: it can only be added to", basis=_LAW),
    "erasures": DataClass(retention="as long as a backup could bring somebody back", basis=_LAW),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Some columns of one table that are alike; `is_personal`: about a person who can be told from it."""

    names: tuple[str, ...]
    data_class: str
    purpose: str
    is_personal: bool = False
    is_sealed: bool = False


def _of(names: str, data_class: str, purpose: str, *, is_personal: bool = False, is_sealed: bool = False) -> Columns:
    return Columns(
        names=tuple(names.split()),
        data_class=data_class,
        purpose=purpose,
        is_personal=is_personal,
        is_sealed=is_sealed,
    )


_LISTED = "shown to everybody who looks for a group"
_ID = "tells rows apart"
_COUNTED = "counts who was pointed where, without saying who"

TABLES: dict[str, tuple[Columns, ...]] = {
    "organization": (_of("id slug name description website email last_modified", "directory", _LISTED),),
    "organization_identifier": (
        _of("id organization_id identifier_scheme identifier_type identifier", "directory", _LISTED),
    ),
    "service": (
        _of(
            "id organization_id slug name summary description status alert url email joining application_process "
            "who_may_refer takes_referrals eligibility_description minimum_age maximum_age is_free capacity "
            "transport_offered content_changed_on assured_date assured_how imported_on last_modified merged_into",
            "directory",
            _LISTED,
        ),
        _of("assured_by", "directory", "says who asked the group last", is_personal=True),
    ),
    "service_delivery": (_of("id service_id delivery position", "directory", _LISTED),),
    "location": (
        _of("id location_type name latitude longitude ward_code directions landmark merged_into", "directory", _LISTED),
    ),
    "address": (_of("id location_id address_1 address_2 city postal_code country address_type", "directory", _LISTED),),
    "accessibility": (
        _of("id location_id step_free accessible_toilet hearing_loop parking details", "directory", _LISTED),
    ),
    "service_at_location": (_of("id service_id location_id description position", "directory", _LISTED),),
    "schedule": (
        _of(
            "id service_id service_at_location_id dtstart freq interval count until bymonth byweekno byyearday "
            "bymonthday byday bysetpos wkst opens_at closes_at valid_to notes position",
            "directory",
            _LISTED,
        ),
    ),
    "schedule_exception": (_of("id schedule_id kind starts_on ends_on reason position", "directory", _LISTED),),
    "service_area": (_of("id service_id name extent extent_type position", "directory", _LISTED),),
    "cost_option": (
        _of("id service_id option amount_pence currency amount_description position", "directory", _LISTED),
    ),
    "contact": (
        _of("id service_id title position", "directory", _LISTED),
        _of("name email", "directory", "whom the public may ask for", is_personal=True),
    ),
    "phone": (
        _of("id organization_id service_id type extension description position", "directory", _LISTED),
        _of("number", "directory", "the number that the public may ring", is_personal=True),
    ),
    "taxonomy": (_of("id name description", "reference data", "sorts listings"),),
    "taxonomy_term": (
        _of(
            "id taxonomy_id parent_id code name description position retired_on is_own merged_into",
            "reference data",
            "sorts listings",
        ),
    ),
    "attribute": (_of("id link_id link_entity taxonomy_term_id position", "directory", _LISTED),),
    "language": (_of("id service_id code name position", "directory", _LISTED),),
    "slug_history": (_of("id kind slug target_id", "directory", "leads old addresses to new ones"),),
    "change_log": (_of("seq service_id changed_at", "technical", "tells the index what to read again"),),
    "locality_set": (_of("id name valid_from valid_to is_own", "reference data", "divides the council area"),),
    "locality": (_of("id locality_set_id slug name position", "reference data", "divides the council area"),),
    "locality_ward": (_of("locality_id ward_code", "reference data", "divides the council area"),),
    "theme": (_of("code slug name description position retired_on is_own", "reference data", "sorts listings"),),
    "synonym": (_of("id word means source position", "reference data", "finds everyday words"),),
    "synonym_off": (_of("word", "reference data", "a word of the release that is not to be used"),),
    "wording": (
        _of(
            "id name number subject body is_default made_at",
            "reference data",
            "what messages and permissions say, by version",
        ),
        _of("account_id", "accounts", "who wrote the version", is_personal=True),
    ),
    "setting": (
        _of("name value changed_at", "reference data", "how the site is set up"),
        _of("account_id", "accounts", "who set it", is_personal=True),
    ),
    "bulk_deed": (
        _of("id kind details made_at undone_at", "directory", "a change to many listings at once"),
        _of("account_id undone_by", "accounts", "who did it, and who took it back", is_personal=True),
    ),
    "bulk_item": (
        _of(
            "id bulk_deed_id service_id before after position outcome",
            "directory",
            "one listing of such a change, so that it can be taken back",
        ),
    ),
    "fact": (_of("name value", "technical", "facts of the installation"),),
    "_sqlite_migrations": (
        _of("id migration_set name applied_at", "technical", "which changes of the tables were made"),
    ),
    "search_log": (
        _of(
            "id searched_at words outward_code filters radius_miles total total_other sort",
            "searches",
            "shows what people look for and cannot find; long numbers and addresses are cut out first",
        ),
    ),
    "report": (
        _of(
            "id service_id created_at kind form_key status outcome closed_at",
            "reports",
            "puts mistakes in listings right",
        ),
        _of("note closed_by", "reports", "what a curator made of it", is_personal=True),
        _of(
            "message",
            "reports",
            "what is wrong, in the visitor's words; they are asked to name nobody",
            is_personal=True,
        ),
    ),
    "shared_list": (_of("id token_hash expires_at", "shared lists", "opens a list that somebody sent on"),),
    "shared_list_item": (_of("shared_list_id service_id position", "shared lists", "what is on it"),),
    "team": (_of("id slug name kind created_at closed_at", "accounts", "who works together"),),
    "account": (
        _of(
            "id role team_id status created_at signed_in_at is_demonstration",
            "accounts",
            "who may do what",
            is_personal=True,
        ),
        _of("email name", "accounts", "who somebody is, and where to write to", is_personal=True),
        _of("password_hash totp_step", "accounts", "proves who signs in", is_personal=True),
        _of("totp_sealed", "accounts", "the secret of the authenticator app", is_personal=True, is_sealed=True),
        _of("identity_issuer identity_subject", "accounts", "the same person at their organisation", is_personal=True),
    ),
    "account_organization": (
        _of("account_id organization_id", "accounts", "for whom an organiser answers", is_personal=True),
        _of(
            "answers is_lead is_trusted since came_by",
            "accounts",
            "what an organiser may do for the group",
            is_personal=True,
        ),
    ),
    "recovery_code": (_of("id account_id code_hash used_at", "accounts", "gets in without the app", is_personal=True),),
    "passkey": (
        _of(
            "id account_id credential_id public_key sign_count name created_at last_used_at",
            "accounts",
            "gets in by the person’s own device; the key shows who, and opens nothing",
            is_personal=True,
        ),
    ),
    "session": (
        _of("id account_id stage created_at seen_at device", "sessions", "keeps somebody signed in", is_personal=True),
    ),
    "sign_in_try": (
        _of(
            "id kind account_mark source_mark tried_at has_succeeded",
            "tries",
            "stops guessing; address and account only as keyed marks",
            is_personal=True,
        ),
    ),
    "one_time_link": (
        _of(
            "id purpose token_hash account_id referral_id organization_id claim_id email created_at expires_at used_at",
            "links",
            "a link that works once; of its token only a hash",
            is_personal=True,
        ),
    ),
    "account_locality": (
        _of("account_id locality_id", "accounts", "which places a curator looks after", is_personal=True),
    ),
    "claim": (
        _of(
            "id kind organization_id service_id form_key state created_at", "claims", "who says that a group is theirs"
        ),
        _of(
            "account_id name email does how_to_check proven_at lead_said decided_at decided_by reason step",
            "claims",
            "lets a curator check who asks, and answer them",
            is_personal=True,
        ),
    ),
    "listing_count": (_of("service_id month kind count", "counts", "shows a group how often its listing is seen"),),
    "freshness_cycle": (
        _of(
            "locality_id remind_months again_months call_months lower_months hide_months changed_at",
            "reference data",
            "says when a listing is checked again",
        ),
        _of("account_id", "accounts", "who chose it", is_personal=True),
    ),
    "assurance": (
        _of(
            "id service_id assured_on assured_how note way_in form_key made_at before_on before_how undone_at",
            "directory",
            "when and how a listing was checked",
        ),
        _of("assured_by before_by", "directory", "says who asked the group", is_personal=True),
        _of("account_id", "accounts", "who checked it", is_personal=True),
    ),
    "freshness_step": (
        _of("service_id stage since_on stepped_at", "directory", "reminds a group once"),
        _of("to_address", "directory", "keeps a person from getting many reminders", is_personal=True),
    ),
    "call_try": (
        _of("id service_id tried_at form_key undone_at", "directory", "when nobody answered the phone"),
        _of("account_id", "accounts", "who rang", is_personal=True),
    ),
    "mail_bounce": (
        _of("address", "bounces", "stops reminders that do not arrive", is_personal=True),
        _of("bounced_at why", "bounces", "shows curators which addresses to put right"),
        _of("account_id", "accounts", "who was told of it", is_personal=True),
    ),
    "hiding": (
        _of(
            "id service_id hidden_at reason status_before form_key shown_at",
            "directory",
            "why a listing was hidden, and what it was before",
        ),
        _of("account_id shown_by", "accounts", "who hid it, and who showed it again", is_personal=True),
    ),
    "version": (
        _of(
            "id subject_kind subject_id number content made_at way_in why proposal_id",
            "directory",
            "what the directory said, version by version",
        ),
        _of("account_id", "accounts", "who made the version", is_personal=True),
    ),
    "proposal": (
        _of(
            "id subject_kind subject_id organization_id base_number fields state way_in why form_key created_at changed_at "
            "sent_at decided_at reason refused_fields typed version_number step",
            "directory",
            "a change to the directory, and what was decided on it",
        ),
        _of("account_id decided_by", "accounts", "who asked for the change, and who decided", is_personal=True),
    ),
    "service_merge": (
        _of(
            "id kept_id merged_id merged_at kept_before kept_after merged_before merged_after moved undone_at",
            "directory",
            "which listings were made one, so that it can be undone",
        ),
        _of("merged_by undone_by", "accounts", "who did it", is_personal=True),
    ),
    "link_check": (
        _of(
            "url checked_at outcome detail failures first_failed_at",
            "directory",
            "shows curators which websites do not open any more",
        ),
    ),
    "duplicate": (
        _of(
            "id first_id second_id score reasons state fingerprint found_at decided_at",
            "directory",
            "shows curators which listings may be there twice",
        ),
        _of("decided_by", "accounts", "who decided", is_personal=True),
    ),
    "listing_snapshot": (
        _of(
            "id service_id service_name organization_name content taken_at",
            "counts",
            "what the listing said when somebody was pointed to it",
        ),
    ),
    "referral": (
        _of(
            "id need_id level form_key created_at team_id service_id snapshot_id theme_code for_whom locality_id how "
            "state state_at closed_reason undone_at erased_at",
            "counts",
            _COUNTED,
        ),
        _of(
            "reference age_band outward_code",
            "coded references",
            "lets the referrer alone find the person again; rough age and place for planning",
            is_personal=True,
        ),
        _of("account_id", "staff link", "shows staff their own referrals", is_personal=True),
    ),
    "referral_reason": (_of("referral_id reason", "counts", "why, from a list of codes"),),
    "referral_move": (
        _of("id referral_id from_state to_state closed_reason moved_at mover", "counts", "what happened next"),
        _of("account_id", "staff link", "who moved it", is_personal=True),
    ),
    "referral_permission": (
        _of(
            "id referral_id kind given_by given_how text_version given_at",
            "permissions",
            "that both permissions were given, how, and in which words",
        ),
    ),
    "referral_key": (
        _of("referral_id", "named details", _ID, is_personal=True),
        _of(
            "wrapped_key",
            "named details",
            "opens the details of one hand-over; never in a backup",
            is_personal=True,
            is_sealed=True,
        ),
    ),
    "referral_person": (
        _of("referral_id", "named details", _ID, is_personal=True),
        _of(
            "name_sealed contact_kind_sealed contact_sealed best_time_sealed communication_sealed interpreter_sealed "
            "matters_sealed reason_sealed",
            "named details",
            "what the one group needs to get in touch, and nothing more",
            is_personal=True,
            is_sealed=True,
        ),
    ),
    "follow_up": (
        _of("id referral_id form_key has_attended source answered_at", "counts", "whether it came to anything"),
        _of("account_id", "staff link", "who asked", is_personal=True),
    ),
    "follow_up_answer": (_of("follow_up_id outcome_code answer", "counts", "what changed, from 1 to 5"),),
    "nudge": (_of("referral_id kind nudged_at", "counts", "reminds a group once"),),
    "unmet_need": (
        _of(
            "id form_key created_at team_id locality_id theme_code service_id reason undone_at",
            "counts",
            "what is missing, for those who decide on money",
        ),
        _of("account_id", "staff link", "who noted it", is_personal=True),
    ),
    "mail": (
        _of("id dedupe_key state attempts created_at due_at sent_at", "messages", "sends a message once"),
        _of(
            "to_address subject body last_error",
            "messages",
            "tells staff and groups that something waits; never anything about the person",
            is_personal=True,
        ),
    ),
    "audit": (
        _of(
            "seq happened_at account_id role team_id action subject_kind subject_id why request_id previous_hash hash",
            "audit",
            "shows who did or looked at what; reasons are chosen from a list",
            is_personal=True,
        ),
    ),
    "erasure": (
        _of("id referral_mark why erased_at", "erasures", "keeps who was erased from coming back; only a keyed mark"),
    ),
    "retention_run": (_of("id ran_at data_class cleared is_dry", "technical", "shows that data are cleared on time"),),
}


def schema(store: Store) -> dict[str, list[str]]:
    """The columns of every table, as the database has them."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [str(name) for (name,) in store.rows(sql)]
    return {table: [str(row[1]) for row in store.rows(f"PRAGMA table_info({table})")] for table in tables}


def problems(store: Store) -> Iterator[str]:
    """What is in the database and not in the map, in the map and not in the database, or said twice."""
    there = {(table, column) for table, columns in schema(store).items() for column in columns}
    said = [(table, name) for table, groups in TABLES.items() for group in groups for name in group.names]
    for table, column in sorted(there - set(said)):
        yield f"{table}.{column} is not in the data map"
    for table, column in sorted(set(said) - there):
        yield f"{table}.{column} is in the data map, not in the database"
    for table, column in sorted({one for one in said if said.count(one) > 1}):
        yield f"{table}.{column} is in the data map twice"
    for table, groups in TABLES.items():
        for group in groups:
            if group.data_class not in CLASSES or not group.purpose:
                yield f"{table}: {' '.join(group.names)} has no class or no purpose"
