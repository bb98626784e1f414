"""The boxes for teams and accounts, and what is said when something in them is not right."""

from __future__ import annotations

from wtforms import EmailField, Form, HiddenField, PasswordField, RadioField, SelectField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired

from locator.accounts.account import Team, TeamKind
from locator.actions.people import Refusal, Standing
from locator.roles import IN_A_TEAM, Role

ROLES = {
    Role.STAFF: "Staff: finds groups for people and refers them",
    Role.TEAM_LEAD: "Team lead: the same, and sees the figures",
    Role.ORGANISER: "Organiser: answers for a group",
    Role.CURATOR: "Curator: keeps the directory true",
    Role.PROGRAMME_LEAD: "Programme lead: sees the figures only",
    Role.ADMINISTRATOR: "Administrator: runs teams and accounts",
}
WRONG_PASSWORD = "This is not your password, or there were too many tries. Try again, or wait 5 minutes"
SIGN_IN_AGAIN = "You signed in too long ago for this. Sign out, sign in again, and come back"
TEAM_NAME = "Type a name that no other team has, in 100 letters or fewer"
REFUSALS = {
    Refusal.EMAIL: ("email", "Type an email address, such as morag.reid@example.org"),
    Refusal.NAME: ("name", "Type the person's name, in 100 letters or fewer"),
    Refusal.THERE_ALREADY: ("email", "There is an account with this email address already"),
    Refusal.NO_TEAM: ("team", "Choose a team that is open"),
    Refusal.NO_GROUP: ("group", "Choose the group that the organiser answers for"),
    Refusal.YOURSELF: ("role", "You cannot change your own account. Ask another administrator"),
    Refusal.LAST_ADMINISTRATOR: ("role", "This is the last administrator. Make somebody else one first"),
}
_NONE = SelectChoice(value="", label="None")


class TeamForm(Form):  # type: ignore[misc]
    """A team."""

    name = StringField("Name of the team", validators=[InputRequired(TEAM_NAME)])
    kind = RadioField(
        "What kind of team is it?",
        choices=[SelectChoice(value=kind.value, label=kind.value[:1].upper() + kind.value[1:]) for kind in TeamKind],
        validators=[AnyOf([kind.value for kind in TeamKind], message="Choose what kind of team it is")],
        validate_choice=False,
    )
    form_key = HiddenField()
    send = SubmitField("Keep this team")


class StandingForm(Form):  # type: ignore[misc]
    """What an account may be, and the administrator's own password."""

    role = RadioField(
        "Role",
        choices=[SelectChoice(value=role.value, label=words) for role, words in ROLES.items()],
        validators=[AnyOf([role.value for role in ROLES], message="Choose a role")],
        validate_choice=False,
    )
    team = SelectField("Team", description="For staff and team leads", validate_choice=False)
    group = SelectField("Group", description="For organisers", validate_choice=False)
    password = PasswordField("Your own password", description="So that nobody else can do this at your computer")
    send = SubmitField("Keep this")

    def offer(self, teams: tuple[Team, ...], groups: tuple[tuple[str, str], ...]) -> None:
        """Offer these teams, as far as they are open, and these groups."""
        is_open = [team for team in teams if team.closed_at is None]
        self.team.choices = [_NONE, *(SelectChoice(value=team.id, label=team.name) for team in is_open)]
        self.group.choices = [_NONE, *(SelectChoice(value=id_, label=name) for id_, name in groups)]

    def standing(self, kept: tuple[str, ...] = ()) -> Standing:
        """What was chosen; groups that the account had besides stay as long as the first is left as it was."""
        role, group = Role(self.role.data), self.group.data or ""
        chosen = kept if group and group in kept[:1] else tuple(filter(None, (group,)))
        team_id = (self.team.data or None) if role in IN_A_TEAM else None
        return Standing(role=role, team_id=team_id, organization_ids=chosen)


class InviteForm(StandingForm):
    """Whom to invite."""

    email = EmailField("Email address", validators=[InputRequired("Type an email address")])
    name = StringField("Name", validators=[InputRequired("Type the person's name")])
    form_key = HiddenField()


class ConfirmForm(Form):  # type: ignore[misc]
    """The administrator's own password."""

    password = PasswordField("Your own password")
    send = SubmitField("Take the phone and codes off this account")


def refuse(form: StandingForm, why: Refusal) -> None:
    """Say at the right box why nothing was done."""
    name, words = REFUSALS[why]
    form[name].errors = [words]
