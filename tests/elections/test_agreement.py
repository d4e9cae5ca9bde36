"""Two implementations, both from the law's wording, give out the same seats and leave the same ones open."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest

from forecasts.model import Law
from forecasts.opening import load_names
from forecasts.seats import Allocation, allocate_seats
from tests.elections.draws import drawn
from tests.elections.second import BONUS, OTHERS, Open, Parliament, parliament

DRAWS = {
    "realistic": 10_000,
    "near_the_threshold": 15_000,
    "near_a_half_point": 15_000,
    "tiny": 40_000,
    "level": 10_000,
    "alone": 6_000,
    "nobody": 4_000,
}

# How often at least each border has to be met among these draws: without them agreement would say little.
MET = {
    "realistic": {"all given": 9_900},
    "near_the_threshold": {"exactly 3 %": 3_500, "a vote below 3 %": 7_000},
    "near_a_half_point": {"exactly a half point": 700, "a vote below a half point": 700},
    "tiny": {"open first": 500, "open remainder": 2_500, "both open": 100, "exactly 3 %": 9_000},
    "level": {"open first": 4_500, "open remainder": 3_000, "both open": 1_500},
    "alone": {"one takes part": 6_000},
    "nobody": {"nobody takes part": 4_000, "a vote below 3 %": 250, "no valid vote": 30},
}


@pytest.fixture(scope="module")
def laws() -> Mapping[str, Law]:
    """The laws as data/laws.toml has them; the second implementation has its own figures."""
    found = {law.id: law for law in load_names().laws}
    assert found.keys() == BONUS.keys()
    return found


def in_both_forms(one: Allocation, two: Parliament, votes: Mapping[str, int]) -> tuple[object, object]:
    """What either says, in one form: everybody's seats, who takes part, which seats are open for whom."""
    seats = {party: two.seats.get(party, 0) for party in votes if party != OTHERS}
    ties = [Open(tie.kind, frozenset(tie.parties), tie.seats) for tie in one.ties]
    return (one.seats, set(one.quotients), ties), (seats, set(two.seats), list(two.open))


def borders(votes: Mapping[str, int], valid: int, law: str, found: Parliament) -> Counter[str]:
    """Which of the law's borders this result met."""
    parties = [count for party, count in votes.items() if party != OTHERS]
    kinds = {tie.kind for tie in found.open}
    largest = max(parties) * 200
    met = Counter(f"open {kind}" for kind in kinds)
    met["both open"] = len(kinds) == 2
    met["all given"] = sum(found.seats.values()) == 300
    met["one takes part"] = len(found.seats) == 1
    met["nobody takes part"] = not found.seats
    met["no valid vote"] = valid == 0
    met["exactly 3 %"] = any(count and count * 100 == valid * 3 for count in parties)
    met["a vote below 3 %"] = any(count * 100 < valid * 3 <= (count + 1) * 100 for count in parties)
    slides = law == "4654-2020" and 0 < 50 * valid <= largest + 200 and largest <= 80 * valid
    met["exactly a half point"] = slides and largest % valid == 0
    met["a vote below a half point"] = slides and 0 < -largest % valid <= 200
    return met


def test_a_hundred_thousand_results_are_compared() -> None:
    assert sum(DRAWS.values()) >= 100_000


@pytest.mark.parametrize("kind", DRAWS)
def test_both_give_the_same_seats_and_leave_the_same_seats_open(kind: str, laws: Mapping[str, Law]) -> None:
    met: Counter[str] = Counter()
    under: Counter[str] = Counter()
    for number, (votes, valid) in enumerate(drawn(kind, DRAWS[kind])):
        law = list(laws)[number % len(laws)]
        two = parliament(votes, valid=valid, law=law)
        first, second = in_both_forms(allocate_seats(votes, laws[law], valid=valid), two, votes)
        assert first == second, (votes, valid, law)
        met.update(borders(votes, valid, law, two))
        under[law] += 1
    assert min(under[law] for law in laws) >= DRAWS[kind] // 3
    assert {border: met[border] for border, least in MET[kind].items() if met[border] < least} == {}


@pytest.mark.parametrize("kind", DRAWS)
def test_shares_give_the_seats_that_the_votes_give(kind: str, laws: Mapping[str, Law]) -> None:
    """Exact per cent of the valid votes, in any order of the parties."""
    for votes, valid in drawn(kind, 300):
        shares = {party: Fraction(count * 100, max(valid, 1)) for party, count in reversed(votes.items())}
        for law in laws:
            two = parliament(votes, valid=valid, law=law)
            first, second = in_both_forms(allocate_seats(shares, laws[law], valid=100), two, votes)
            assert first == second, (votes, valid, law)


