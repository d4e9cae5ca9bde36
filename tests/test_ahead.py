"""What is worked out before it is asked for: once, the latest first, and no fault stops the rest."""

import threading

import pytest

from dashboard.ahead import REMEMBERED, Ahead


def test_jobs_are_done_in_the_background_once_for_each_key():
    ahead, done = Ahead(), []
    for _ in range(3):
        ahead.ask("a", [lambda: done.append((1, threading.current_thread().name)), lambda: done.append(2)])
    ahead.rest()
    assert done == [(1, "ahead"), 2]
    ahead.ask("a", [lambda: done.append("again")])
    ahead.ask("b", [lambda: done.append(3)])
    ahead.rest()
    assert done[2:] == [3]


def test_what_was_asked_for_last_comes_first():
    ahead, done, begun, go = Ahead(), [], threading.Event(), threading.Event()

    def first():
        begun.set()
        go.wait(60)

    ahead.ask("a", [first, lambda: done.append("a")])
    begun.wait(60)
    ahead.ask("b", [lambda: done.append("b")])
    ahead.ask("c", [lambda: done.append("c1"), lambda: done.append("c2")])
    go.set()
    ahead.rest()
    assert done == ["c1", "c2", "b", "a"]


def test_a_job_that_fails_is_logged_and_the_next_one_done(caplog: pytest.LogCaptureFixture):
    ahead, done = Ahead(), []
    ahead.ask("a", [lambda: 1 // 0, lambda: done.append(1)])
    ahead.rest()
    assert done == [1]
    assert "ZeroDivisionError" in caplog.text


def test_keys_long_not_asked_for_are_forgotten():
    ahead, done = Ahead(), []
    for number in range(REMEMBERED + 1):
        ahead.ask(number, [])
    ahead.ask(0, [lambda: done.append(0)])
    ahead.ask(REMEMBERED, [lambda: done.append("known")])
    ahead.rest()
    assert done == [0]
