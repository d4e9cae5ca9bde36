"""How chances and seats went from update to update, in sentences."""

from collections.abc import Mapping, Sequence

from dashboard.texts import text
from forecasts import seat_wording
from forecasts.model import Language

MENTIONED = 3

# The place of the first update after a debate, and “after the first debate”.
Debates = Sequence[tuple[int, str]]


def chance_moved(
    names: str,
    needed: int,
    chances: Sequence[float | None],
    moments: Sequence[str],
    debates: Debates,
    language: Language,
) -> str:
    """Say how the chance of a majority went, and what it was before and after each debate.

    Args:
        names: of the parties together.
        needed: the seats of a majority.
        chances: one an update, oldest first; None where an update does not name all of them.
        moments: of the updates.
        debates: those between the updates.
        language: of the sentences.
    """
    said = [None if each is None else seat_wording.chance_text(each, language) for each in chances]
    known = [each for each in said if each is not None]
    if len(known) < 2:
        return ""
    if len(set(known)) == 1:
        steady = (
            text("{names}, {needed} seats or more: {chance} each time; no debate changed that.", language)
            if debates
            else text("{names}, {needed} seats or more: {chance} each time.", language)
        )
        return steady.format(names=names, needed=needed, chance=known[0])
    course = ", ".join(f"{each} ({when})" for each, when in zip(said, moments, strict=True) if each)
    sentences = [
        text(
            "{names}, {needed} seats or more: {course}.", language, names=names, needed=needed, course=course
        )
    ]
    for place, debate in debates:
        before = next((each for each in reversed(said[:place]) if each), None)
        after = said[place]
        if before and after:
            change = (
                text("still {chance}", language, chance=after) if before == after else f"{before} → {after}"
            )
            sentences.append(f"{_begun(debate)}: {change}.")
    return " ".join(sentences)


def seats_moved(
    seats: Mapping[str, Sequence[int | None]], moments: Sequence[str], debates: Debates, language: Language
) -> str:
    """Say whose median seats moved most after each debate; without one, from the first update to the last.

    Args:
        seats: the median seats of each party by its name, one an update, oldest first; None where an update
            does not name it.
        moments: of the updates.
        debates: those between the updates.
        language: of the sentences.
    """
    if debates:
        spans = [(_begun(debate), place - 1, place) for place, debate in debates]
    else:
        whole = text("From {first} to {last}", language, first=moments[0], last=moments[-1])
        spans = [(whole, 0, len(moments) - 1)]
    return " ".join(f"{span}: {_moves(seats, first, last, language)}." for span, first, last in spans)


def _moves(seats: Mapping[str, Sequence[int | None]], first: int, last: int, language: Language) -> str:
    """Say “SYRIZA 130 → 139, EK 11 → 0 and 2 more”."""
    moves = [
        (name, before, after)
        for name, each in seats.items()
        if (before := each[first]) is not None and (after := each[last]) is not None and before != after
    ]
    if not moves:
        return text("no median moved", language)
    moves.sort(key=lambda move: -abs(move[2] - move[1]))
    said = ", ".join(f"{name} {before} → {after}" for name, before, after in moves[:MENTIONED])
    left = len(moves) - MENTIONED
    return text("{moves} and {number} more", language, moves=said, number=left) if left > 0 else said


def _begun(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]
