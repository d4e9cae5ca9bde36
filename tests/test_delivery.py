"""Figures kept as bytes, answers compressed once, files that never change under their address."""

import gzip
import threading

import brotli
import orjson
import pytest
from flask import Response
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request as WerkzeugRequest

from dashboard.delivery import Rows, Shelf, digest, encoding_for, figure_of, finish
from dashboard.statics import FOR_GOOD, Statics, addresses_in

FIGURE = {
    "data": [{"type": "bar", "y": [25.0, 28.0]}],
    "layout": {"height": 300, "meta": {"narrow": {"layout.height": 500}}},
}


def asked(path="/", **headers):
    return WerkzeugRequest(EnvironBuilder(path=path, headers=headers).get_environ())


def test_a_fragment_passes_unharmed_through_dash_and_plotly_json():
    from dash import dcc
    from dash._utils import to_json
    from plotly.io.json import to_json_plotly

    fragment = figure_of(FIGURE).fragment
    assert orjson.loads(to_json_plotly({"response": {"chart": {"figure": fragment}}})) == {
        "response": {"chart": {"figure": FIGURE}}
    }
    assert orjson.loads(to_json(dcc.Graph(figure=fragment)))["props"]["figure"] == FIGURE


def test_a_figure_knows_its_height_on_a_wide_and_on_a_narrow_screen():
    figure = figure_of(FIGURE)
    assert (figure.height, figure.narrow_height) == (300, 500)
    assert orjson.loads(figure.json) == FIGURE


def test_a_figure_says_what_its_rows_are_called_as_people_wrote_it():
    rows = {"names": ["ΝΔ", "A &amp; &lt;b&gt;"], "top": 60, "height": 46, "width": 110}
    figure = figure_of({"data": [], "layout": {"meta": {"rows": rows}}})
    assert figure.rows == Rows(names=("ΝΔ", "A & <b>"), top=60, height=46, width=110)
    assert figure_of(FIGURE).rows is None


def test_a_figure_without_a_height_of_its_own_has_the_usual_one():
    figure = figure_of({"data": [], "layout": {}})
    assert figure.height == figure.narrow_height == 420


def test_what_is_on_the_shelf_is_not_made_again():
    shelf, made = Shelf(), []
    for _ in range(3):
        assert shelf.get("key", lambda: made.append("x") or "value", len) == "value"
    assert made == ["x"]


def test_four_threads_asking_at_once_have_it_made_once():
    shelf, made, start = Shelf(), [], threading.Barrier(4)

    def ask():
        start.wait()
        shelf.get("key", lambda: made.append("x") or "value", len)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["x"]


def test_a_full_shelf_gives_up_what_was_longest_not_asked_for():
    shelf = Shelf(limit=10)
    shelf.get("a", lambda: "aaaa", len)
    shelf.get("b", lambda: "bbbb", len)
    shelf.get("a", lambda: "again", len)
    shelf.get("c", lambda: "cccc", len)
    assert shelf.get("a", lambda: "made anew", len) == "aaaa"
    assert shelf.get("b", lambda: "made anew", len) == "made anew"


def test_a_failure_is_passed_on_and_nothing_is_kept():
    shelf = Shelf()
    with pytest.raises(ZeroDivisionError):
        shelf.get("key", lambda: 1 // 0, lambda _: 1)
    assert shelf.get("key", lambda: "value", len) == "value"


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("identity", ""),
        ("", ""),
    ],
)
def test_brotli_is_sent_to_those_who_take_it(header, encoding):
    assert encoding_for(asked(**{"Accept-Encoding": header})) == encoding


def test_an_answer_is_compressed_and_tagged():
    body = b"a sentence of Provlepsi. " * 100
    response = finish(Response(body, mimetype="text/html"), asked(**{"Accept-Encoding": "br"}), Shelf())
    assert response.headers["Content-Encoding"] == "br"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert brotli.decompress(response.get_data()) == body
    assert response.get_etag() == (f"{digest(body)}-br", False)


def test_a_reader_who_has_the_answer_already_gets_304():
    body = b"a sentence of Provlepsi. " * 100
    tag = f'"{digest(body)}"'
    response = finish(Response(body, mimetype="text/html"), asked(**{"If-None-Match": tag}), Shelf())
    assert response.status_code == 304


def test_an_image_is_left_as_it_is():
    body = b"\x89PNG" * 500
    response = finish(Response(body, mimetype="image/png"), asked(**{"Accept-Encoding": "br"}), Shelf())
    assert "Content-Encoding" not in response.headers
    assert response.get_data() == body


def test_a_file_has_the_hash_of_its_content_in_its_address_and_is_cached_for_good(tmp_path):
    script = tmp_path / "script.js"
    script.write_text("let answer = 42;\n" * 50)
    statics = Statics(None)
    address = statics.add("script.js", script)
    assert address == f"/assets/{digest(script.read_bytes())}/script.js"
    response = statics.answer(asked(address, **{"Accept-Encoding": "gzip"}))
    assert response.headers["Cache-Control"] == FOR_GOOD
    assert gzip.decompress(response.get_data()) == script.read_bytes()
    assert statics.answer(asked("/assets/0/script.js")) is None


def test_several_files_are_sent_as_one(tmp_path):
    for name in ("one.js", "two.js"):
        (tmp_path / name).write_text(f"// {name}")
    statics = Statics(None)
    address = statics.add("all.js", tmp_path / "one.js", tmp_path / "two.js")
    assert statics.answer(asked(address)).get_data() == b"// one.js\n// two.js"


def test_a_file_without_a_fingerprint_in_its_address_is_asked_for_again(tmp_path):
    statics = Statics(None)
    statics.add_body("/_dash-component-suites/dash/dcc/async-graph.js", b"1", for_good=False)
    request = asked("/_dash-component-suites/dash/dcc/async-graph.js")
    response = statics.answer(request)
    assert response.headers["Cache-Control"] == "no-cache"
    again = statics.answer(asked(request.path, **{"If-None-Match": response.headers["ETag"]}))
    assert again.status_code == 304


def test_the_best_compression_is_kept_in_the_cache_folder_for_the_next_start(tmp_path):
    script = tmp_path / "script.js"
    script.write_text("let answer = 42;\n" * 500)
    cache = tmp_path / "cache" / "deeper"
    statics = Statics(cache)
    address = statics.add("script.js", script)
    statics.press()
    kept = {path.suffix: path.read_bytes() for path in cache.iterdir()}
    assert brotli.decompress(kept[".br"]) == gzip.decompress(kept[".gzip"]) == script.read_bytes()
    (cache / f"{digest(script.read_bytes())}.br").write_bytes(b"from the cache")
    second = Statics(cache)
    second.add("script.js", script)
    second.press()
    assert second.answer(asked(address, **{"Accept-Encoding": "br"})).get_data() == b"from the cache"


def test_a_cache_folder_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / "occupied").write_text("a file, not a folder")
    script = tmp_path / "script.js"
    script.write_text("let answer = 42;\n" * 500)
    statics = Statics(tmp_path / "occupied")
    address = statics.add("script.js", script)
    statics.press()
    packed = statics.answer(asked(address, **{"Accept-Encoding": "br"})).get_data()
    assert brotli.decompress(packed) == script.read_bytes()


def test_addresses_are_read_from_script_tags():
    tags = '<script src="/a.js"></script>\n<script src="/dash_table/b.js"></script><script>let x</script>'
    assert addresses_in(tags, ("/dash_table/",)) == ["/a.js"]
