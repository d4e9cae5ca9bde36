"""A page's layout as plain HTML: what a reader sees before Dash has arrived, or without scripts.

The same component tree is written here and drawn by Dash later, so nothing moves when Dash takes over. Ids
and references to them get a prefix because both stand in the document for a moment.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from html import escape
from typing import Any

import orjson
from dash.development.base_component import Component

PREFIX = "first-"
INNER = "data-inner"
PART = "part"
HTML = "dash_html_components"
ALIASES = {"className": "class", "htmlFor": "for", "dateTime": "datetime", "srcSet": "srcset"}
REFERENCES = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls")
VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "wbr"})
WITHOUT_MARKS = frozenset({"Store", "Location", "Download", "Interval"})
NOT_WRITTEN = frozenset(
    {"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key", "contentEditable"}
)


def first_view(component: object) -> str:
    """Write a component, a text or a sequence of them as HTML."""
    return "".join(_write(component))


def charts(component: object) -> list[Component]:
    """The charts in a component tree, in reading order."""
    if isinstance(component, list | tuple):
        return [chart for part in component for chart in charts(part)]
    if not isinstance(component, Component):
        return []
    if getattr(component, "_type", "") == "Graph":
        return [component]
    return charts(getattr(component, "children", None))


def chart_json(chart: Component) -> bytes:
    """A chart's figure and settings for the script that draws it before Dash."""
    content = {"figure": getattr(chart, "figure", None), "config": getattr(chart, "config", {})}
    return orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)


def script_safe(json: bytes) -> str:
    """JSON that may stand in a script element: nothing in it can end the element or open a comment."""
    return json.decode().replace("<", "\\u003c")


def condensed(component: Any, answering: Collection[str] = ()) -> Any:
    """A component tree in which whatever is plain HTML is one component that carries what is in it as HTML.

    Dash asks each of its components anew whenever anything changes, and most components of a page are words,
    links and cells; pieces.js puts them in as soon as their component stands in the document. A part of a
    page (`PART`) holds pieces and charts and is none itself: what it holds may change from one to the other.

    Args:
        component: the tree, left as it is.
        answering: the ids of components that callbacks name, which must stay components.
    """
    if isinstance(component, list | tuple):
        return [condensed(part, answering) for part in component]
    if not isinstance(component, Component):
        return component
    found: Any = copy(component)
    children = getattr(component, "children", None)
    if _is_ours(component, answering):
        # Else Dash would write down every click on a component, and on all it stands in.
        found.disable_n_clicks = True
    if getattr(component, "className", "") != PART and _is_plain(component, answering):
        if component._type.lower() not in VOID:
            setattr(found, INNER, "".join(_write(children, prefix="")))
            found.children = None
    elif children is not None:
        found.children = condensed(children, answering)
    return found


def named_by(callbacks: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """The ids that an app's callbacks name, as Dash keeps these: by their outputs, with inputs and state."""
    asked = (place["id"] for each in callbacks.values() for place in (*each["inputs"], *each["state"]))
    answered = (part.rpartition(".")[0] for key in callbacks for part in key.strip(".").split("..."))
    return frozenset((*asked, *answered))


def _is_plain(component: object, answering: Collection[str]) -> bool:
    """Whether a component and all in it are HTML that no callback names."""
    if isinstance(component, list | tuple):
        return all(_is_plain(part, answering) for part in component)
    if not isinstance(component, Component):
        return True
    return _is_ours(component, answering) and _is_plain(getattr(component, "children", None), answering)


def _is_ours(component: Component, answering: Collection[str]) -> bool:
    """Whether a component is HTML of which Dash need not know more."""
    return getattr(component, "_namespace", "") == HTML and getattr(component, "id", None) not in answering


def _write(component: object, *, prefix: str = PREFIX) -> Iterator[str]:
    if component is None or isinstance(component, bool):
        return
    if isinstance(component, list | tuple):
        for part in component:
            yield from _write(part, prefix=prefix)
    elif isinstance(component, Component):
        yield from _write_component(component.to_plotly_json(), prefix)  # type: ignore[no-untyped-call]
    else:
        yield escape(str(component))


def _write_component(plain: Mapping[str, Any], prefix: str) -> Iterator[str]:
    kind, props = plain["type"], plain["props"]
    if kind in WITHOUT_MARKS:
        return
    if prefix and kind == "Details" and props.get("className") == "numbers" and not props.get("open"):
        # Without scripts a table stands in for its chart; boot.js folds it before it is seen.
        yield from _write_element("details", {**props, "open": True, "data-fold": "true"}, prefix)
    elif plain["namespace"] == HTML:
        yield from _write_element(kind.lower(), props, prefix)
    elif kind == "Graph":
        yield from _write_element(
            "div", {"id": props.get("id"), "className": "first-chart dash-graph"}, prefix
        )
    elif kind == "Input":
        yield from _write_input(props, prefix)
    elif kind == "Link":
        yield from _write_element("a", props, prefix)
    else:
        shown = {name: props[name] for name in ("id", "className", "style", "children") if name in props}
        yield from _write_element("div", shown, prefix)


def _write_element(tag: str, props: Mapping[str, Any], prefix: str) -> Iterator[str]:
    yield f"<{tag}{''.join(_attributes(props, prefix))}>"
    if tag not in VOID:
        yield from _write(props.get("children"), prefix=prefix)
        yield f"</{tag}>"


def _write_input(props: Mapping[str, Any], prefix: str) -> Iterator[str]:
    """A field as Dash will draw it: sent with its form also where no script runs."""
    hidden = " dash-input-hidden" if props.get("type") == "hidden" else ""
    yield f'<div class="dash-input-container{hidden}">'
    yield from _write_element("input", {"className": "dash-input-element", **props}, prefix)
    yield "</div>"


def _attributes(props: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for name, value in props.items():
        if name in NOT_WRITTEN or value is None or value is False:
            continue
        name = ALIASES.get(name, name.lower())
        if name in REFERENCES:
            value = " ".join(prefix + part for part in str(value).split())
        elif name == "href" and str(value).startswith("#"):
            value = f"#{prefix}{str(value)[1:]}"
        elif name == "style":
            value = ";".join(f"{_css_name(key)}:{part}" for key, part in value.items())
        yield (
            f" {name}"
            if value is True and not name.startswith("aria-")
            else f' {name}="{escape(str(value))}"'
        )


def _css_name(name: str) -> str:
    return name if name.startswith("--") else "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
