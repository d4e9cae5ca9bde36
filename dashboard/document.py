"""The HTML document: the page as plain HTML with its first chart, then Dash, which takes over in time.

Order is speed here. Only the style sheet, a tiny script and the plotly bundle are asked for at first; the
addresses of Dash's scripts wait in a template until the first chart has been drawn.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from dash.development.base_component import Component

from dashboard.context import Address
from dashboard.first_view import chart_json, charts, first_view, script_safe
from dashboard.shell import View, document_title
from dashboard.texts import LANGUAGES, text

CONFIG = re.compile(r"(<script[^>]*>)(.*)(</script>)", re.DOTALL)
# Dash brings its old table to every page; nobody places it here.
UNUSED = re.compile(r'<script src="[^"]*/dash_table/[^"]*"></script>\s*')
# No charts, nor headings and room for them; in their place a sentence (`shell.framed`).
WITHOUT_SCRIPTS = (
    ".chart, .theme, button.tool, .parliaments .chart-block, .tryout { display: none; } "
    "#first-seats-drawn { min-height: 0; } .no-script { display: block; }"
)
TOLD_NOBODY = (
    "python_version",
    "dash_version",
    "dash_version_url",
    "plotly_version",
    "ddk_version",
    "end_id",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The addresses of our own static files."""

    boot: str
    style: str
    plotly: str
    scripts: str
    icon: str
    desk: str = ""
    studio_style: str = ""
    studio_script: str = ""


def without_versions(config: str) -> str:
    """Dash's settings for the browser without versions and without a random mark that no page needs."""
    head, body, tail = CONFIG.fullmatch(config.strip()).groups()  # type: ignore[union-attr]
    settings = {name: value for name, value in json.loads(body).items() if name not in TOLD_NOBODY}
    return f"{head}{script_safe(json.dumps(settings).encode())}{tail}"


def document(
    address: Address, view: View, frame: list[Component], files: Files, dash: Mapping[str, str]
) -> str:
    """The whole document of a page.

    Args:
        address: where the reader is.
        view: what the page shows.
        frame: the same between header and footer.
        files: our static files.
        dash: what Dash wants in a document, as it passes it to `interpolate_index`.

    Returns:
        HTML.
    """
    scripts = UNUSED.sub("", dash["scripts"])
    return f"""<!DOCTYPE html>
<html lang="{address.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{_head(address, view)}
<script src="{files.boot}" data-shows="{escape(view.election)}"></script>
<link rel="stylesheet" href="{files.style}">
<script src="{files.plotly}" defer fetchpriority="high"></script>
<script src="{files.scripts}" defer></script>
<noscript><style>{WITHOUT_SCRIPTS}</style></noscript>
<link rel="icon" type="image/svg+xml" href="{files.icon}">
</head>
<body>
<div id="first-view" class="page">{first_view(frame)}</div>
{_first_figure(frame)}
<div id="live" class="page waiting">{dash["app_entry"]}</div>
{_words(address)}
{without_versions(dash["config"])}
<template id="dash-scripts">
{scripts}
{dash["renderer"]}
</template>
</body>
</html>
"""


def _head(address: Address, view: View) -> str:
    """Title, description, and where the page is in either language."""
    title, description = escape(document_title(view, address.language)), escape(view.description)
    tags = [
        f"<title>{title}</title>",
        f'<meta name="description" content="{description}">',
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:description" content="{description}">',
        '<meta property="og:type" content="website">',
    ]
    for language in LANGUAGES:
        link = escape(address.link(lang=language, theme=None))
        tags.append(f'<link rel="alternate" hreflang="{language}" href="{link}">')
    if view.feed:
        link = escape(view.feed)
        tags.append(f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{link}">')
    return "\n".join(tags)


def _first_figure(frame: list[Component]) -> str:
    drawn = charts(frame)
    if not drawn:
        return ""
    return f'<script type="application/json" id="first-figure">{script_safe(chart_json(drawn[0]))}</script>'


def _words(address: Address) -> str:
    """What the browser's own scripts may have to say."""
    language = address.language
    words = {
        "offline": text("The server does not answer. What you see is what was last received.", language),
        "fresh": text("A new forecast has just come in: you are looking at it.", language),
        "asking": text("Loading…", language),
        "image": text("Download plot as a PNG", language),
        "failed": text("That did not work. The fault has been written down; please try again.", language),
    }
    return f'<script type="application/json" id="words">{script_safe(json.dumps(words).encode())}</script>'