@pytest.mark.parametrize("kind", ["realistic", "tiny", "level"])
def test_both_give_the_bonus_to_the_same_where_lists_of_several_parties_stood(
    kind: str, laws: Mapping[str, Law]
) -> None:
    random = np.random.default_rng(20)
    met: Counter[str] = Counter()
    for number, (votes, valid) in enumerate(drawn(kind, 8_000)):
        law = ("3231-2004", "4654-2020")[number % 2]
        drawn_members = random.choice([1, 1, 2, 3, 5], len(votes)).tolist()
        members = {p: many for p, many in zip(votes, drawn_members, strict=True) if many > 1}
        one = allocate_seats(votes, laws[law], valid=valid, members=members)
        two = parliament(votes, valid=valid, law=law, members=members)
        first, second = in_both_forms(one, two, votes)
        assert first == second, (votes, valid, law, members)
        if one.first in members and one.entitled:
            met["the list" if one.entitled == (one.first,) else "a party alone"] += 1
            alone = max((votes[p] for p in one.quotients if p not in members), default=0)
            met["equal on average"] += votes[one.first] == alone * members[one.first] > 0
        met["open"] += any(tie.kind == "first" for tie in one.ties)
    least = {
        "realistic": {"the list": 500, "a party alone": 500},
        "tiny": {"the list": 500, "a party alone": 500, "equal on average": 20},
        "level": {"open": 500},
    }[kind]
    assert {border: met[border] for border, needed in least.items() if met[border] < needed} == {}


AB = frozenset("ab")


@pytest.mark.parametrize(
    ("law", "votes", "valid", "seats", "left_open"),
    [
        # 250 seats in halves; the fifty are for neither.
        ("3231-2004", (150, 150), 300, (125, 125), [Open("first", AB, 50)]),
        # 300 : 7 = 42 6/7 each: six seats left for seven.
        ("4406-2016", (1,) * 7, 7, (42,) * 7, [Open("remainder", frozenset("abcdefg"), 6)]),
        # 250 : 3 = 83 1/3 each: one seat left for three, and the fifty besides.
        (
            "3231-2004",
            (10, 10, 10),
            40,
            (83, 83, 83),
            [Open("first", frozenset("abc"), 50), Open("remainder", frozenset("abc"), 1)],
        ),
        # 250 in 3 : 1 = 187.5 and 62.5.
        ("4654-2020", (450, 150), 1000, (187 + 50, 62), [Open("remainder", AB, 1)]),
        # 3 % exactly, and one vote less.
        ("4406-2016", (970, 30), 1000, (291, 9), []),
        ("4406-2016", (971, 29), 1000, (300, 0), []),
        # Level below 25 %: no bonus, so nothing is at stake. Level at 25 %: the twenty are.
        ("4654-2020", (240, 240), 1000, (150, 150), []),
        ("4654-2020", (250, 250), 1000, (140, 140), [Open("first", AB, 20)]),
        # 24.9 %: none. 25 %: 20, 280 in 5 : 3. 25.4 %: 20, 280 in 2 : 1 = 186 2/3 and 93 1/3.
        ("4654-2020", (249, 83), 1000, (225, 75), []),
        ("4654-2020", (250, 150), 1000, (175 + 20, 105), []),
        ("4654-2020", (254, 127), 1000, (187 + 20, 93), []),
        # 25.5 %: 21, 279 in 3 : 1 = 209.25 and 69.75. 39.9 %: 49, 251 in 3 : 1 = 188.25 and 62.75.
        ("4654-2020", (255, 85), 1000, (209 + 21, 70), []),
        ("4654-2020", (399, 133), 1000, (188 + 49, 63), []),
        # 40 %: 50, 250 in 4 : 1. 60 %: no more than 50.
        ("4654-2020", (400, 100), 1000, (200 + 50, 50), []),
        ("4654-2020", (600, 150), 1000, (200 + 50, 50), []),
        # Nobody takes part; nobody voted at all.
        ("3231-2004", (2, 2), 100, (0, 0), []),
        ("3231-2004", (0, 0), 0, (0, 0), []),
    ],
)
def test_both_come_to_what_a_hand_calculation_gives(
    law: str,
    votes: tuple[int, ...],
    valid: int,
    seats: tuple[int, ...],
    left_open: list[Open],
    laws: Mapping[str, Law],
) -> None:
    stood = dict(zip("abcdefg", votes, strict=False)) | {OTHERS: valid - sum(votes)}
    two = parliament(stood, valid=valid, law=law)
    first, second = in_both_forms(allocate_seats(stood, laws[law], valid=valid), two, stood)
    taking_part = {
        party for party, count in stood.items() if party != OTHERS and count and count * 100 >= valid * 3
    }
    assert first == second == (dict(zip("abcdefg", seats, strict=False)), taking_part, left_open)
