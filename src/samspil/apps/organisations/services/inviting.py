"""Letting somebody log in: an account by e-mail, access as a person, and a link to choose a password once."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import date
from typing import Final

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.organisations.models import Access, Account, Organisation, Person
from samspil.apps.organisations.services.people import let_act
from samspil.core.errors import ProblemsError
from samspil.kit import periods
from samspil.kit.journal.recording import By

MAIL_SECONDS: Final = 5
TELLS_NOBODY: Final = ("console.EmailBackend", "dummy.EmailBackend", "filebased.EmailBackend")


@dataclass(frozen=True, slots=True)
class Invited:
    """What came of it. ``may_be_shown``: the link lets nobody in anywhere but where it was asked for.

    ``link`` is empty where the account has a password of its own already. ``only_by_mail``: without a letter
    to the address nothing of it may stand.
    """

    email: str
    link: str
    may_be_shown: bool
    only_by_mail: bool = False


@transaction.atomic
def invite(organisation: Organisation, person: Person, email: str, since: date, by: By) -> Invited:
    """Somebody may log in as a person here from a day on; done again it gives a new link and nothing else.

    The link is a way into the account, and so into all that the account may do. It goes by mail to the one
    whose address it is; on a screen it may stand only where the account opens nothing of anybody else.
    """
    email = email.lower()
    account = Account.objects.select_for_update().filter(email=email).first()
    if account is None:
        account = Account.objects.create_user(email)
    Person.objects.filter(pk=person.pk).update(email=email)
    known = Access.objects.filter(account=account, organisation=organisation, person=person.public_id)
    if not known.filter(periods.on(since)).exists():
        let_act(account, organisation, person.public_id, since, by)
    elsewhere = Access.objects.filter(account=account).exclude(organisation=organisation)
    if account.way_was_shown and elsewhere.exists():
        _close(account)
        return Invited(email, _link(account), may_be_shown=False, only_by_mail=True)
    if account.has_usable_password():
        return Invited(email, "", may_be_shown=False)
    return Invited(email, _link(account), may_be_shown=not elsewhere.exists())


def _close(account: Account) -> None:
    """Whoever saw the way in may have gone it: from now on only a letter to the address opens the account."""
    account.set_unusable_password()
    account.way_was_shown = False
    account.save(update_fields=["password", "way_was_shown"])
    Authenticator.objects.filter(user=account).delete()
    SocialAccount.objects.filter(user=account).delete()


def invite_and_tell(
    organisation: Organisation, person: Person, email: str, by: By, root: str
) -> tuple[Invited, bool]:
    """Invite somebody and tell them by mail; whether a mail server took it. If not, the link is to be shown.

    Raises:
        ProblemsError: ``address_not_proven``; nothing has changed.
    """
    with transaction.atomic():
        invited = invite(organisation, person, email, timezone.localdate(by.at), by)
        if invited.only_by_mail:
            if not send_invitation(invited, organisation.name, root):
                raise ProblemsError.of("address_not_proven")
            return invited, True
    return invited, tell_invited(invited, organisation.name, root)


def tell_invited(invited: Invited, organisation_name: str, root: str) -> bool:
    """Tell somebody by mail; whether a server took it. If not, the link is to be shown, and that is kept."""
    sent = send_invitation(invited, organisation_name, root)
    if not sent and invited.link and invited.may_be_shown:
        Account.objects.filter(email=invited.email).update(way_was_shown=True)
    return sent


def _link(account: Account) -> str:
    """Where a password is chosen. It works once: the key is made of the password that is there."""
    key = default_token_generator.make_token(account)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key}
    )


def mail_goes_out() -> bool:
    """Whether a mail server takes letters. Where none does, whoever invites hands the links out."""
    return not settings.EMAIL_BACKEND.endswith(TELLS_NOBODY)


def send_invitation(invited: Invited, organisation_name: str, root: str) -> bool:
    """Tell somebody by mail that they may log in; whether a mail server took it.

    ``root`` is where this application is reached, without a slash at the end.
    """
    if not mail_goes_out():
        return False
    words = {"organisation": organisation_name, "link": f"{root}{invited.link or reverse('account_login')}"}
    if invited.link:
        text = _(
            "%(organisation)s has given you access to Samspil."
            " Choose your password here; the link works once:\n\n%(link)s\n"
        )
    else:
        text = _("%(organisation)s has given you access to Samspil. Log in as you are used to:\n\n%(link)s\n")
    server = get_connection(timeout=MAIL_SECONDS)
    message = EmailMessage(
        _("You have access to Samspil"), text % words, to=[invited.email], connection=server
    )
    try:
        return message.send() == 1
    except (OSError, smtplib.SMTPException):
        return False
