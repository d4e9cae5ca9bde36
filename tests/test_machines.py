"""Two machines at one PostgreSQL: what is published on the one is on the open pages of the other."""

import re

import pytest

from dashboard.accounts import Accounts
from forecasts.database import Database
from tests.test_workers import PASSWORD, Somebody, machine

PAGE = "/e/2015-09/f/failedevolution?lang=en"
POST = "Update (18/9): ΣΥΡΙΖΑ 31-33% ΝΔ 25-27% ΧΑ 6-7%"


@pytest.mark.postgresql
def test_what_is_published_on_one_machine_is_read_on_the_other(postgresql, tmp_path):
    database = postgresql.empty_database()
    with machine(database, tmp_path / "a") as here, machine(database, tmp_path / "b") as there:
        kept = Database(database)
        accounts = Accounts(kept)
        accounts.set_password(accounts.add("maria", "author", ["failedevolution"]), PASSWORD)
        reader, maria = Somebody(there), Somebody(here)
        before = [reader.open("/live/2015-09")[2] for _ in range(4)]
        page = [reader.open(PAGE)[2] for _ in range(4)]
        assert len(set(before)) == 1
        assert not any("31–33" in each for each in page)

        maria.sign_in("maria", PASSWORD)
        form = maria.open("/studio/new?forecaster=failedevolution&election=2015-09")[2]
        token = re.search(r'name="csrf" value="([^"]+)"', form)[1]
        status, arrived, _ = maria.open(
            "/studio/new?forecaster=failedevolution&election=2015-09",
            csrf=token,
            forecaster="failedevolution",
            election="2015-09",
            text=POST,
            act="publish",
        )
        assert (status, arrived.startswith("/e/2015-09/f/failedevolution")) == (200, True)

        # Each of the two processes there is asked several times; none may answer from its memory.
        after = {reader.open("/live/2015-09")[2] for _ in range(8)}
        assert len(after) == 1
        assert after != set(before)
        assert all("31–33" in reader.open(PAGE)[2] for _ in range(8))

        # The session made on the one machine holds on the other, and signed out there ends on both.
        maria.address = there
        assert maria.open("/studio/account")[:2] == (200, "/studio/account")
        maria.open("/studio/signout", csrf=token)
        maria.address = here
        assert maria.open("/studio/account")[1].startswith("/studio/signin")
        kept.close()
