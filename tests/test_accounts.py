"""Accounts: who may write for whom, and under which name; on both databases."""

import unicodedata

import pytest

from dashboard import credentials
from dashboard.accounts import Accounts
from dashboard.members import Account
from dashboard.refusals import AccountUnknown, NameTaken, NameUnfit
from tests.account_people import accounts
from tests.gate_people import cheap_hashes, clock, with_password

__all__ = ["accounts", "cheap_hashes", "clock"]


# -- who may write for whom


@pytest.mark.parametrize(
    ("role", "own", "others"), [("author", True, False), ("editor", True, True), ("admin", True, True)]
)
def test_an_author_writes_for_their_own_forecasters_the_others_for_all(accounts, role, own, others):
    account = with_password(accounts, role=role)
    assert account.may("failedevolution") is own
    assert account.may("kapa") is others


@pytest.mark.parametrize("role", ["author", "editor", "admin"])
def test_a_closed_account_may_write_for_nobody(role):
    account = Account(name="maria", role=role, forecasters=frozenset({"failedevolution"}), disabled=True)
    assert not account.may("failedevolution")


def test_accounts_are_listed_by_name_with_what_they_are(accounts):
    accounts.add("zoe", "admin")
    with_password(accounts, forecasters=("uom-skai", "failedevolution"))
    assert accounts.accounts() == (
        Account(
            name="maria",
            role="author",
            forecasters=frozenset({"failedevolution", "uom-skai"}),
            has_password=True,
        ),
        Account(name="zoe", role="admin"),
    )


@pytest.mark.parametrize("act", [Accounts.link, Accounts.disable, Accounts.sign_out_everywhere])
def test_an_account_that_is_not_there_is_told_to_whoever_keeps_the_accounts(accounts, act):
    with pytest.raises(AccountUnknown) as refusal:
        act(accounts, "nobody")
    assert refusal.value.sentence("el") == "Δεν υπάρχει λογαριασμός με το όνομα «nobody»."


# -- names


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Maria", "maria"),
        (" maria.k ", "maria.k"),
        ("ΜΑΡΙΑ", "μαρια"),
        ("Γιώργος_7", "γιώργος_7"),
        (unicodedata.normalize("NFD", "Γιώργος"), "γιώργος"),
        ("a-1", "a-1"),
        ("x" * 32, "x" * 32),
    ],
)
def test_a_name_is_kept_in_lower_case_and_in_one_form(typed, kept):
    assert credentials.name_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "a", "x" * 33, "maria k", "-maria", ".maria", "maria\n1", "a/b", "<b>maria</b>", "ma:ria", "a\0b"],
)
def test_a_name_that_will_not_do_is_refused_in_words(accounts, typed):
    with pytest.raises(NameUnfit) as refusal:
        accounts.add(typed, "admin")
    assert "2 to 32" in refusal.value.sentence("en")
    assert "2 έως 32" in refusal.value.sentence("el")
    assert accounts.accounts() == ()


def test_a_name_in_other_letters_is_the_same_name(accounts):
    accounts.add("Maria", "author", ["failedevolution"])
    with pytest.raises(NameTaken) as refusal:
        accounts.add("MARIA", "admin")
    assert refusal.value.sentence("en") == (
        "There is an account named “maria” already. For a new link: provlepsi user link maria."
    )
    assert [each.role for each in accounts.accounts()] == ["author"]
