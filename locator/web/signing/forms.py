"""The boxes of the way in and of one's own account, and what is said when something in them is not right."""

from __future__ import annotations

from wtforms import EmailField, Form, PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from locator.accounts.passkey import LONGEST_NAME
from locator.accounts.passkey import MOST as MOST_PASSKEYS
from locator.accounts.password_rules import LEAST, MOST, PasswordProblem

WRONG = "The email address or the password is not right, or there were too many tries. Try again, or wait 5 minutes"
WRONG_PASSWORD = "This is not your password, or there were too many tries. Try again, or wait 5 minutes"
WRONG_CODE = (
    "The code is not right, was used before, or there were too many tries. Wait for the next code and try again"
)
WRONG_RECOVERY_CODE = "The code is not right, was used before, or there were too many tries. Try another of your codes"
WRONG_PASSKEY = (
    "That passkey did not let you in, or there were too many tries. Try again, wait 5 minutes, or use your password."
)
PASSKEY_NOT_KEPT = "The passkey was not added. Your device did not finish, or it took too long. Try again"
TOO_MANY_PASSKEYS = f"You have {MOST_PASSKEYS} passkeys, and we keep no more. Remove one first"
SIGN_IN_AGAIN = "You signed in too long ago for this. Sign out, sign in again, and come back"
PROBLEMS = {
    PasswordProblem.SHORT: f"Use {LEAST} characters or more. Three or four words that have nothing to do with each other are good",
    PasswordProblem.LONG: f"Use {MOST} characters or fewer",
    PasswordProblem.COMMON: "Too many people use a password like this. Use other words",
    PasswordProblem.ABOUT_YOU: "Leave out your name and email address. Use other words",
}
LONGEST_EMAIL = 254
LONGEST_CODE = 40


class SignInForm(Form):  # type: ignore[misc]
    """The first step in."""

    email = EmailField(
        "Email address", validators=[InputRequired("Type your email address"), Length(max=LONGEST_EMAIL, message=WRONG)]
    )
    password = PasswordField("Password", validators=[InputRequired("Type your password")])
    send = SubmitField("Sign in")


class CodeForm(Form):  # type: ignore[misc]
    """The code of the app."""

    code = StringField(
        "Code",
        description="6 digits",
        validators=[InputRequired("Type the code from the app"), Length(max=LONGEST_CODE, message=WRONG_CODE)],
    )
    send = SubmitField("Sign in")


class RecoveryForm(Form):  # type: ignore[misc]
    """A recovery code in its place."""

    code = StringField(
        "Recovery code",
        description="12 letters and digits, such as ab2c-d3ef-g4hj",
        validators=[InputRequired("Type a recovery code"), Length(max=LONGEST_CODE, message=WRONG_RECOVERY_CODE)],
    )
    send = SubmitField("Sign in")


class ForgottenForm(Form):  # type: ignore[misc]
    """Whom to send a link to."""

    email = EmailField(
        "Email address",
        validators=[
            InputRequired("Type your email address"),
            Length(max=LONGEST_EMAIL, message="Type your email address"),
        ],
    )
    send = SubmitField("Send me a link")


class NewPasswordForm(Form):  # type: ignore[misc]
    """A new password, by a link."""

    new = PasswordField(
        "New password",
        description=f"{LEAST} characters or more. Three or four words that have nothing to do with each other are easy to keep in mind. You can paste it in.",
        validators=[InputRequired("Type a new password")],
    )
    send = SubmitField("Keep this password")


class ChangePasswordForm(NewPasswordForm):
    """A new password, by somebody who is signed in."""

    password = PasswordField("Password that you have now")


class SecondFactorForm(Form):  # type: ignore[misc]
    """The first code of an app; the password where it was not given a moment ago."""

    code = StringField(
        "Code that the app shows",
        description="6 digits",
        validators=[InputRequired("Type the code that the app shows"), Length(max=LONGEST_CODE, message=WRONG_CODE)],
    )
    password = PasswordField("Your password")
    send = SubmitField("Use this app")


class PasskeyNameForm(Form):  # type: ignore[misc]
    """What a passkey is called."""

    name = StringField(
        "Name of the passkey",
        description="So that you know which device it is on",
        validators=[
            InputRequired("Type a name for the passkey"),
            Length(max=LONGEST_NAME, message=f"Use {LONGEST_NAME} letters or fewer"),
        ],
    )
    send = SubmitField("Keep this name")


class PasskeyForm(PasskeyNameForm):
    """A new passkey; the password where there is one."""

    password = PasswordField("Your password")


class RecoveryCodesForm(Form):  # type: ignore[misc]
    """The password, before new codes are made."""

    password = PasswordField("Your password")
    send = SubmitField("Show my new codes")
