"""The pages on which an admin decides who may publish: on both databases, and all an attacker would try."""

import re
from urllib.parse import quote

import pytest

from dashboard import management
from dashboard.members import Account
from tests.gate_people import (
    OTHER_SITE,
    PASSWORD,
    accounts,
    cheap_hashes,
    client,
    clock,
    form_token,
    on_both,
    record,
    server,
    sign_in,
    signed_in,
    with_password,
)

__all__ = ["accounts", "cheap_hashes", "client", "clock", "record", "server"]
PEOPLE = "/studio/people"
ACTS = ("link", "role", "signout", "disable", "enable")
LINK = re.compile(r"(http://[^\s<]+)?/studio/link/([\w-]{43})")


@pytest.fixture
def zoe(client, accounts):
    """A browser in which Zoe, the only admin, has signed in."""
    with_password(accounts, "zoe", "admin", ())
    return signed_in(client, "zoe")


def invite(browser, name="maria", role="author", forecasters=("failedevolution",), query="", **headers):
    data = {"csrf": browser.csrf, "name": name, "role": role, "forecaster": list(forecasters)}
    return browser.post(PEOPLE + query, data=data, headers=headers)


def seen(browser, name):
    return re.search(r'name="seen" value="([^"]+)"', browser.get(f"{PEOPLE}/{name}").text)[1]


def act(browser, name, what, word=None, query="", headers=None, **fields):
    word = seen(browser, name) if word is None else word
    data = {"csrf": browser.csrf, "seen": word, **fields}
    return browser.post(f"{PEOPLE}/{quote(name)}/{what}{query}", data=data, headers=headers)


def token_in(page):
    return LINK.search(page.text)[2]


# -- invited, and looked after


@on_both
def test_somebody_invited_comes_in_with_the_link_and_writes_for_whom_was_chosen(server, accounts, zoe):
    page = invite(zoe, "Maria", query="?lang=en")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert LINK.search(page.text)[1] == "http://localhost"
    assert f"/studio/link/{token_in(page)}?lang=en</p>" in page.text
    assert "Send it to maria and to nobody else" in page.text
    link, maria = f"/studio/link/{token_in(page)}", server.test_client()
    chosen = {"csrf": form_token(maria.get(link)), "password": PASSWORD, "again": PASSWORD}
    assert maria.post(link, data=chosen).status_code == 303
    assert maria.get("/studio").text == "the studio of maria"
    assert accounts.accounts()[0] == Account(
        name="maria", role="author", forecasters=frozenset({"failedevolution"}), has_password=True
    )


@on_both
def test_the_list_says_of_everybody_what_they_may_and_how_they_stand(server, accounts, clock, zoe):
    with_password(accounts, forecasters=("failedevolution", "kapa"))
    signed_in(server.test_client(), "maria")
    accounts.add("nikos", "editor")
    accounts.disable("nikos")
    page = zoe.get(f"{PEOPLE}?lang=en").text
    rows = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in re.findall("<li>(.*?)</li>", page, re.S)]
    # The clock of the test stands at 9 in UTC, which is noon in Athens in summer.
    assert rows[-3:] == [
        "maria author: failed evolution, Kapa Research in 1 browser, last signed in 15 Sep, 12:00",
        "nikos editor not signed in at the moment closed no password yet",
        "zoe administrator in 1 browser, last signed in 15 Sep, 12:00 your account",
    ]
    assert "συντάκτης: failed evolution, Kapa Research" in zoe.get(PEOPLE).text


def test_the_link_is_on_no_other_page_and_not_in_the_log(zoe, caplog):
    caplog.set_level("DEBUG")
    tokens = [token_in(invite(zoe)), token_in(act(zoe, "maria", "link"))]
    pages = [zoe.get(PEOPLE).text, zoe.get(f"{PEOPLE}/maria").text]
    assert "αχρησιμοποίητος, ισχύει ως 18/9, 12:00" in pages[1]
    for token in tokens:
        assert not any(token in text for text in (*pages, caplog.text))
    assert "zoe invited maria as author" in caplog.text
    assert zoe.csrf not in caplog.text


