"""Seats at the edges of the law's wording: expected values by hand, from articles 5 and 6."""

from decimal import Decimal
from fractions import Fraction

import pytest

from forecasts.bonus_wording import caveats
from forecasts.model import Law
from forecasts.seat_wording import allocation_sentence
from forecasts.seats import Tie, allocate_seats, bonus_seats, largest_remainders, quotas

FIFTY = Law(
    id="3231-2004",
    name_el="",
    name_en="",
    citation="",
    seats=300,
    threshold=Decimal(3),
    bonus=50,
)
SIMPLE = Law(id="4406-2016", name_el="", name_en="", citation="", seats=300, threshold=Decimal(3), bonus=0)
SLIDING = Law(
    id="4654-2020",
    name_el="",
    name_en="",
    citation="",
    seats=300,
    threshold=Decimal(3),
    bonus=20,
    bonus_from=Decimal(25),
    bonus_step=Decimal("0.5"),
    bonus_limit=50,
)


def test_exactly_three_per_cent_of_the_valid_votes_enters_and_one_vote_less_does_not():
    votes = {"a": 600_000, "b": 300_000, "c": 30_000, "other": 70_000}
    assert allocate_seats(votes, SIMPLE).seats["c"] > 0
    votes |= {"c": 29_999, "other": 70_001}
    assert allocate_seats(votes, SIMPLE).seats["c"] == 0


@pytest.mark.parametrize(
    ("law", "votes", "seats", "entitled"),
    [
        # 48 : 2 = 24 is less than 28: the fifty go to b. 250 in 48 : 28 : 24.
        (FIFTY, (48, 28, 24), (120, 70 + 50, 60), "b"),
        # 56 : 2 = 28 is not more than 28.
        (FIFTY, (56, 28, 16), (140, 70 + 50, 40), "b"),
        # 60 : 2 = 30 is more than 24.
        (FIFTY, (60, 24, 16), (150 + 50, 60, 40), "a"),
        # b has 28%: 20 seats and one for each of six half points; 274 in 48 : 28 : 24.
        (SLIDING, (48, 28, 24), (131, 77 + 26, 66), "b"),
        # 50 : 2 = 25 is less than 26, which earn 22 seats; 278 in 50 : 24 : 26.
        (SLIDING, (50, 24, 26), (139, 67, 72 + 22), "c"),
        # 52 : 2 = 26 is more than 24: the most there is.
        (SLIDING, (52, 24, 24), (130 + 50, 60, 60), "a"),
        # 45 : 2 is less than 24, and 24% earn nothing: 300 in 45 : 24 : 21.
        (SLIDING, (45, 24, 21), (150, 80, 70), "b"),
        # No bonus for anybody, nothing to decide.
        (SIMPLE, (48, 28, 24), (144, 84, 72), "b"),
    ],
)
def test_a_list_of_two_parties_gets_the_bonus_only_if_it_is_stronger_on_average(law, votes, seats, entitled):
    found = allocate_seats(dict(zip("abc", votes, strict=True)), law, valid=100, members={"a": 2})
    assert (found.first, found.lists, found.entitled) == ("a", {"a": 2}, (entitled,))
    assert found.seats == dict(zip("abc", seats, strict=True))


@pytest.mark.parametrize(
    ("law", "votes", "said"),
    [
        (
            FIFTY,
            (48, 28, 24),
            "First is a coalition that counts as 2 parties (a)."
            " Its share divided by 2 is not larger than that of the"
            " strongest party on its own (b): the bonus of 50 seats goes there.",
        ),
        (
            SLIDING,
            (60, 24, 16),
            "First is a coalition that counts as 2 parties (a)."
            " The bonus goes to it, because its share divided by 2 is"
            " larger than that of any party on its own.",
        ),
        (
            SLIDING,
            (45, 24, 21),
            "First is a coalition that counts as 2 parties (a)."
            " Its share divided by 2 is not larger than that of the"
            " strongest party on its own (b), which does not reach 25%: there is no bonus.",
        ),
        (SIMPLE, (48, 28, 24), None),
        (FIFTY, (28, 48, 24), None),
    ],
)
def test_where_a_list_comes_first_it_is_said_who_gets_the_bonus_and_why(law, votes, said):
    found = allocate_seats(dict(zip("abc", votes, strict=True)), law, valid=100, members={"a": 2})
    assert caveats(found, [], "en") == ([said] if said else [])
    sentence = allocation_sentence(found, [], "en")
    assert ("as a bonus" in sentence) == (bool(found.bonus) and found.bonus_for == found.first)


