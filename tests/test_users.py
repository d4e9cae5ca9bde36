"""The commands `provlepsi user`: what they print, refuse and end with."""

import os
import re
import stat
from urllib.parse import urlsplit

import pytest

from dashboard.__main__ import app
from dashboard.accounts import Accounts
from dashboard.refusals import LinkUnfit, SignInRefused
from forecasts.database import Database
from tests.gate_people import PASSWORD
from tests.test_backups import as_the_first_version_wrote_it


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = tmp_path / "record.sqlite3"
    monkeypatch.setenv("PROVLEPSI_DATABASE", f"sqlite:///{path}")
    for name in ("PROVLEPSI_LANG", "PROVLEPSI_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture
def user(path, capsysbinary):
    """Run a command; gives its exit status and what it printed on both streams."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            app(["user", *arguments], prog_name="provlepsi")
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()

    return run


@pytest.fixture
def accounts(path):
    database = Database(str(path))
    database.migrate()
    yield Accounts(database)
    database.close()


def token_in(out):
    return re.search(r"/studio/link/([\w-]{43})", out)[1]


def test_add_prints_a_link_with_which_a_password_is_set_once(user, accounts):
    status, out, err = user(
        "add", "Maria", "--forecaster", "failedevolution", "--address", "https://example.gr/"
    )
    said, link = out.splitlines()
    assert (status, err) == (0, "")
    assert said == (
        "Με αυτόν τον σύνδεσμο ορίζεται κωδικός, μία φορά, μέσα σε 72 ώρες. Μην τον στείλετε σε κανέναν άλλο."
    )
    assert re.fullmatch(r"https://example\.gr/studio/link/[\w-]{43}", link)
    account = accounts.set_password(token_in(link), PASSWORD)
    assert (account.name, account.role, account.forecasters) == ("maria", "author", {"failedevolution"})
    with pytest.raises(LinkUnfit):
        accounts.linked(token_in(link))


def test_an_author_may_write_for_several_and_an_editor_for_all(user, accounts):
    assert user("add", "maria", "--forecaster", "failedevolution", "--forecaster", "kapa")[0] == 0
    assert user("add", "petros", "--role", "editor")[0] == 0
    assert [(each.role, sorted(each.forecasters)) for each in accounts.accounts()] == [
        ("author", ["failedevolution", "kapa"]),
        ("editor", []),
    ]


def test_the_link_is_for_this_machine_unless_the_environment_says_where_the_site_is(user, monkeypatch):
    here = user("add", "maria", "--role", "admin", "--lang", "en")[1].splitlines()[-1]
    assert urlsplit(here).netloc == "127.0.0.1:8050"
    assert urlsplit(here).query == "lang=en"
    monkeypatch.setenv("PROVLEPSI_ADDRESS", "https://example.gr")
    there = user("link", "maria")[1].splitlines()[-1]
    assert there.startswith("https://example.gr/studio/link/")


def test_a_new_link_replaces_the_one_before(user, accounts):
    first = token_in(user("add", "maria", "--role", "admin")[1])
    second = token_in(user("link", "MARIA")[1])
    with pytest.raises(LinkUnfit):
        accounts.linked(first)
    assert accounts.linked(second).name == "maria"


def test_list_tells_who_there_is_for_whom_and_whether_they_can_sign_in(user, accounts):
    assert user("list", "--lang", "en") == (
        0,
        "There are no accounts yet: provlepsi user add makes one.\n",
        "",
    )
    accounts.set_password(accounts.add("maria", "author", ["kapa", "failedevolution"]), PASSWORD)
    accounts.add("petros", "editor")
    accounts.add("zoe", "admin")
    accounts.disable("zoe")
    assert user("list", "--lang", "en")[1].splitlines() == [
        "maria   author  failedevolution kapa  can sign in",
        "petros  editor  *                     no password yet",
        "zoe     admin   *                     closed",
    ]


def test_a_closed_account_cannot_sign_in_until_it_is_opened_again(user, accounts):
    accounts.set_password(accounts.add("maria", "admin"), PASSWORD)
    assert user("disable", "maria", "--lang", "en")[:2] == (
        0,
        "The account maria is closed; its sessions have ended.\n",
    )
    with pytest.raises(SignInRefused):
        accounts.sign_in("maria", PASSWORD, "192.0.2.1")
    assert user("link", "maria", "--lang", "en")[2] == (
        "The account “maria” is disabled. To open it again: provlepsi user enable maria.\n"
    )
    assert user("enable", "maria", "--lang", "en")[:2] == (0, "The account maria is open again.\n")
    assert accounts.sign_in("maria", PASSWORD, "192.0.2.1").account.name == "maria"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("link", "nobody"), "There is no account named “nobody”."),
        (("disable", "nobody"), "There is no account named “nobody”."),
        (
            ("add", "maria", "--forecaster", "failedevolutoin"),
            "There is no forecaster “failedevolutoin”: expected failedevolution.",
        ),
        (
            ("add", "m", "--role", "admin"),
            "The name “m” will not do: 2 to 32 letters or digits, with . _ - among them",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence_with_exit_1(user, arguments, said):
    assert user(*arguments, "--lang", "en") == (1, "", f"{said}\n")


def test_the_same_name_twice_is_refused_and_the_first_account_stays_as_it_was(user, accounts):
    user("add", "maria", "--forecaster", "failedevolution")
    status, out, err = user("add", "Maria", "--role", "admin", "--lang", "en")
    assert (status, out) == (1, "")
    assert err == "There is an account named “maria” already. For a new link: provlepsi user link maria.\n"
    assert [each.role for each in accounts.accounts()] == ["author"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "maria"),
        ("add", "maria", "--role", "editor", "--forecaster", "kapa"),
        ("add", "maria", "--role", "owner"),
        ("add", "maria", "--role", "admin", "--address", "example.gr"),
        ("add",),
        ("shout", "maria"),
    ],
)
def test_a_command_that_makes_no_sense_ends_with_exit_2_and_makes_no_account(user, path, arguments):
    status, out, _ = user(*arguments)
    assert (status, out) == (2, "")
    assert not path.exists()


def test_a_database_that_is_none_is_told_in_a_sentence(user, path):
    path.write_text("these are the notes of somebody else, and not a few of them either")
    status, out, err = user("list", "--lang", "en")
    assert (status, out) == (1, "")
    assert err.startswith(f"{path} is not a Provlepsi database")
    assert len(err.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions are otherwise elsewhere")
def test_the_file_that_holds_the_passwords_is_for_its_owner_alone(user, path):
    before = os.umask(0o002)
    try:
        user("add", "maria", "--role", "admin")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions are otherwise elsewhere")
def test_a_file_made_before_there_were_passwords_is_closed_to_others(user, path):
    as_the_first_version_wrote_it(str(path))
    path.chmod(0o644)
    user("add", "maria", "--role", "admin")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