def test_the_address_of_the_site_stands_in_the_link_where_it_is_told(zoe, monkeypatch):
    monkeypatch.setenv("PROVLEPSI_ADDRESS", "https://example.gr/")
    assert "https://example.gr/studio/link/" in invite(zoe).text
    monkeypatch.setenv("PROVLEPSI_ADDRESS", "javascript:alert(1)")
    assert "http://localhost/studio/link/" in act(zoe, "maria", "link").text


@on_both
def test_a_new_link_ends_the_one_before(zoe, accounts):
    first = token_in(invite(zoe))
    second = token_in(act(zoe, "maria", "link"))
    assert zoe.get(f"/studio/link/{first}").status_code == 410
    assert accounts.linked(second).name == "maria"


@on_both
def test_signed_out_closed_and_opened_again(server, accounts, zoe):
    with_password(accounts)
    maria = signed_in(server.test_client(), "maria")
    done = act(zoe, "maria", "signout", query="?lang=en")
    assert (done.status_code, done.location) == (303, f"{PEOPLE}/maria?lang=en&done=signout")
    assert "Signed out in every browser." in zoe.get(done.location).text
    assert maria.get("/studio").status_code == 303
    signed_in(maria, "maria")
    closed = act(zoe, "maria", "disable")
    assert "Ο λογαριασμός έκλεισε." in zoe.get(closed.location).text
    assert maria.get("/studio").status_code == 303
    assert sign_in(maria).status_code == 403
    opened = act(zoe, "maria", "enable")
    assert "Ο λογαριασμός άνοιξε ξανά." in zoe.get(opened.location).text
    assert sign_in(maria).status_code == 303


@on_both
def test_another_role_counts_at_once_and_only_an_author_has_forecasters(server, accounts, zoe):
    with_password(accounts)
    maria = signed_in(server.test_client(), "maria")
    act(zoe, "maria", "role", role="admin", forecaster=["kapa"])
    assert maria.get(PEOPLE).status_code == 200
    act(zoe, "maria", "role", role="author", forecaster=["kapa", "uom-skai"])
    assert maria.get(PEOPLE).status_code == 403
    assert accounts.accounts()[0].forecasters == {"kapa", "uom-skai"}
    act(zoe, "maria", "role", role="editor")
    assert accounts.accounts()[0] == Account(name="maria", role="editor", has_password=True)


# -- what is wrong with a form


@pytest.mark.parametrize(
    ("fields", "status", "greek", "english"),
    [
        (
            {"forecasters": ()},
            422,
            "Διαλέξτε για ποιον γράφει ο συντάκτης.",
            "An author needs a forecaster to write for.",
        ),
        ({"forecasters": ("kapa", "<b>")}, 422, "Δεν υπάρχει", "There is no such forecaster."),
        ({"role": "owner"}, 422, "Διαλέξτε ρόλο.", "Choose a role."),
        ({"role": ""}, 422, "Διαλέξτε ρόλο.", "Choose a role."),
        ({"name": "m"}, 422, "2 έως 32 γράμματα ή ψηφία", "The name “m” will not do: 2 to 32 letters"),
        (
            {"name": "ZOE", "role": "editor"},
            409,
            "Υπάρχει ήδη λογαριασμός «zoe»",
            "There is an account named “zoe” already; a new link is made on its page.",
        ),
    ],
)
def test_an_invitation_that_will_not_do_is_told_in_words_and_comes_back(
    zoe, accounts, fields, status, greek, english
):
    for query, words in (("", greek), ("?lang=en", english)):
        answer = invite(zoe, **{"name": "nikos", **fields}, query=query)
        assert answer.status_code == status
        assert words in answer.text
        assert f'value="{fields.get("name", "nikos")}"' in answer.text
    assert [each.name for each in accounts.accounts()] == ["zoe"]