@pytest.mark.parametrize(
    ("law", "votes", "members", "said"),
    [
        # 40 : 5 = 8 is less than 14; 32 : 2 = 16 is more.
        (
            FIFTY,
            (40, 32, 14, 14),
            {"a": 5, "b": 2},
            [
                "First is a coalition that counts as 5 parties (a)."
                " Its share divided by 5 is not larger than that of"
                " every party on its own; that of a coalition that counts as 2 (b) is, divided by 2:"
                " the bonus of 50 seats goes there."
            ],
        ),
        # 40 : 5 = 8 is less than 11; 24 : 2 = 12 is more, but 24% earn nothing.
        (
            SLIDING,
            (40, 24, 11, 9),
            {"a": 5, "b": 2},
            [
                "First is a coalition that counts as 5 parties (a)."
                " The bonus would go to another coalition (b), which"
                " does not reach 25%: there is no bonus."
            ],
        ),
        (
            FIFTY,
            (40, 30, 30, 0),
            {"a": 2},
            [
                "First is a coalition that counts as 2 parties (a)."
                " Its share divided by 2 is not larger than that of the"
                " strongest after it (b and c), which are equal.",
                "Equal votes (b and c): the 50 bonus seats stay open between them.",
            ],
        ),
        # As many votes as a party on its own: 40 : 2 = 20 is less than 40.
        (
            FIFTY,
            (40, 40, 20, 0),
            {"a": 2},
            [
                "First is a coalition that counts as 2 parties (a)."
                " Its share divided by 2 is not larger than that of the"
                " strongest party on its own (b): the bonus of 50 seats goes there."
            ],
        ),
        # Two lists, both strong enough, with equal votes: 40 : 2 = 20 is more than 10.
        (
            FIFTY,
            (40, 40, 10, 10),
            {"a": 2, "b": 2},
            ["Equal votes (a and b): the 50 bonus seats stay open between them."],
        ),
    ],
)
def test_where_a_list_does_not_get_the_bonus_it_is_said_who_does_or_that_it_stays_open(
    law, votes, members, said
):
    found = allocate_seats(dict(zip("abcd", votes, strict=True)), law, valid=100, members=members)
    assert caveats(found, [], "en") == said


def test_equal_votes_of_unequal_seats_are_told_apart():
    # 250 in 40 : 40 : 20; the fifty go to b, which stood on its own.
    found = allocate_seats({"a": 40, "b": 40, "c": 20}, FIFTY, members={"a": 2})
    assert allocation_sentence(found, [], "en") == (
        "Equal votes in first place: b with 150 and a with 100 of 300 seats, with 50 bonus seats for the"
        " first of these; 3 parties enter parliament."
    )
    # 300 in 40 : 40 : 20 under no bonus: equal votes, equal seats.
    equal = allocate_seats({"a": 40, "b": 40, "c": 20}, SIMPLE, members={"a": 2})
    assert allocation_sentence(equal, [], "en").startswith(
        "a and b come first together with 120 of 300 seats each"
    )


def test_of_two_lists_the_one_that_is_strong_enough_gets_the_bonus():
    # 40 : 5 = 8 is less than 14; 32 : 2 = 16 is more.
    found = allocate_seats({"a": 40, "b": 32, "c": 14, "d": 14}, FIFTY, members={"a": 5, "b": 2})
    assert found.bonus_for == "b"
    assert found.seats == {"a": 100, "b": 80 + 50, "c": 35, "d": 35}


