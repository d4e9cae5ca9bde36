"""A component tree as plain HTML: what a reader sees before any script."""

import orjson
import pytest
from dash import dcc, html

from dashboard.components import aria, data
from dashboard.delivery import figure_of
from dashboard.first_view import chart_json, charts, condensed, first_view, script_safe


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


def test_a_table_goes_to_dash_as_one_component_with_its_rows_as_the_same_html():
    hostile = "<img src=x onerror=alert(1)>"
    rows = [html.Tr([html.Th(html.A(hostile, id="a", href="#a")), html.Td(str(n))]) for n in range(50)]
    table = html.Table([html.Caption('"28" & more'), html.Tbody(rows)], className="seats")
    page = [html.Section([html.H2("Seats", id="seats"), html.Div(table, id="frame"), dcc.Graph(id="chart")])]
    sent = condensed(page)

    plain = orjson.loads(orjson.dumps(sent[0].to_plotly_json(), default=lambda c: c.to_plotly_json()))
    heading, frame, chart = plain["props"]["children"]
    assert (heading["props"]["children"], chart["props"]["id"]) == ("Seats", "chart")
    found = frame["props"]["children"]["props"]
    assert (found["className"], found["children"]) == ("seats", None)
    # What readers see first has the prefix of its ids, what Dash draws does not.
    written = f'<table class="seats">{found["data-rows"]}</table>'
    seen = first_view(table)
    assert seen.replace('id="first-a"', 'id="a"').replace('"#first-a"', '"#a"') == written
    assert written.count("<tr>") == 50
    assert "<img" not in written
    # The tree it was made from is as it was.
    assert len(table.children[1].children) == 50
    assert first_view(page).count("<td>") == 50