def test_a_role_that_will_not_do_is_told_on_the_page_of_the_account(zoe, accounts):
    invite(zoe)
    for fields, words in (({"role": "author"}, "Διαλέξτε για ποιον"), ({"role": "x"}, "Διαλέξτε ρόλο.")):
        answer = act(zoe, "maria", "role", **fields)
        assert (answer.status_code, words in answer.text) == (422, True)
    assert accounts.accounts()[0].forecasters == {"failedevolution"}


SCRIPT = '"><script>alert(1)</script>'


def test_a_script_in_any_field_or_address_is_shown_as_words(zoe, accounts):
    pages = [
        invite(zoe, SCRIPT),
        invite(zoe, role=SCRIPT),
        invite(zoe, forecasters=(SCRIPT,)),
        zoe.get(f"{PEOPLE}/{quote(SCRIPT, safe='')}"),
        zoe.get(f"{PEOPLE}/zoe?done={quote(SCRIPT)}&lang={quote(SCRIPT)}"),
    ]
    # What no form takes may still stand in the database.
    accounts.add("maria", "author", [SCRIPT])
    pages += [zoe.get(PEOPLE), zoe.get(f"{PEOPLE}/maria"), act(zoe, "maria", "link", word=SCRIPT)]
    assert all("<script>alert" not in page.text for page in pages)
    assert "&lt;script&gt;alert(1)" in pages[-2].text
    assert [page.status_code for page in pages] == [422, 422, 422, 404, 200, 200, 200, 409]


@pytest.mark.parametrize("name", ["nobody", "x" * 300, "a\0b", "-", "maria k", "😀"])
def test_an_account_that_is_not_there_is_told_in_words(zoe, name):
    page = zoe.get(f"{PEOPLE}/{quote(name)}?lang=en")
    assert page.status_code == 404
    assert "There is no account named" in page.text
    for what in ACTS:
        assert act(zoe, name, what, word="", role="editor").status_code == 404


def test_a_name_in_greek_has_its_own_page(zoe, accounts):
    assert "Σύνδεσμος για γιώργος_7" in invite(zoe, "Γιώργος_7", "editor", ()).text
    assert f"{PEOPLE}/{quote('γιώργος_7')}" in zoe.get(PEOPLE).text
    assert zoe.get(act(zoe, "γιώργος_7", "disable").location).status_code == 200
    assert {each.name: each.disabled for each in accounts.accounts()} == {"zoe": False, "γιώργος_7": True}


def test_of_more_accounts_than_are_shown_the_page_says_so(zoe, accounts, monkeypatch):
    monkeypatch.setattr(management, "MOST", 2)
    accounts.add("anna", "editor")
    assert "provlepsi user list" not in zoe.get(PEOPLE).text
    accounts.add("maria", "editor")
    page = zoe.get(f"{PEOPLE}?lang=en").text
    assert "There are more than the 2 shown here: provlepsi user list prints them all." in page
    assert f"{PEOPLE}/zoe?" not in page


# -- who is let in


@on_both
@pytest.mark.parametrize("role", ["author", "editor"])
def test_authors_and_editors_are_refused_alike_whether_an_account_is_there_or_not(
    server, accounts, zoe, role
):
    with_password(accounts, "petros", role, ("kapa",) if role == "author" else ())
    petros, word = signed_in(server.test_client(), "petros"), seen(zoe, "petros")
    before = accounts.accounts()
    answers = [petros.get(PEOPLE), petros.get(f"{PEOPLE}/zoe"), petros.get(f"{PEOPLE}/nobody")]
    answers += [invite(petros, "new", "admin", ())]
    for name in ("petros", "zoe", "nobody"):
        answers += [act(petros, name, what, word=word, role="admin") for what in ACTS]
    assert {answer.status_code for answer in answers} == {403}
    assert all("είναι για διαχειριστές" in answer.text for answer in answers)
    assert accounts.accounts() == before
    assert PEOPLE not in petros.get("/studio/account").text
    assert PEOPLE in zoe.get("/studio/account").text


