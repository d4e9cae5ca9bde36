"""Pages that are open learn of a new update by a word that changes."""

from dashboard.app import App
from tests.running import running_app


def asked(app: App, path: str, **headers: str) -> tuple[int, str, str]:
    answer = app.server.test_client().get(path, headers=headers)
    return answer.status_code, answer.get_data(as_text=True), answer.headers.get("ETag", "")


def test_an_election_has_a_word_for_how_its_forecasts_stand() -> None:
    status, state, tag = asked(running_app(), "/live/2015-09")
    assert status == 200
    assert state
    assert tag


def test_who_has_the_word_already_gets_an_empty_answer() -> None:
    _, _, tag = asked(running_app(), "/live/2015-09")
    status, body, _ = asked(running_app(), "/live/2015-09", **{"If-None-Match": tag})
    assert (status, body) == (304, "")


def test_an_election_nobody_knows_has_none() -> None:
    assert asked(running_app(), "/live/2099-01")[:2] == (404, "")


def test_a_page_says_which_word_it_was_made_with() -> None:
    _, state, _ = asked(running_app(), "/live/2015-09")
    _, page, _ = asked(running_app(), "/e/2015-09/f/failedevolution")
    assert f'data-live="{state}"' in page