def test_where_only_lists_take_part_the_largest_gets_the_bonus():
    found = allocate_seats({"a": 60, "b": 38, "c": 2}, FIFTY, members={"a": 3, "b": 2})
    assert (found.bonus_for, found.given) == ("a", 300)


def test_two_parties_equally_strong_behind_a_list_leave_the_bonus_open():
    found = allocate_seats({"a": 40, "b": 30, "c": 30}, FIFTY, members={"a": 2})
    assert found.ties == (Tie(kind="first", parties=("b", "c"), seats=50),)
    assert (found.bonus_for, found.seats) == (None, {"a": 100, "b": 75, "c": 75})


def test_the_base_of_the_threshold_is_all_valid_votes_those_of_nobody_named_too():
    # 30 of 970 named votes are more than 3%, 30 of 1,001 valid ones are less.
    votes = {"a": 600, "b": 340, "c": 30}
    assert allocate_seats(votes, SIMPLE).seats["c"] > 0
    assert allocate_seats(votes, SIMPLE, valid=1001).seats["c"] == 0


def test_those_not_named_never_win_a_seat_however_many_they_are():
    found = allocate_seats({"a": 40, "other": 60}, FIFTY)
    assert found.seats == {"a": 300}


@pytest.mark.parametrize(
    ("votes", "seats"),
    [
        (249_999, 0),  # 24.9999%
        (250_000, 20),
        (254_999, 20),
        (255_000, 21),
        (260_000, 22),
        (265_000, 23),
        (399_999, 49),
        (400_000, 50),
        (405_000, 50),
        (1_000_000, 50),
    ],
)
def test_the_sliding_bonus_begins_at_25_per_cent_and_ends_at_40(votes, seats):
    assert bonus_seats(Fraction(votes), Fraction(1_000_000), SLIDING) == seats


@pytest.mark.parametrize("step", range(31))
def test_every_half_point_from_25_to_40_per_cent_is_one_seat_more(step):
    share = Fraction(25) + Fraction(step, 2)
    assert bonus_seats(share, Fraction(100), SLIDING) == 20 + step
    assert bonus_seats(share + Fraction(1, 1000), Fraction(100), SLIDING) == min(50, 20 + step)
    just_below = bonus_seats(share - Fraction(1, 10**9), Fraction(100), SLIDING)
    assert just_below == (0 if step == 0 else 19 + step)


def test_the_bonus_is_taken_from_the_300_before_the_rest_is_shared():
    found = allocate_seats({"a": 38, "b": 37, "c": 25}, SLIDING)
    # 38%: 20 + 26 = 46 bonus; 254 in proportion: 96.52, 93.98, 63.5; the remainders .98 and .52 win.
    assert found.bonus == 46
    assert found.seats == {"a": 46 + 97, "b": 94, "c": 63}
    assert found.by_remainder == ("b", "a")
    assert found.given == 300


def test_a_tie_for_the_last_remainder_seat_stays_open_whatever_the_order():
    # 250 seats among 3 x 100 votes: 83.33 each, one seat left, equal remainders; and a tie in first place.
    for order in (("a", "b", "c"), ("c", "b", "a")):
        found = allocate_seats(dict.fromkeys(order, 100), FIFTY)
        assert found.seats == {"a": 83, "b": 83, "c": 83}
        assert found.first is None
        assert set(found.ties) == {
            Tie(kind="first", parties=("a", "b", "c"), seats=50),
            Tie(kind="remainder", parties=("a", "b", "c"), seats=1),
        }
        assert found.given == 249


