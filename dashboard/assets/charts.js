// Every chart is dressed for the reader's colour scheme and width on its way to Plotly, whoever draws it.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};
  var root = document.documentElement;
  var NARROW = 640;

  house.scheme = function () {
    return root.getAttribute('data-mantine-color-scheme') === 'dark' ? 'dark' : 'light';
  };

  // The readers' pages have a camera of their own (images.js).
  function withCamera(config) {
    var image = config && config.modeBarButtons && config.toImageButtonOptions;
    return image && house.camera ? Object.assign({}, config, {modeBarButtons: [[house.camera(image.filename)]]}) : config;
  }

  // Plotly keeps the first range and place of axes that are tied to one another, whatever a new figure says.
  function untie(chart) {
    Object.keys(chart._fullLayout || {}).forEach(function (name) {
      if (!/^[xy]axis\d*$/.test(name)) { return; }
      delete chart._fullLayout[name]._inputRange;
      delete chart._fullLayout[name]._inputDomain;
    });
  }

  // Where the arrow keys stood in a chart they stand again in another figure, which comes without them.
  function stepped(chart, layout) {
    var step = chart.dataset.step, updates = (layout.meta.updates || []).length;
    if (!step || (layout.shapes || []).some(function (shape) { return shape.name === 'cursor'; })) { return; }
    chart.dataset.step = step === '0' ? '' : String(step - 1);
    if (Number(step) < updates) { house.step(chart, 'ArrowRight'); } else { chart.dataset.step = ''; }
  }

  function dressing(draw) {
    return function (place, figure, layout, config) {
      var chart = typeof place === 'string' ? document.getElementById(place) : place;
      var source = Array.isArray(figure) ? {data: figure, layout: layout, config: config} : figure;
      if (!chart || !source || !source.layout || !source.layout.meta) { return draw.apply(this, arguments); }
      var width = chart.clientWidth || window.innerWidth;
      var dressed = house.dress({data: source.data, layout: source.layout}, house.scheme(), width);
      var settings = JSON.stringify(source.config);
      // The same settings given again would make Plotly begin from nothing.
      var known = chart._fullLayout && chart.provlepsi && chart.provlepsi.settings === settings;
      untie(chart);
      chart.provlepsi = {source: source, settings: settings, narrow: width < NARROW, scheme: house.scheme()};
      return draw.call(this, chart, {
        data: dressed.data, layout: dressed.layout, frames: source.frames, config: known ? undefined : withCamera(source.config)
      }).then(function (drawn) {
        stepped(chart, source.layout);
        return drawn;
      });
    };
  }

  function redress() {
    document.querySelectorAll('.js-plotly-plot').forEach(function (chart) {
      var drawn = chart.provlepsi;
      if (!drawn || !chart.clientWidth) { return; }
      if (drawn.scheme !== house.scheme() || drawn.narrow !== chart.clientWidth < NARROW) {
        Plotly.react(chart, drawn.source);
      }
    });
  }

  if (!window.Plotly) { return; }
  Plotly.react = dressing(Plotly.react);
  Plotly.newPlot = dressing(Plotly.newPlot);

  // Dash asks every chart just drawn to fit its place, which would draw it a second time a moment later.
  function fits(chart) {
    var drawn = chart && chart._fullLayout;
    return drawn && Math.abs(drawn.width - chart.clientWidth) < 1 && Math.abs(drawn.height - chart.clientHeight) < 1;
  }
  var resize = Plotly.Plots.resize;
  Plotly.Plots.resize = function (chart) {
    var place = typeof chart === 'string' ? document.getElementById(chart) : chart;
    return fits(place) ? Promise.resolve(place) : resize.apply(this, arguments);
  };

  var asked = false;
  window.addEventListener('resize', function () {
    if (asked) { return; }
    asked = true;
    requestAnimationFrame(function () { asked = false; redress(); });
  });

  // Mantine and the button both set the attribute; an address that names a theme overrules them.
  var forced = new URLSearchParams(location.search).get('theme');
  new MutationObserver(function () {
    if ((forced === 'dark' || forced === 'light') && root.getAttribute('data-mantine-color-scheme') !== forced) {
      root.setAttribute('data-mantine-color-scheme', forced);
      return;
    }
    redress();
  }).observe(root, {attributes: true, attributeFilter: ['data-mantine-color-scheme']});
  house.choose = function (scheme) {
    forced = null;
    try { localStorage.setItem('mantine-color-scheme-value', scheme); } catch (refused) { /* not remembered */ }
    root.setAttribute('data-mantine-color-scheme', scheme);
  };
})();