def test_whoever_is_not_signed_in_is_sent_to_sign_in_or_refused(client, accounts):
    accounts.add("maria", "editor")
    client.csrf = "guessed"
    assert client.get(PEOPLE).location == "/studio/signin?next=%2Fstudio%2Fpeople"
    assert client.get(f"{PEOPLE}/maria").status_code == 303
    assert invite(client).status_code == 401
    assert {act(client, "maria", what, word="").status_code for what in ACTS} == {401}
    assert [each.name for each in accounts.accounts()] == ["maria"]


def test_what_another_site_sends_or_comes_without_the_token_changes_nothing(server, accounts, zoe):
    with_password(accounts)
    with_password(accounts, "anna", "admin", ())
    theirs = signed_in(server.test_client(), "anna").csrf
    before, word, own = accounts.accounts(), seen(zoe, "maria"), zoe.csrf
    for headers in (OTHER_SITE, {"Sec-Fetch-Site": "cross-site"}):
        assert invite(zoe, "new", **headers).status_code == 403
        for what in ACTS:
            assert act(zoe, "maria", what, word, headers=headers, role="admin").status_code == 403
    for zoe.csrf in ("", "guessed", theirs, own[:-1]):
        assert invite(zoe, "new").status_code == 403
        for what in ACTS:
            answer = act(zoe, "maria", what, word, role="admin")
            assert (answer.status_code, "Δεν άλλαξε τίποτα" in answer.text) == (403, True)
    assert accounts.accounts() == before


def test_an_address_that_writes_cannot_merely_be_looked_at(zoe):
    invite(zoe)
    assert {zoe.get(f"{PEOPLE}/maria/{what}").status_code for what in ACTS} == {405}


@on_both
def test_what_is_sent_a_second_time_changes_nothing_more(zoe, accounts):
    assert (invite(zoe).status_code, invite(zoe).status_code) == (200, 409)
    for what, fields in (("link", {}), ("role", {"role": "editor"}), ("disable", {}), ("enable", {})):
        word = seen(zoe, "maria")
        assert act(zoe, "maria", what, word, **fields).status_code in (200, 303)
        before = accounts.accounts()
        again = act(zoe, "maria", what, word, query="?lang=en", **fields)
        assert again.status_code == 409
        assert "has changed since the page was loaded, or this was sent a second time" in again.text
        assert accounts.accounts() == before


def test_a_closed_account_gets_no_link(zoe):
    invite(zoe)
    act(zoe, "maria", "disable")
    answer = act(zoe, "maria", "link", query="?lang=en")
    assert answer.status_code == 409
    assert "The account is closed: open it before you make a link." in answer.text
    assert not LINK.search(answer.text)


# -- an admin is always left


@on_both
def test_nobody_closes_or_demotes_themselves(zoe, accounts, server):
    with_password(accounts, "anna", "admin", ())
    anna = signed_in(server.test_client(), "anna")
    word = seen(anna, "zoe")
    page = zoe.get(f"{PEOPLE}/zoe?lang=en").text
    assert 'name="seen"' not in page
    assert "This is your own account." in page
    for what in ACTS:
        answer = act(zoe, "zoe", what, word, query="?lang=en", role="editor")
        assert answer.status_code == 403
        assert "another administrator does that, so that there is always one left" in answer.text
    assert [each.role for each in accounts.accounts() if not each.disabled] == ["admin", "admin"]
    assert act(anna, "zoe", "role", word, role="editor").status_code == 303
    assert zoe.get(PEOPLE).status_code == 403


def test_too_many_changes_end_with_a_wait_told_in_words(zoe, clock):
    for n in range(60):
        assert invite(zoe, f"name{n}", "editor", ()).status_code == 200
    for answer in (invite(zoe, query="?lang=en"), act(zoe, "name1", "disable", query="?lang=en")):
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
        assert "Too many tries. Try again in 15 min." in answer.text
    clock.pass_by(minutes=15)
    assert invite(zoe).status_code == 200


def test_the_pages_are_kept_by_nobody_and_have_no_script_of_their_own(zoe):
    pages = [invite(zoe), zoe.get(PEOPLE), zoe.get(f"{PEOPLE}/maria"), zoe.get(f"{PEOPLE}/nobody")]
    for page in pages:
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page.text) == []