def test_of_equal_remainders_only_those_that_cannot_all_have_a_seat_are_open():
    # Quotas 2.5, 1.5 and 1.5 of ten seats, 4.5 for d: two seats left for four equal remainders.
    clear, tie = largest_remainders(
        {"a": Fraction(5, 2), "b": Fraction(3, 2), "c": Fraction(3, 2), "d": Fraction(9, 2)}, 10
    )
    assert (clear, tie) == ((), Tie(kind="remainder", parties=("a", "b", "c", "d"), seats=2))
    # .6, .7, .7: two seats left, both .7 can have one.
    clear, tie = largest_remainders({"a": Fraction(16, 10), "b": Fraction(27, 10), "c": Fraction(57, 10)}, 10)
    assert (set(clear), tie) == ({"b", "c"}, None)
    # .8, .6, .6: two seats left, the first is clear, the second open.
    clear, tie = largest_remainders({"a": Fraction(18, 10), "b": Fraction(26, 10), "c": Fraction(56, 10)}, 10)
    assert (clear, tie) == (("a",), Tie(kind="remainder", parties=("b", "c"), seats=1))


def test_a_tie_in_first_place_without_a_bonus_leaves_nothing_open():
    found = allocate_seats({"a": 50, "b": 50}, SIMPLE)
    assert (found.seats, found.ties, found.first) == ({"a": 150, "b": 150}, (), None)


def test_equal_seats_of_unequal_votes_are_not_called_a_tie():
    votes = {"a": 4_500_000, "b": 4_499_999}
    assert "a comes first with 150 of 300 seats, one short of the majority of 151" in allocation_sentence(
        allocate_seats(votes, SIMPLE), [], "en"
    )
    tied = allocation_sentence(allocate_seats({"a": 5, "b": 5}, SIMPLE), [], "en")
    assert tied.startswith("a and b come first together with 150 of 300 seats each, one short of")
    assert "μία λιγότερη από" in allocation_sentence(allocate_seats(votes, SIMPLE), [], "el")


def test_one_party_alone_above_the_threshold_has_every_seat():
    for law in (FIFTY, SIMPLE, SLIDING):
        votes = {"a": 30, **{f"p{n}": 2 for n in range(35)}}
        assert allocate_seats(votes, law).seats["a"] == 300


def test_with_nobody_above_the_threshold_no_seat_is_given():
    found = allocate_seats({f"p{n}": 1 for n in range(100)}, FIFTY)
    assert (found.given, found.bonus, found.first, found.ties) == (0, 0, None, ())


def test_without_votes_no_seat_is_given():
    for law in (FIFTY, SIMPLE, SLIDING):
        found = allocate_seats({"a": 0, "b": 0}, law)
        assert (found.given, found.seats) == (0, {"a": 0, "b": 0})
    assert allocate_seats({}, FIFTY).seats == {}


def test_a_party_without_a_vote_wins_nothing_beside_others():
    assert allocate_seats({"a": 10, "b": 0}, SIMPLE).seats == {"a": 300, "b": 0}


def test_a_list_that_stood_as_one_counts_as_one():
    # Apart 2% each, together 4%.
    apart = allocate_seats({"a": 60, "b": 36, "c": 2, "d": 2}, SIMPLE)
    assert (apart.seats["c"], apart.seats["d"]) == (0, 0)
    assert allocate_seats({"a": 60, "b": 36, "c-d": 4}, SIMPLE).seats == {"a": 180, "b": 108, "c-d": 12}


def test_shares_give_what_votes_in_the_same_proportion_give():
    votes = {"a": 4100, "b": 3300, "c": 1800, "d": 500, "other": 300}
    shares = {party: Decimal(found) / 100 for party, found in votes.items()}
    assert allocate_seats(shares, FIFTY, valid=100).seats == allocate_seats(votes, FIFTY).seats


def test_the_quotas_add_up_to_the_seats_exactly():
    found = quotas({"a": Fraction(1), "b": Fraction(1), "c": Fraction(1)}, 250)
    assert sum(found.values()) == 250


@pytest.mark.parametrize(
    ("votes", "valid", "said"),
    [
        ({"a": -1, "b": 5}, None, "a: expected votes of 0 or more, found -1"),
        ({"a": 60, "b": 50}, 100, "the votes add up to 110, more than the 100 valid ones"),
    ],
)
def test_votes_that_cannot_be_are_refused(votes, valid, said):
    with pytest.raises(ValueError, match=said):
        allocate_seats(votes, FIFTY, valid=valid)
