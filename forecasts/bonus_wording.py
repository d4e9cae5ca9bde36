"""What the law asks of a list of several parties for the bonus, and what stays open, in sentences."""

from collections.abc import Mapping, Sequence

from forecasts import wording
from forecasts.model import HUNDRED, Language, Law, Party, Range
from forecasts.seat_wording import names, tie_sentence
from forecasts.seats import Allocation

MENTIONED = 0.001  # Chances below it change no figure that is shown.
WORDS: dict[Language, dict[str, str]] = {
    "el": {
        "list gets": "Πρώτος είναι συνασπισμός που μετρά για {count} κόμματα ({list}). Το μπόνους πάει σε"
        " αυτόν, γιατί το ποσοστό του διά {count} ξεπερνά το ποσοστό κάθε κόμματος που κατέβηκε μόνο του.",
        "list lacks": "Πρώτος είναι συνασπισμός που μετρά για {count} κόμματα ({list}). Το ποσοστό του διά"
        " {count} δεν ξεπερνά το ποσοστό του ισχυρότερου κόμματος που κατέβηκε μόνο του ({name}): το"
        " μπόνους, {bonus} έδρες, πάει εκεί.",
        "list lags": "Πρώτος είναι συνασπισμός που μετρά για {count} κόμματα ({list}). Το ποσοστό του διά"
        " {count} δεν ξεπερνά το ποσοστό κάθε κόμματος που κατέβηκε μόνο του· ενός συνασπισμού που μετρά"
        " για {others} ({name}) το ξεπερνά, διά {others}: το μπόνους, {bonus} έδρες, πάει εκεί.",
        "list open": "Πρώτος είναι συνασπισμός που μετρά για {count} κόμματα ({list}). Το ποσοστό του διά"
        " {count} δεν ξεπερνά το ποσοστό των ισχυρότερων ({name}), που είναι ίσα.",
        "list nothing either": "Πρώτος είναι συνασπισμός που μετρά για {count} κόμματα ({list}). Το μπόνους"
        " θα πήγαινε σε άλλον συνασπισμό ({name}), που δεν φτάνει το {from_}: μπόνους δεν δίνεται.",
        "list nothing": "Πρώτος είναι συνασπισμός που μετρά για {count} κόμματα ({list}). Το ποσοστό του"
        " διά {count} δεν ξεπερνά το ποσοστό του ισχυρότερου κόμματος που κατέβηκε μόνο του ({name}), και"
        " αυτό δεν φτάνει το {from_}: μπόνους δεν δίνεται.",
        "list first": "Το {list} είναι συνασπισμός που μετρά για {count} κόμματα: όπου έρχεται πρώτο,"
        " παίρνει το μπόνους μόνο αν το ποσοστό του διά {count} ξεπερνά το ποσοστό κάθε κόμματος που"
        " κατέβηκε μόνο του.",
    },
    "en": {
        "list gets": "First is a coalition that counts as {count} parties ({list}). The bonus goes to it,"
        " because its share divided by {count} is larger than that of any party on its own.",
        "list lacks": "First is a coalition that counts as {count} parties ({list}). Its share divided by"
        " {count} is not larger than that of the strongest party on its own ({name}): the bonus of {bonus}"
        " seats goes there.",
        "list lags": "First is a coalition that counts as {count} parties ({list}). Its share divided by"
        " {count} is not larger than that of every party on its own; that of a coalition that counts as"
        " {others} ({name}) is, divided by {others}: the bonus of {bonus} seats goes there.",
        "list open": "First is a coalition that counts as {count} parties ({list}). Its share divided by"
        " {count} is not larger than that of the strongest after it ({name}), which are equal.",
        "list nothing either": "First is a coalition that counts as {count} parties ({list}). The bonus"
        " would go to another coalition ({name}), which does not reach {from_}: there is no bonus.",
        "list nothing": "First is a coalition that counts as {count} parties ({list}). Its share divided by"
        " {count} is not larger than that of the strongest party on its own ({name}), which does not reach"
        " {from_}: there is no bonus.",
        "list first": "{list} is a coalition that counts as {count} parties: where it comes first it gets"
        " the bonus only if its share divided by {count} is larger than that of any party on its own.",
    },
}


def caveats(found: Allocation, parties: Sequence[Party], language: Language) -> list[str]:
    """What stays open, and who gets the bonus where a coalition of parties is first."""
    ties = [tie_sentence(tie, parties, language) for tie in found.ties]
    lists = [party for party in found.leading if party in found.lists] if found.law.bonus else []
    said = [
        WORDS[language][key].format(
            count=found.lists[party],
            list=names([party], parties, language),
            name=names(found.entitled, parties, language),
            bonus=found.bonus,
            others=found.lists.get(found.entitled[0], 1),
            from_=wording.percent(found.law.bonus_from or HUNDRED, language),
        )
        for party in lists
        if (key := _why(found, party))
    ]
    return [*said, *ties]


def _why(found: Allocation, party: str) -> str:
    """What is to be said of the bonus where this list comes first; nothing where the list is due none."""
    alone = [each for each in found.entitled if each not in found.lists]
    if party in found.entitled:
        return "list gets" if found.bonus_for == party else ""
    if not found.bonus:
        return "list nothing" if alone else "list nothing either"
    if len(found.entitled) > 1:
        return "list open"
    return "list lacks" if alone else "list lags"


def list_caveats(
    first: Mapping[str, float],
    law: Law,
    ranges: Sequence[Range],
    parties: Sequence[Party],
    language: Language,
) -> list[str]:
    """What the law asks of the lists that may come first, by their chances to do so."""
    short = {party.id: party.short(language) for party in parties}
    return [
        WORDS[language]["list first"].format(list=short.get(each.key, each.label), count=each.members)
        for each in ranges
        if law.bonus and each.members > 1 and first.get(each.key, 0) >= MENTIONED
    ]
