"""What can be measured on a page as it stands: room, clipped words, words over one another, drawn marks."""

from typing import Any

from playwright.sync_api import Page

# A line of text is taller than its letters: two lines may share this many pixels.
SHARED = 2

FAULTS = """shared => {
  const faults = [];
  const root = document.documentElement;
  const seen = part => part.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const named = part => part.tagName.toLowerCase() + (part.className ? '.' + part.className : '');
  const said = part => part.textContent.trim().slice(0, 60);
  if (root.scrollWidth > root.clientWidth) {
    faults.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`);
  }
  for (const part of document.querySelectorAll('body *')) {
    if (part.closest('svg') || !seen(part) || !said(part)) { continue; }
    const style = getComputedStyle(part);
    if (style.clipPath !== 'none') { continue; }
    if (/hidden|clip/.test(style.overflowX) && part.scrollWidth > part.clientWidth + 1) {
      faults.push(`cut off at the side: ${named(part)} “${said(part)}”`);
    }
    if (/hidden|clip/.test(style.overflowY) && part.scrollHeight > part.clientHeight + 1) {
      faults.push(`cut off below: ${named(part)} “${said(part)}”`);
    }
  }
  for (const chart of document.querySelectorAll('.js-plotly-plot')) {
    if (!seen(chart)) { continue; }
    const frame = chart.querySelector('.main-svg').getBoundingClientRect();
    const lines = [];
    for (const text of chart.querySelectorAll('.main-svg text')) {
      if (!said(text) || !seen(text) || text.closest('.hoverlayer')) { continue; }
      const parts = text.querySelectorAll('tspan.line');
      for (const part of parts.length ? parts : [text]) {
        const box = part.getBoundingClientRect();
        if (!said(part) || !box.width || !box.height) { continue; }
        lines.push({text, box, words: said(part)});
        if (box.left < frame.left - 1 || box.right > frame.right + 1 ||
            box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
          faults.push(`outside the chart: “${said(part)}”`);
        }
      }
    }
    lines.forEach((one, i) => lines.slice(i + 1).forEach(other => {
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (one.text !== other.text && across > shared && down > shared) {
        const size = `${across.toFixed(1)} × ${down.toFixed(1)} px`;
        faults.push(`over one another by ${size}: “${one.words}” and “${other.words}”`);
      }
    }));
  }
  return faults;
}"""

MARKS = """() => [...document.querySelectorAll('.js-plotly-plot')].filter(chart => chart.checkVisibility(
    {opacityProperty: true, visibilityProperty: true})).map(chart =>
  [...chart.querySelectorAll('.main-svg .trace path')].filter(mark => {
    const box = mark.getBoundingClientRect();
    return box.width + box.height > 0;
  }).length)"""


def faults(page: Page) -> list[str]:
    """Sideways scrolling, clipped words, words outside their chart or over one another."""
    found: list[str] = page.evaluate(FAULTS, SHARED)
    return found


def marks(page: Page) -> list[int]:
    """How many marks each visible chart shows, in reading order."""
    found: list[int] = page.evaluate(MARKS)
    return found


def duplicate_ids(page: Page) -> list[str]:
    """Ids that more than one element of the document bears."""
    found: list[str] = page.evaluate(
        """() => {
          const ids = [...document.querySelectorAll('[id]')].map(part => part.id);
          return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
        }"""
    )
    return found


def bands(page: Page, chart: str) -> dict[str, list[tuple[str, float, float]]]:
    """The bands a chart shows: for every party from when, low and high, as plotly holds them.

    Args:
        page: the page.
        chart: the id of the chart's place.
    """
    traces: list[dict[str, Any]] = page.evaluate(
        """chart => document.querySelector(`#${chart} .js-plotly-plot`).calcdata
          .filter(points => points[0].trace.type === 'bar' && points[0].trace.meta?.party)
          .map(points => ({
            party: points[0].trace.meta.party,
            points: points.map((point, i) => [points[0].trace.x[i], point.b, point.b + point.s]),
          }))""",
        chart,
    )
    return {
        trace["party"]: [(x, round(low, 4), round(high, 4)) for x, low, high in trace["points"] if high]
        for trace in traces
    }
