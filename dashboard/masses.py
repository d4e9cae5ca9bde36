"""Any whole per cent for how likely the truth lies inside a range, in a form that needs no scripts."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.context import Address
from dashboard.downloads import mass_asked
from dashboard.starts import quoted
from dashboard.texts import text

# What of the address a form takes along.
KEPT = ("forecaster", "update", "until", "with", "miss", "unnamed", "lang", "theme")


def other_mass(address: Address, shown: str) -> Component:
    """A field for a probability that is none of those to choose from; in a sentence what is wrong with it.

    Args:
        address: of the page, to which it leads back.
        shown: the probability that is shown, in per cent.
    """
    language, found = address.language, address.get("mass")
    wrong = bool(found) and mass_asked(found) is None
    said = text("Another: 50 to 99%, or 100 for always", language)
    keyboard: Any = {"inputMode": "numeric"}
    field = dcc.Input(
        id="chances-mass",
        name="mass",
        type="text",
        value=quoted(found) if wrong else shown,
        maxLength=4,
        required=True,
        pattern=r"\s*([5-9][0-9]|100)\s*%?",
        autoComplete="off",
        **keyboard,
    )
    kept = [
        dcc.Input(type="hidden", name=name, value=address.get(name)) for name in KEPT if address.get(name)
    ]
    expected = text(
        "Expected a whole number from 50 to 99, or 100 for always; found “{found}”.",
        language,
        found=quoted(found),
    )
    return html.Form(
        [
            html.Label(said, htmlFor="chances-mass"),
            field,
            html.Button(text("Try", language), type="submit"),
            *kept,
            *([html.P(expected, className="wrong")] if wrong else []),
        ],
        method="get",
        action=address.path,
        className="other-mass",
    )
