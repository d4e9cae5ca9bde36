"""A component tree as plain HTML: what a reader sees before any script."""

import orjson
import pytest
from dash import dcc, html

from dashboard.components import aria, data
from dashboard.delivery import figure_of
from dashboard.first_view import PART, chart_json, charts, condensed, first_view, named_by, script_safe


@pytest.mark.parametrize(
    ("component", "written"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        (None, ""),
        (28.5, "28.5"),
        (["a", None, html.Br(), "b"], "a<br>b"),
        (html.P("x", className="lede"), '<p class="lede">x</p>'),
        (html.P(["a", html.B("b")]), "<p>a<b>b</b></p>"),
        (html.A("x", href='/"><script>'), '<a href="/&quot;&gt;&lt;script&gt;">x</a>'),
        (html.Details("x", open=True), "<details open>x</details>"),
        (html.Details("x", open=False), "<details>x</details>"),
        (
            html.P("x", style={"--height": "9px", "maxWidth": "2em"}),
            '<p style="--height:9px;max-width:2em">x</p>',
        ),
        (html.Td("x", colSpan=2), '<td colspan="2">x</td>'),
        (html.Label("x", htmlFor="field"), '<label for="first-field">x</label>'),
        (
            html.Div("x", id="a", **aria(labelledby="b c")),
            '<div id="first-a" aria-labelledby="first-b first-c">x</div>',
        ),
        (html.A("x", href="#main"), '<a href="#first-main">x</a>'),
        (html.Div("x", **data(theme_toggle="true")), '<div data-theme-toggle="true">x</div>'),
        (dcc.Store(id="kept", data={"a": 1}), ""),
        (dcc.Link("x", href="/help"), '<a href="/help">x</a>'),
    ],
)
def test_a_component_is_written_as_html(component, written):
    assert first_view(component) == written


def test_a_chart_is_an_empty_place_to_draw_in():
    chart = dcc.Graph(id="home-ranges", figure={"data": []})
    assert first_view(chart) == '<div id="first-home-ranges" class="first-chart dash-graph"></div>'


def test_charts_are_found_in_reading_order():
    page = [html.Div([html.P("x"), dcc.Graph(id="one")]), html.Section(html.Figure(dcc.Graph(id="two")))]
    assert [chart.id for chart in charts(page)] == ["one", "two"]


def test_a_figure_kept_as_bytes_is_written_into_the_page_unharmed():
    figure = {"data": [{"name": "</script><b>&ΣΥΡΙΖΑ"}], "layout": {}}
    chart = dcc.Graph(figure=figure_of(figure).fragment, config={"locale": "el"})
    written = script_safe(chart_json(chart))
    assert "<" not in written
    assert orjson.loads(written) == {"figure": figure, "config": {"locale": "el"}}


def sent_of(component, answering=()):
    """What Dash is sent of a component."""
    made = condensed(component, answering)
    return orjson.loads(orjson.dumps(made.to_plotly_json(), default=lambda c: c.to_plotly_json()))["props"]


def test_what_is_plain_goes_to_dash_as_one_component_with_the_same_html_in_it():
    hostile = "<img src=x onerror=alert(1)>"
    rows = [html.Tr([html.Th(html.A(hostile, id="a", href="#a")), html.Td(str(n))]) for n in range(50)]
    table = html.Table([html.Caption('"28" & more'), html.Tbody(rows)], className="seats")
    page = html.Section([html.H2("Seats & chances"), html.Div(table, id="frame"), dcc.Graph(id="chart")])

    heading, frame, chart = (each["props"] for each in sent_of(page)["children"])
    assert (heading["data-inner"], heading["children"], chart["id"]) == ("Seats &amp; chances", None, "chart")
    assert (frame["id"], frame["children"]) == ("frame", None)
    # What readers see first has the prefix of its ids, what Dash draws does not.
    written = frame["data-inner"]
    seen = first_view(table)
    assert seen.replace('id="first-a"', 'id="a"').replace('"#first-a"', '"#a"') == written
    assert written.startswith('<table class="seats"><caption>&quot;28&quot; &amp; more</caption>')
    assert written.count("<tr>") == 50
    assert "<img" not in written
    # The tree it was made from is as it was.
    assert len(table.children[1].children) == 50
    assert first_view(page).count("<td>") == 50


def test_what_a_callback_names_a_part_of_a_page_and_what_holds_a_chart_stay_components():
    named = html.Div(html.P([html.B("1"), "2"]), id="seats-head")
    part = html.Div(html.P("x"), className=PART)
    found = sent_of(html.Main([named, part, html.Figure(dcc.Graph(id="chart"))]), {"seats-head"})
    head, place, figure = (each["props"] for each in found["children"])
    assert head["children"]["props"]["data-inner"] == "<b>1</b>2"
    assert place["children"]["props"]["data-inner"] == "x"
    assert figure["children"]["props"]["id"] == "chart"
    assert all("data-inner" not in each for each in (found, head, place, figure))
    assert sent_of(html.Main(named))["data-inner"] == '<div id="seats-head"><p><b>1</b>2</p></div>'


def test_dash_does_not_write_down_clicks_that_no_callback_asks_for():
    page = html.Div([html.Button("read", id="help-read"), html.P("x"), html.Img(src="/x.png")])
    button, words, image = (each["props"] for each in sent_of(page, {"help-read"})["children"])
    assert "disable_n_clicks" not in button
    assert words["disable_n_clicks"] is image["disable_n_clicks"] is True
    assert "data-inner" not in image


def test_a_folded_table_without_scripts_stands_open_only_in_what_is_seen_first():
    page = html.Div(html.Details(html.Summary("Numbers"), className="numbers"))
    assert ' open data-fold="true">' in first_view(page)
    assert sent_of(page)["data-inner"] == '<details class="numbers"><summary>Numbers</summary></details>'


def test_the_ids_that_callbacks_name_are_known_from_what_dash_keeps_of_them():
    kept = {
        "..seats-head.children...seats-table.children..": {
            "inputs": [{"id": "seats-asked", "property": "data"}],
            "state": [],
        },
        "help-result.children": {
            "inputs": [{"id": "help-read", "property": "n_clicks"}],
            "state": [{"id": "help-text", "property": "value"}],
        },
    }
    named = {"seats-head", "seats-table", "seats-asked", "help-result", "help-read", "help-text"}
    assert named_by(kept) == named
