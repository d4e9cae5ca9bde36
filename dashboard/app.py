"""The app: `create_app` plugs tracker, pages, files and guards together; nothing else does."""

import logging
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
import platformdirs
from dash import Dash, html, page_container, set_props
from flask import Flask, Response, abort, g, request

from dashboard import context, downloads, feeds, gate, guards, live, people, seat_sheet, shell, signing
from dashboard.accounts import Accounts
from dashboard.components import notice
from dashboard.context import address_of
from dashboard.delivery import finish
from dashboard.document import Files, document
from dashboard.statics import FOR_GOOD, Statics, addresses_in
from dashboard.studio import routes as studio
from dashboard.texts import language_of, text
from forecasts.faults import DatabaseError
from forecasts.tracker import Tracker

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
BUNDLE = "plotly-basic-*.min.js"
SCRIPTS = (
    *("pieces.js", "figures.js", "plotly-locale-el.js", "charts.js", "images.js", "navigation.js"),
    *("staying.js", "turning.js", "help.js", "live.js", "said.js", "seats.js", "takeover.js"),
)
STYLES = ("app.css", "pages.css", "seats.css")
STUDIO_STYLES = ("forms.css", "studio.css")
STUDIO_SCRIPTS = ("figures.js", "plotly-locale-el.js", "charts.js", "studio.js")
NOT_PRESSED = ("/dash_table/",)
FINGERPRINT = re.compile(r"\.v[\w-]+m[0-9a-f]+\.")
CALLBACK = "/_dash-update-component"


