"""When does a reader with a cold cache, 10 Mbit/s and 40 ms see the first chart, and after how many bytes?"""

import json
import tempfile
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks import servers
from tests.benchmarks.goals import at_most, middle
from tests.browser.chromium import FLAGS, executable

PAGE = "/e/2015-09/f/failedevolution"
ROUNDS = 5
LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
WATCH = """
window.firstChart = null;
(function look() {
  const marks = document.querySelectorAll('.js-plotly-plot .main-svg .trace path');
  for (const mark of marks) {
    const box = mark.getBoundingClientRect();
    const seen = mark.checkVisibility({opacityProperty: true, visibilityProperty: true});
    if ((box.width || box.height) && seen) {
      window.firstChart = performance.now();
      return;
    }
  }
  requestAnimationFrame(look);
})();
"""


@dataclass
class Case:
    """One way to bring the same chart to a reader, and what was measured."""

    name: str
    address: str
    milliseconds: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)


def visit(browser: Browser, case: Case) -> None:
    """Open the page in a new context, wait for the first mark of a chart, then for silence."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(case.address, wait_until="commit")
    page.wait_for_function("window.firstChart !== null", timeout=60_000)
    case.milliseconds.append(page.evaluate("window.firstChart"))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    case.kilobytes.append(sum(sizes) / 1000)
    case.requests.append(len(sizes))
    context.close()


def static_folder(folder: Path, figure: dict[str, Any]) -> None:
    """A page of `write_html` with our bundle beside it, brotli at its best."""
    import brotli
    import plotly.graph_objects as go

    bundle = next((servers.ROOT / "dashboard" / "assets").glob("plotly-basic-*.min.js"))
    html = go.Figure(figure).to_html(include_plotlyjs=bundle.name)
    for name, body in (("index.html", html.encode()), (bundle.name, bundle.read_bytes())):
        (folder / f"{name}.br").write_bytes(brotli.compress(body, quality=11))


def served_figure(address: str) -> dict[str, Any]:
    """The figure our page shows, read from the page itself."""
    with urllib.request.urlopen(address + PAGE, timeout=30) as answer:
        html = answer.read().decode()
    start = html.index('id="first-figure"')
    body = html[html.index(">", start) + 1 : html.index("</script>", start)]
    found: dict[str, Any] = json.loads(body)
    return found.get("figure", found)


def run() -> bool:
    """Print the medians and the ratios."""
    if executable() is None:
        print("  NO CHROMIUM: not measured")
        return False
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(servers.provlepsi(folder / "bench.sqlite3"))
        figure = served_figure(ours)
        (folder / "figure.json").write_text(json.dumps(figure), encoding="utf-8")
        environment = {servers.FIGURE: str(folder / "figure.json"), servers.FOLDER: str(folder)}
        static_folder(folder, {k: v for k, v in figure.items() if k in ("data", "layout")})
        cases = [
            Case("Provlepsi", ours + PAGE),
            Case("default Dash page", stack.enter_context(servers.gunicorn("default_dash", **environment))),
            Case(
                "static write_html page", stack.enter_context(servers.gunicorn("static_page", **environment))
            ),
        ]
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for _ in range(ROUNDS):
            for case in cases:
                visit(browser, case)
        browser.close()
    return report(cases)


def report(cases: list[Case]) -> bool:
    """The table and the three goals."""
    for case in cases:
        ms, kb, requests = middle(case.milliseconds), middle(case.kilobytes), middle(case.requests)
        print(f"  {case.name:24} {ms:7.0f} ms  {kb:7.0f} kB  {requests:3.0f} requests")
    ours, dash, static = cases
    met = at_most(
        "time to the first chart, over default Dash",
        middle(ours.milliseconds) / middle(dash.milliseconds),
        1 / 4,
    )
    met &= at_most("bytes, over default Dash", middle(ours.kilobytes) / middle(dash.kilobytes), 1 / 6)
    met &= at_most(
        "time to the first chart, over static", middle(ours.milliseconds) / middle(static.milliseconds), 1.4
    )
    return met
