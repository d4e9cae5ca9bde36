"""How long after a click on another level or coalition does a reader see what it leads to?

From the click to the frame in which all that is in view has changed, and to the whole page; beside it the
same address opened anew.
"""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks import servers
from tests.benchmarks.goals import at_most, middle
from tests.browser.chromium import FLAGS, executable
from tests.browser.visits import there

PAGE = "/e/2015-09/seats?lang=en&mass=90"
LEVELS = ("95%", "80%", "99%", "70%", "50%", "always")
PARTIES = ("LAE", "ANEL", "KKE", "LAE", "ANEL", "KKE")
WIDTHS = (390, 1440)
LONGEST = 300
CLICK = """name => new Promise((done, failed) => {
  setTimeout(() => failed(new Error(`no answer to ${name}: ${seen}, ${told.textContent}`)), 20000);
  const main = document.querySelector('#live main'), told = document.getElementById('told');
  const choices = [...main.querySelectorAll('a.option, a.switch')];
  const link = choices.find(each => each.textContent.trim() === name);
  const shown = main.dataset.shown, began = performance.now();
  const bar = document.getElementById('progress');
  let seen = 0, waited = false;
  const watch = new MutationObserver(() => {
    if (told.textContent && !/…$/.test(told.textContent) && !seen) {
      requestAnimationFrame(() => setTimeout(() => { seen = performance.now() - began; }));
    }
  });
  watch.observe(told, {childList: true});
  link.click();
  (function look() {
    waited = waited || !bar.hidden;
    const now = document.querySelector('#live:not(.waiting) main');
    if (seen && now.dataset.shown !== shown) {
      watch.disconnect();
      done([seen, performance.now() - began, waited]);
    } else { requestAnimationFrame(look); }
  })();
})"""
WHOLE = """() => new Promise(done => (function look() {
  const there = document.querySelector('#live:not(.waiting) main') && window.provlepsi.ready();
  if (there) { done(performance.now()); } else { requestAnimationFrame(look); }
})())"""


@dataclass
class Case:
    """What is pressed, and what was measured, in milliseconds."""

    name: str
    pressed: Sequence[str]
    seen: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    anew: list[float] = field(default_factory=list)
    bars: int = 0


def measure(browser: Browser, address: str, case: Case, width: int) -> None:
    """Press one choice after the other; then open the addresses that they led to anew."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page, addresses = context.new_page(), []
    page.goto(address + PAGE)
    there(page)
    # The levels on offer are worked out meanwhile, as they are while a reader reads.
    page.wait_for_timeout(8000)
    for name in case.pressed:
        page.wait_for_timeout(700)
        seen, whole, waited = page.evaluate(CLICK, name)
        case.seen.append(seen)
        case.whole.append(whole)
        case.bars += waited
        addresses.append(page.url)
    case.anew += [opened(page, each) for each in addresses]
    context.close()


def opened(page: Page, address: str) -> float:
    """Milliseconds until a page opened with all files at hand stands whole."""
    page.goto(address, wait_until="commit")
    found: float = page.evaluate(WHOLE)
    return found


def run() -> bool:
    """Print the medians and the longest, and judge them."""
    if executable() is None:
        print("  NO CHROMIUM: not measured")
        return False
    cases = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(servers.provlepsi(folder / "bench.sqlite3"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for width in WIDTHS:
            for name, pressed in (("level", LEVELS), ("coalition", PARTIES)):
                cases.append(Case(f"{name}, {width} px", pressed))
                measure(browser, ours, cases[-1], width)
        browser.close()
    return report(cases)


def report(cases: Sequence[Case]) -> bool:
    """The table and the goals."""
    met = True
    for case in cases:
        seen, whole = (f"{middle(each):.0f} ms ({max(each):.0f})" for each in (case.seen, case.whole))
        print(f"  {case.name}: in view {seen}, whole page {whole}, anew {middle(case.anew):.0f} ms")
        print(f"    medians (longest); a progress bar was shown {case.bars} times of {len(case.seen)}")
    for case in cases:
        seen_first = middle(case.seen)
        met &= at_most(f"milliseconds until all in view has changed, {case.name}", seen_first, LONGEST)
        met &= at_most(f"over the page opened anew, {case.name}", seen_first / middle(case.anew), 1 / 3)
    return met
