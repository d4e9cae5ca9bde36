/* Dresses the charts for the reader's colours and width, and lets the arrow keys walk through the updates. */
(function () {
  'use strict';

  var NARROW = 640;

  // ---- dressing -------------------------------------------------------------------------------------------

  function copy(value, swap) {
    if (Array.isArray(value)) {
      if (value.length && typeof value[0] === 'number') return value;
      return value.map(function (part) { return copy(part, swap); });
    }
    if (value && typeof value === 'object') {
      var made = {};
      Object.keys(value).forEach(function (key) {
        made[key] = key === 'meta' ? value[key] : copy(value[key], swap);
      });
      return made;
    }
    if (swap && typeof value === 'string' && Object.prototype.hasOwnProperty.call(swap, value)) return swap[value];
    return value;
  }

  // Sets figure.layout.xaxis2.domain from "layout.xaxis2.domain"; a path that leads nowhere is left alone.
  function put(figure, path, value) {
    var keys = path.split('.');
    var last = keys.pop();
    var place = figure;
    for (var i = 0; i < keys.length; i += 1) {
      if (place === null || typeof place !== 'object' || !Object.prototype.hasOwnProperty.call(place, keys[i])) return;
      place = place[keys[i]];
    }
    if (place !== null && typeof place === 'object' && last !== '__proto__') place[last] = value;
  }

  function dress(figure, scheme, width) {
    if (!figure || !figure.layout) return figure;
    var meta = figure.layout.meta || {};
    var swap = scheme === 'dark' ? meta.dark : null;
    var made = {data: copy(figure.data || [], swap), layout: copy(figure.layout, swap)};
    if (figure.frames) made.frames = figure.frames;
    if (width && width < NARROW) {
      Object.keys(meta.narrow || {}).forEach(function (path) { put(made, path, copy(meta.narrow[path], swap)); });
    }
    if (meta.minWidth && width && width < meta.minWidth) {
      made.layout.width = meta.minWidth;
      made.layout.autosize = false;
    }
    return made;
  }

  // ---- stepping from update to update ---------------------------------------------------------------------

  function format(value, language) {
    return new Intl.NumberFormat(language === 'en' ? 'en' : 'el', {maximumFractionDigits: 2}).format(value);
  }

  function plain(text) {
    return String(text).replace(/<[^>]*>/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
  }

  // What stands in an update, read off the bars: "ΣΥΡΙΖΑ 28–30%, ΛΑΕ 20–23%".
  function ranges(figure, x, language) {
    return (figure.data || []).filter(function (trace) {
      return trace.type === 'bar' && trace.meta && trace.meta.party;
    }).map(function (trace) {
      var i = trace.x.indexOf(x);
      if (i < 0) return '';
      var low = trace.base[i];
      var high = low + trace.y[i];
      var said = format(low, language) + (trace.y[i] ? '–' + format(high, language) : '') + '%';
      // A list that took its predecessor's place is called what that update called it.
      return plain(trace.meta.names ? trace.meta.names[i] : trace.name) + ' ' + said;
    }).filter(Boolean).join(', ');
  }

  function tell(figure, index) {
    var meta = (figure.layout && figure.layout.meta) || {};
    var stop = (meta.updates || [])[index];
    if (!stop) return '';
    return plain(stop.title) + ': ' + plain(stop.text || ranges(figure, stop.x, meta.language));
  }

  function cursor(figure, index) {
    var layout = figure.layout;
    var stop = layout.meta.updates[index];
    var colour = (layout.font && layout.font.color) || '#000';
    return Object.keys(layout).filter(function (key) {
      return /^xaxis\d*$/.test(key) && layout[key].visible !== false && !layout[key].overlaying;
    }).map(function (key) {
      var number = key.slice(5);
      var line = {type: 'line', xref: 'x' + number, yref: 'y' + number + ' domain', x0: stop.x, x1: stop.x, y0: 0, y1: 1,
        line: {color: colour, width: 2}, name: 'cursor'};
      if (stop.x1 !== undefined) {
        line.type = 'rect';
        line.x1 = stop.x1;
        line.line.width = 3;
      }
      return line;
    });
  }

  function region() {
    var found = document.getElementById('figures-live');
    if (!found) {
      found = document.createElement('div');
      found.id = 'figures-live';
      found.setAttribute('aria-live', 'polite');
      found.setAttribute('role', 'status');
      found.style.cssText = 'position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
      document.body.appendChild(found);
    }
    return found;
  }

  function stops(plot) {
    var meta = plot && plot.layout && plot.layout.meta;
    return (meta && meta.updates) || [];
  }

  // ---- charts and tables wider than the screen -------------------------------------------------------------------------

  var SCROLLED = '.chart-scroll, .table-frame';

  // Tells the style sheet on which sides of what is seen a chart or a table goes on.
  function beside(place) {
    // What a table has behind its last column is no more of it.
    var last = place.querySelector('tr > :last-child');
    var hidden = place.scrollWidth - place.clientWidth - (last ? parseFloat(getComputedStyle(last).paddingRight) : 0);
    var more = [place.scrollLeft > 1 && 'before', place.scrollLeft < hidden - 1 && 'after'].filter(Boolean).join(' ');
    var told = place.classList.contains('chart-scroll') ? place.parentNode : place;
    if (told.dataset.more !== more) told.dataset.more = more;
  }

  function besides() {
    Array.prototype.forEach.call(document.querySelectorAll(SCROLLED), beside);
  }

  // Brings the update that the arrow keys stop at out from under the names and in from beyond the edge.
  function bring(plot, stop) {
    var place = plot.closest('.chart-scroll');
    var axis = plot._fullLayout.xaxis;
    if (!place || stop.x1 === undefined) return;
    var ends = [stop.x, stop.x1].map(function (x) { return axis._offset + axis.d2p(x); });
    var left = Math.min(ends[0], ends[1]) - plot.layout.meta.rows.width;
    var right = Math.max(ends[0], ends[1]) - place.clientWidth;
    place.scrollLeft = Math.max(Math.min(place.scrollLeft, left), right);
  }

  document.addEventListener('scroll', function (event) {
    if (event.target.matches && event.target.matches(SCROLLED)) beside(event.target);
  }, {capture: true, passive: true});
  // A table that was folded has a width only once it is opened.
  document.addEventListener('toggle', besides, true);
  window.addEventListener('resize', besides);

  function show(plot, index) {
    var kept = (plot.layout.shapes || []).filter(function (shape) { return shape.name !== 'cursor'; });
    var shapes = index === null ? kept : kept.concat(cursor(plot, index));
    window.Plotly.relayout(plot, {shapes: shapes});
    if (index !== null) bring(plot, stops(plot)[index]);
    plot.dataset.step = index === null ? '' : String(index);
    var said = index === null ? '' : tell(plot, index);
    region().textContent = said;
    plot.dispatchEvent(new CustomEvent('provlepsi:step', {bubbles: true, detail: {index: index, text: said}}));
  }

  function step(plot, key) {
    var count = stops(plot).length;
    if (!count) return false;
    var here = plot.dataset.step ? Number(plot.dataset.step) : null;
    if (key === 'Escape') {
      if (here === null) return false;
      show(plot, null);
      return true;
    }
    var next = {
      ArrowRight: here === null ? 0 : Math.min(here + 1, count - 1),
      ArrowLeft: here === null ? count - 1 : Math.max(here - 1, 0),
      Home: 0,
      End: count - 1,
    }[key];
    if (next === undefined) return false;
    if (next !== here) show(plot, next);
    return true;
  }

  function plotOf(target) {
    return target && target.closest ? target.closest('.js-plotly-plot') : null;
  }

  // A chart that has updates can be focused; its label says what the keys do.
  function reach(plot) {
    if (!stops(plot).length || plot.hasAttribute('tabindex')) return;
    plot.tabIndex = 0;
    plot.setAttribute('role', 'group');
    if (!plot.hasAttribute('aria-label') && plot.layout.meta.keys) plot.setAttribute('aria-label', plot.layout.meta.keys);
  }

  document.addEventListener('keydown', function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var plot = plotOf(event.target);
    if (plot && step(plot, event.key)) event.preventDefault();
  });
  document.addEventListener('focusout', function (event) {
    var plot = plotOf(event.target);
    if (plot && plot.dataset.step && plotOf(event.relatedTarget) !== plot) show(plot, null);
  });

  function watch() {
    var waiting = false;
    function look() {
      waiting = false;
      Array.prototype.forEach.call(document.querySelectorAll('.js-plotly-plot'), reach);
      besides();
    }
    new MutationObserver(function () {
      if (waiting) return;
      waiting = true;
      window.requestAnimationFrame(look);
    }).observe(document.body, {childList: true, subtree: true});
    look();
  }
  if (document.body) watch();
  else document.addEventListener('DOMContentLoaded', watch);

  window.provlepsi = Object.assign(window.provlepsi || {}, {dress: dress, step: step, tell: tell});
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.figures = Object.assign(window.dash_clientside.figures || {}, {
    dress: dress,
    steps: function (key, id) {
      var plot = id && document.getElementById(id);
      plot = plot && (plot.classList.contains('js-plotly-plot') ? plot : plot.querySelector('.js-plotly-plot'));
      if (plot) step(plot, key);
      return window.dash_clientside.no_update;
    },
  });
}());
