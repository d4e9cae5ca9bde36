"""What an allocation of seats says, in sentences."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasts import wording
from forecasts.model import HUNDRED, Election, Forecaster, Language, Law, Party, Update
from forecasts.seats import Allocation, Tie, bonus_seats, enters

if TYPE_CHECKING:
    from forecasts.intervals import Interval

LEAST_PLACES, MOST_PLACES = 2, 6
WORDS: dict[Language, dict[str, str]] = {
    "el": {
        "first": "Πρώτο κόμμα {name} με {seats} από τις {all} έδρες",
        "firsts": "Πρώτα μαζί {name} με {seats} από τις {all} έδρες το καθένα",
        "first apart": "Ίσες ψήφοι στην πρώτη θέση: {each} από τις {all} έδρες",
        "one of them": "{name} με {seats}",
        "bonus": ", {bonus} από αυτές μπόνους",
        "bonus apart": ", μαζί με {bonus} έδρες μπόνους για το πρώτο από αυτά",
        "majority": ", αυτοδύναμο",
        "short": ", {missing} λιγότερες από την πλειοψηφία των {majority}",
        "one short": ", μία λιγότερη από την πλειοψηφία των {majority}",
        "enter": "· {count} κόμματα μπαίνουν στη βουλή.",
        "enters": "· ένα κόμμα μπαίνει στη βουλή.",
        "nobody": "Κανένα κόμμα δεν φτάνει το {threshold}: καμία έδρα δεν κατανέμεται.",
        "tie first": "Ίσες ψήφοι ({names}): οι {seats} έδρες του μπόνους μένουν ανοιχτές ανάμεσά τους.",
        "tie remainder": "Ίσα υπόλοιπα ({names}): {seats} από τις έδρες μένει ανοιχτή ανάμεσά τους.",
        "tie remainders": "Ίσα υπόλοιπα ({names}): {seats} από τις έδρες μένουν ανοιχτές ανάμεσά τους.",
        "mass": "Υπόθεση: η αλήθεια βρίσκεται μέσα σε κάθε εύρος με πιθανότητα {mass}.",
        "always": "Υπόθεση: η αλήθεια βρίσκεται πάντα μέσα σε κάθε εύρος.",
        "never": "σε καμία κλήρωση",
        "ever": "σε κάθε κλήρωση",
        "hardly": "λιγότερο από 1 στις 100",
        "nearly": "πάνω από 99 στις 100",
        "of": "{count} στις {all}",
        "masses": "Πιθανότητα {mass}: αναμενόταν από 50 έως 99, ή 100 για πάντα.",
        "no update": "{name} δεν έχει ολόκληρη πρόβλεψη για το {election}.",
        "whose": "{name}, {when}: {election}.",
        "left none": "Όσοι δεν κατονομάζονται έχουν ποσοστό {left} σε 9 από τις 10 κληρώσεις,"
        " μοιρασμένο έτσι που κανείς τους δεν μπαίνει.",
        "left one": "Όσοι δεν κατονομάζονται έχουν ποσοστό {left} σε 9 από τις 10 κληρώσεις, ως ένα κόμμα."
        " Πιθανότητα να μπει: {often} ({chance}).",
        "left": "Όσοι δεν κατονομάζονται έχουν ποσοστό {left} σε 9 από τις 10 κληρώσεις,"
        " σπασμένο σε {count} κόμματα. Πιθανότητα να μπει κάποιο από αυτά: {often} ({chance}).",
        "chances head": "Κόμμα|Μπαίνει|Πρώτο|Διάμεσος εδρών|Έδρες (5–95%)",
        "no median": "Όπου δύο κομμάτια είναι σχεδόν εξίσου πιθανά δεν υπάρχει διάμεσος (–).",
        "majorities": "Πλειοψηφία {majority} εδρών:",
        "undated": "χωρίς ημερομηνία",
        "and": "και",
        "or": "ή",
    },
    "en": {
        "first": "{name} comes first with {seats} of {all} seats",
        "firsts": "{name} come first together with {seats} of {all} seats each",
        "first apart": "Equal votes in first place: {each} of {all} seats",
        "one of them": "{name} with {seats}",
        "bonus": ", {bonus} of them as a bonus",
        "bonus apart": ", with {bonus} bonus seats for the first of these",
        "majority": ", a majority",
        "short": ", {missing} short of the majority of {majority}",
        "one short": ", one short of the majority of {majority}",
        "enter": "; {count} parties enter parliament.",
        "enters": "; one party enters parliament.",
        "nobody": "No party reaches {threshold}: no seat is given out.",
        "tie first": "Equal votes ({names}): the {seats} bonus seats stay open between them.",
        "tie remainder": "Equal remainders ({names}): {seats} seat stays open between them.",
        "tie remainders": "Equal remainders ({names}): {seats} seats stay open between them.",
        "mass": "Assumption: the truth lies inside each range with a probability of {mass}.",
        "always": "Assumption: the truth always lies inside each range.",
        "never": "in no draw",
        "ever": "in every draw",
        "hardly": "less than 1 in 100",
        "nearly": "more than 99 in 100",
        "of": "{count} in {all}",
        "masses": "Found a probability of {mass}; expected 50 to 99, or 100 for always.",
        "no update": "{name} has no whole update for {election}.",
        "whose": "{name}, {when}: {election}.",
        "left none": "Everybody not named has {left} in 9 of 10 draws, spread so thinly that none of them"
        " enters.",
        "left one": "Everybody not named has {left} in 9 of 10 draws, taken as one party."
        " Chance that it enters: {often} ({chance}).",
        "left": "Everybody not named has {left} in 9 of 10 draws, broken into {count} parties."
        " Chance that one of them enters: {often} ({chance}).",
        "chances head": "Party|Enters|First|Median seats|Seats (5–95%)",
        "no median": "Where two pieces are about as likely there is no median (–).",
        "majorities": "A majority of {majority} seats:",
        "undated": "undated",
        "and": "and",
        "or": "or",
    },
}


def majority(law: Law) -> int:
    """The seats of more than half the house."""
    return law.seats // 2 + 1


def allocation_sentence(found: Allocation, parties: Sequence[Party], language: Language) -> str:
    """Who comes first with how many seats, whether that is a majority, and how many parties enter."""
    words = WORDS[language]
    entering = sum(seats > 0 for seats in found.seats.values())
    if not found.quotients:
        return words["nobody"].format(threshold=wording.percent(found.law.threshold, language))
    leading = sorted(found.leading, key=lambda party: -found.seats[party])
    most = found.seats[leading[0]]
    if most != found.seats[leading[-1]]:
        return _apart(found, leading, parties, language) + (
            words["enters"] if entering == 1 else words["enter"].format(count=entering)
        )
    name = names(leading, parties, language)
    said = words["first" if len(leading) == 1 else "firsts"].format(
        name=name, seats=most, all=found.law.seats
    )
    if found.bonus_for == leading[0]:
        said += words["bonus"].format(bonus=found.bonus)
    needed = majority(found.law)
    short = words["one short" if needed - most == 1 else "short"]
    said += words["majority"] if most >= needed else short.format(missing=needed - most, majority=needed)
    return said + (words["enters"] if entering == 1 else words["enter"].format(count=entering))


def _apart(found: Allocation, leading: Sequence[str], parties: Sequence[Party], language: Language) -> str:
    """Equal votes of unequal seats: one of them has the bonus, or one of the last seats."""
    words = WORDS[language]
    each = [
        words["one of them"].format(name=names([party], parties, language), seats=found.seats[party])
        for party in leading
    ]
    said = words["first apart"].format(each=_and(each, language), all=found.law.seats)
    return said + (words["bonus apart"].format(bonus=found.bonus) if found.bonus_for == leading[0] else "")


def share_texts(found: Allocation, shares: Mapping[str, Fraction], language: Language) -> dict[str, str]:
    """The shares of a table's column: as many decimals in each as it takes for none to contradict its seats.

    2.99999 is not written as 3%, nor 24.999 as 25% where 25 would earn a bonus. Two decimals do otherwise.

    Args:
        found: the seats these shares have won.
        shares: in per cent of the valid votes, exactly.
        language: of the column.
    """

    def true(party: str, shown: Fraction) -> bool:
        both = shown, shares[party]
        enter = {enters(each, Fraction(HUNDRED), found.law) for each in both}
        bonus = {bonus_seats(each, Fraction(HUNDRED), found.law) for each in both}
        return len(enter) == 1 and (len(bonus) == 1 or party not in found.entitled)

    def shown(party: str, places: int) -> Fraction:
        nearest = round(shares[party], places)
        # With the most decimals there are, what still seems to reach a mark that it misses is cut off.
        cut = places == MOST_PLACES and nearest > shares[party] and not true(party, nearest)
        return nearest - Fraction(1, 10**places) if cut else nearest

    few = range(LEAST_PLACES, MOST_PLACES)
    places = next((n for n in few if all(true(party, shown(party, n)) for party in shares)), MOST_PLACES)
    return {
        party: wording.percent(
            Decimal(int(shown(party, places) * 10**places)).scaleb(-places), language, places=places
        )
        for party in shares
    }


def whose(update: Update, who: Forecaster, about: Election, language: Language) -> str:
    """Whose update it is, of which day, for which election."""
    words = WORDS[language]
    when = wording.day(update.published, language, year=True) if update.published else words["undated"]
    when += f", {update.hour:%H:%M}" if update.published and update.hour else ""
    return words["whose"].format(name=who.name(language), when=when, election=about.name(language))


def assumption(mass: Decimal, language: Language, *, counted: bool = False) -> str:
    """What all chances rest on; no forecaster prints it. `counted` says it in so many of ten, too."""
    words = WORDS[language]
    said = wording.percent(mass, language)
    if counted and mass == int(mass):
        count, every = (mass // 10, 10) if mass % 10 == 0 else (mass, 100)
        said += f" ({words['of'].format(count=int(count), all=every)})"
    return words["always" if mass == HUNDRED else "mass"].format(mass=said)


def left_over(low: float, high: float, pieces: int, enters: float, language: Language) -> str:
    """What everybody not named has in nine of ten draws, and whether one of them enters.

    Args:
        low: of their share, in per cent.
        high: of it.
        pieces: into how many parties that may enter it is broken.
        enters: the chance that one of these does.
        language: of the sentence.
    """
    few = {0: "left none", 1: "left one"}
    bounds = [Decimal(str(round(each, 1))) for each in (low, high)]
    return WORDS[language][few.get(pieces, "left")].format(
        left=f"{wording.range_text(bounds[0], bounds[1], language)}%",
        count=pieces,
        often=frequency(enters, language),
        chance=chance_text(enters, language),
    )


def frequency(chance: float, language: Language) -> str:
    """A chance as people count: in so many of ten, near the ends of a hundred, at them of the draws."""
    words = WORDS[language]
    if chance <= 0 or chance >= 1:
        return words["never" if chance <= 0 else "ever"]
    if min(chance, 1 - chance) < 0.01:
        return words["hardly" if chance < 0.5 else "nearly"]
    if min(chance, 1 - chance) < 0.095:
        return words["of"].format(count=round(100 * chance), all=100)
    return words["of"].format(count=round(10 * chance), all=10)


def chance_text(chance: float, language: Language, *, places: int = 0) -> str:
    """A chance in per cent; hardly ever is not called never, nor nearly always always.

    All but never and always have at least so many decimal `places`.
    """
    if 0 < chance < 0.001:
        return "<" + wording.percent(Decimal("0.1"), language)
    if 0.999 < chance < 1:
        return ">" + wording.percent(Decimal("99.9"), language)
    exact = chance <= 0 or chance >= 1
    return wording.percent(Decimal(str(round(100 * chance, 1))), language, places=0 if exact else places)


def seats_text(pieces: Sequence[tuple[int, int]], language: Language) -> str:
    """Say how many seats, in pieces where those between do not occur: “0 or 8–11”."""
    ranges = [wording.range_text(Decimal(low), Decimal(high), language) for low, high in pieces]
    *others, last = ranges
    return f"{', '.join(others)} {WORDS[language]['or']} {last}" if others else last


def median_text(found: "Interval", language: Language) -> str:
    """The median, a dash where it tells nothing."""
    return wording.number(Decimal(found.middle), language) if found.telling else "–"


def tie_sentence(tie: Tie, parties: Sequence[Party], language: Language) -> str:
    """Who is equal to whom, and how many seats that leaves open."""
    key = f"tie {tie.kind}" + ("s" if tie.kind == "remainder" and tie.seats > 1 else "")
    return WORDS[language][key].format(names=names(tie.parties, parties, language), seats=tie.seats)


def names(ids: Sequence[str], parties: Sequence[Party], language: Language) -> str:
    """The short names of parties, in a row that ends in “and”; ids that nobody knows stay as they are."""
    known = {party.id: party.short(language) for party in parties}
    return _and([known.get(each, each) for each in ids], language)


def _and(words: Sequence[str], language: Language) -> str:
    *others, last = words
    return f"{', '.join(others)} {WORDS[language]['and']} {last}" if others else last