class App(Dash):
    """Dash with our own document, and real answers for addresses at which there is nothing."""

    files: Files
    statics: Statics

    def index(self, *_args: object, **_kwargs: object) -> Response:
        """The document at the address asked for, made once per version of the data."""
        house = context.house()
        # As the page reads it: of a parameter given twice the last counts.
        asked = address_of(request.path, request.query_string.decode("utf-8", "replace"))
        query = tuple(sorted(asked.query.items()))
        key = ("document", shell.version_at(request.path), request.path, query)
        body, found = house.shelf.get(key, self._document, lambda made: len(made[0]))
        response = Response(body, status=200 if found else 404, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response

    def _document(self) -> tuple[bytes, bool]:
        address, view, found = shell.resolve(request.path, request.query_string.decode("utf-8", "replace"))
        g.page = (address, view, shell.framed(address, view, found))
        html: str = super().index()  # type: ignore[no-untyped-call]
        return html.encode(), found

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Our document instead of Dash's template."""
        g.scripts = parts["scripts"]
        address, view, frame = g.page
        return document(address, view, frame, self.files, parts)


def create_app(tracker: Tracker, *, cache: Path | None = None) -> App:
    """Make the app over a tracker; once per process, because Dash keeps its pages globally.

    Args:
        tracker: answers all questions about the record.
        cache: the folder for compressed files; None keeps them in memory only.

    Returns:
        The app; its `server` is the WSGI application.
    """
    server = Flask("dashboard", static_folder=None, template_folder="studio/templates")
    # Pasted posts come as fields of a form, which may be as long as the request.
    server.config["MAX_CONTENT_LENGTH"] = server.config["MAX_FORM_MEMORY_SIZE"] = guards.LARGEST_BODY
    server.config["MAX_FORM_PARTS"] = guards.MOST_FIELDS
    guards.trust_proxies(server)
    context.install(server, context.House(tracker=tracker))
    app = App(
        "dashboard",
        server=server,  # type: ignore[arg-type]
        use_pages=True,
        pages_folder=str(HERE / "pages"),
        include_assets_files=False,
        include_pages_meta=False,
        serve_locally=True,
        suppress_callback_exceptions=True,
        enable_mcp=False,
        update_title="",
        on_error=tell_reader,
    )
    app.statics = Statics(cache)
    app.files = own_files(app.statics)
    app.layout = layout
    _add_routes(server, app)
    gate.install(server, Accounts(tracker.database), app.files)
    signing.offer(server)
    studio.offer(server)
    people.offer(server)
    return app


def own_files(statics: Statics) -> Files:
    """Offer our own files and say where they are."""
    return Files(
        plotly=statics.add("plotly.js", next(ASSETS.glob(BUNDLE))),
        boot=statics.add("boot.js", ASSETS / "boot.js"),
        style=statics.add("app.css", *(ASSETS / name for name in STYLES)),
        scripts=statics.add("provlepsi.js", *(ASSETS / name for name in SCRIPTS)),
        icon=statics.add("icon.svg", ASSETS / "icon.svg"),
        desk=statics.add("desk.js", ASSETS / "desk.js"),
        studio_script=statics.add("studio.js", *(ASSETS / name for name in STUDIO_SCRIPTS)),
        studio_style=statics.add("studio.css", *(ASSETS / name for name in STUDIO_STYLES)),
    )


def layout() -> Any:
    """What stands round all pages for Dash: Mantine's provider, the place for notices, the page."""
    return dmc.MantineProvider(
        [html.Div(id="notice", className="notices"), page_container],
        defaultColorScheme="auto",
    )


def tell_reader(error: Exception) -> None:
    """A callback has failed: the traceback goes to the log, the reader gets a sentence and keeps the page."""
    guards.faults_log.error("a callback failed", exc_info=error)
    language = language_of("en" if "lang=en" in (request.headers.get("Referer") or "") else None)
    title, sentence = guards.sentence_for(503 if isinstance(error, DatabaseError) else 500, language)
    set_props("notice", {"children": notice(sentence, title=title)})


def _add_routes(server: Flask, app: App) -> None:
    @server.before_request
    def before() -> Response | None:
        guards.start_clock()
        if guards.is_too_long(request):
            abort(414)
        if request.path == CALLBACK:
            body = request.get_json(silent=True)
            fault = guards.fault_in_callback(body, app.callback_map)
            return guards.json_fault(400, fault) if fault else None
        return app.statics.answer(request)

    @server.after_request
    def after(response: Response) -> Response:
        if request.path.startswith("/_dash-"):
            lasting = response.status_code == 200 and FINGERPRINT.search(request.path)
            response.headers["Cache-Control"] = FOR_GOOD if lasting else "no-cache"
        hashes = app.csp_hashes() if response.mimetype == "text/html" else ()
        # What is for one person only is not kept: the gate has seen to it.
        mine = gate.is_private(request.path)
        finished = response if mine else finish(response, request, context.house().shelf)
        return guards.log_line(guards.protect(finished, hashes))

    @server.get("/robots.txt")
    def robots() -> Response:
        return Response("User-agent: *\nAllow: /\n", mimetype="text/plain")

    @server.get("/favicon.ico")
    def favicon() -> Response:
        return Response((ASSETS / "icon.svg").read_bytes(), mimetype="image/svg+xml")

    @server.route("/api/<path:name>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def api(name: str) -> Response:  # noqa: ARG001
        return guards.json_fault(404, text("There is no such page", "en"))

    downloads.offer(server)
    seat_sheet.offer(server, app.files.style)
    feeds.offer(server)
    live.offer(server)
    guards.tell_faults(server, app.files.style)


def warm(app: App) -> None:
    """Do what the first reader would wait for: open the front page, find Dash's files, compress them all."""
    silent = {"provlepsi.silent": True}
    client = app.server.test_client()
    with app.server.test_request_context("/", environ_overrides=silent):
        app.index()
        scripts = g.get("scripts", "")
    for address in _dash_files(scripts):
        body = client.get(address, environ_overrides=silent).get_data()
        app.statics.add_body(address, body, for_good=bool(FINGERPRINT.search(address)))
    app.statics.press()


def _dash_files(scripts: str) -> list[str]:
    """The addresses of Dash's scripts, and of the chart component, which its own loader asks for later."""
    addresses = addresses_in(scripts, NOT_PRESSED)
    core = [address for address in addresses if "/dash_core_components." in address]
    return [*addresses, *(f"{a.rpartition('/')[0]}/async-graph.js" for a in core)]


def cache_folder() -> Path:
    """The user's folder for what can be made again."""
    return Path(os.environ.get("PROVLEPSI_CACHE") or platformdirs.user_cache_path("provlepsi")) / "compressed"


def create_server(database: str | None = None) -> Callable[..., Any]:
    """The WSGI application on a database, for gunicorn: `gunicorn 'dashboard.app:create_server()'`.

    Args:
        database: its address; by default as for the command `provlepsi`.

    Returns:
        The application, which prepares itself for the first reader in the background.
    """
    from forecasts.opening import open_tracker

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    app = create_app(open_tracker(database), cache=cache_folder())
    app.server.test_client().get("/robots.txt", environ_overrides={"provlepsi.silent": True})
    threading.Thread(target=warm, args=(app,), name="warm", daemon=True).start()
    server: Callable[..., Any] = app.server
    return server
