"""What an account can be refused, each in one sentence for the person who asked."""
# The names say what is wrong, as the house has it; "Error" would add nothing to them.
# ruff: noqa: N818

from typing import ClassVar

from forecasts.model import Language


class AccountRefusal(Exception):
    """Something about an account that cannot be done; `values` fill the sentence."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Αυτό δεν γίνεται με αυτόν τον λογαριασμό.",
        "en": "That cannot be done with this account.",
    }

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """The refusal in words."""
        return self.sentences[language].format(**self.values)


class NameUnfit(AccountRefusal):
    """A name nobody could sign in with."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Το όνομα «{name}» δεν γίνεται: 2 έως 32 γράμματα ή ψηφία, και ανάμεσά τους . _ -",
        "en": "The name “{name}” will not do: 2 to 32 letters or digits, with . _ - among them",
    }


class NameTaken(AccountRefusal):
    """There is an account of this name already."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Υπάρχει ήδη λογαριασμός «{name}». Νέο σύνδεσμο δίνει το provlepsi user link {name}.",
        "en": "There is an account named “{name}” already. For a new link: provlepsi user link {name}.",
    }


class AccountUnknown(AccountRefusal):
    """There is no account of this name; told only to those who keep the accounts."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Δεν υπάρχει λογαριασμός με το όνομα «{name}».",
        "en": "There is no account named “{name}”.",
    }


class AccountDisabled(AccountRefusal):
    """The account may not sign in; told at the command line only."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Ο λογαριασμός «{name}» είναι κλειστός. Τον ανοίγει το provlepsi user enable {name}.",
        "en": "The account “{name}” is disabled. To open it again: provlepsi user enable {name}.",
    }


class NotAnAdmin(AccountRefusal):
    """Whoever is changing an account may do so no longer."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Δεν είστε πια διαχειριστής. Δεν άλλαξε τίποτα.",
        "en": "You are an administrator no longer. Nothing was changed.",
    }


class OwnAccount(AccountRefusal):
    """Admins leave their own account to another one: so there is always one left."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Είναι ο δικός σας λογαριασμός: αυτό το κάνει άλλος διαχειριστής, ώστε να μένει πάντα ένας. "
        "Δεν άλλαξε τίποτα.",
        "en": "This is your own account: another administrator does that, so that there is always one left. "
        "Nothing was changed.",
    }


class AccountChanged(AccountRefusal):
    """The account is no longer what it was on the page from which this was sent."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Ο λογαριασμός «{name}» έχει αλλάξει από τότε που φορτώσατε τη σελίδα, ή αυτό στάλθηκε για "
        "δεύτερη φορά. Δεν άλλαξε τίποτα: δείτε πώς είναι τώρα.",
        "en": "The account “{name}” has changed since the page was loaded, or this was sent a second time. "
        "Nothing was changed: see how it is now.",
    }


class PasswordUnfit(AccountRefusal):
    """A password that is not taken."""


class PasswordShort(PasswordUnfit):
    """It has too few characters."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Ο κωδικός χρειάζεται τουλάχιστον {least} χαρακτήρες.",
        "en": "The password needs at least {least} characters.",
    }


class PasswordLong(PasswordUnfit):
    """It has more characters than anybody types."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Ο κωδικός έχει πάνω από {most} χαρακτήρες.",
        "en": "The password has more than {most} characters.",
    }


class PasswordIsName(PasswordUnfit):
    """It is the name, with no more than digits and marks added."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Ο κωδικός είναι το όνομά σας· διαλέξτε κάτι που δεν το ξέρει ο καθένας.",
        "en": "The password is your name; choose something that not everybody knows.",
    }


class PasswordCommon(PasswordUnfit):
    """It is among the first that anybody would try."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Αυτός ο κωδικός είναι από τους πρώτους που θα δοκίμαζε κάποιος· διαλέξτε άλλον.",
        "en": "That password is among the first that anybody would try; choose another.",
    }


class LinkUnfit(AccountRefusal):
    """A one-time link that is unknown, used, replaced or too old: one answer for all."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Ο σύνδεσμος δεν ισχύει: έχει χρησιμοποιηθεί, έχει λήξει ή δεν αντιγράφηκε ολόκληρος. "
        "Ζητήστε νέον από όποιον σας τον έστειλε.",
        "en": "The link is not valid: it has been used, has expired or was not copied whole. "
        "Ask whoever sent it for a new one.",
    }


class SignInRefused(AccountRefusal):
    """A wrong name or a wrong password: one answer for both."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Το όνομα ή ο κωδικός δεν είναι σωστά.",
        "en": "The name or the password is not right.",
    }


class TooManyTries(AccountRefusal):
    """Tried too often; `minutes` is how long to wait."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Πάρα πολλές προσπάθειες. Δοκιμάστε ξανά σε {minutes}′.",
        "en": "Too many tries. Try again in {minutes} min.",
    }

    def __init__(self, *, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(minutes=minutes)
