// The first chart is drawn into the plain page at once; then Dash is fetched, drawn unseen, and put in its place.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};
  var first = document.getElementById('first-view');
  var live = document.getElementById('live');
  var source = document.getElementById('first-figure');

  function drawFirst() {
    var place = first.querySelector('.first-chart');
    if (!source || !place || !window.Plotly) { return Promise.resolve(); }
    var chart = JSON.parse(source.textContent);
    return Plotly.newPlot(place, {data: chart.figure.data, layout: chart.figure.layout, config: chart.config});
  }

  function preload(address) {
    var link = document.createElement('link');
    Object.assign(link, {rel: 'preload', as: 'fetch', href: address, crossOrigin: 'anonymous'});
    document.head.append(link);
  }

  function run(script) {
    return new Promise(function (done, failed) {
      var copy = document.createElement('script');
      for (var i = 0; i < script.attributes.length; i++) {
        copy.setAttribute(script.attributes[i].name, script.attributes[i].value);
      }
      copy.async = false;
      copy.onload = done;
      copy.onerror = failed;
      copy.textContent = script.textContent;
      document.body.append(copy);
      if (!script.src) { done(); }
    });
  }

  function fetchDash() {
    preload('/_dash-layout');
    preload('/_dash-dependencies');
    var scripts = Array.from(document.getElementById('dash-scripts').content.querySelectorAll('script'));
    var outer = scripts.filter(function (script) { return script.src; });
    var inner = scripts.filter(function (script) { return !script.src; });
    return Promise.all(outer.map(run)).then(function () { inner.forEach(run); });
  }

  function ready() {
    // Whether the page Dash has drawn stands there with its charts.
    if (!live.querySelector('main')) { return false; }
    return Array.from(live.querySelectorAll('.chart .dash-graph')).every(function (chart) {
      return chart.querySelector('.main-svg') && !chart.querySelector('.dash-graph--pending');
    });
  }

  // An address with a fragment leads to its place: at once in the plain page, and again in the one that follows it.
  function toPlace(prefix) {
    var name = location.hash.slice(1).replace(/^first-/, '');
    var place = name && document.getElementById(prefix + name);
    if (place) { place.scrollIntoView(); }
    return place ? window.scrollY : -1;
  }

  function takeOver() {
    var waited = arrived >= 0 && Math.abs(window.scrollY - arrived) < 2;
    var focused = document.activeElement && document.activeElement.id;
    var open = Array.from(first.querySelectorAll('details')).map(function (part) { return part.open; });
    live.querySelectorAll('details').forEach(function (part, i) { if (open[i]) { part.open = true; } });
    var typed = first.querySelector('#first-chances-mass');
    if (typed && typed.value !== typed.defaultValue) {
      window.dash_clientside.set_props('chances-mass', {value: typed.value});
    }
    live.classList.remove('waiting');
    first.remove();
    house.live = true;
    if (focused && focused.indexOf('first-') === 0) {
      var same = document.getElementById(focused.slice(6));
      if (same) { same.focus({preventScroll: true}); }
    }
    if (waited) { toPlace(''); }
    house.remember();
  }

  function wait() {
    if (ready()) { takeOver(); } else { requestAnimationFrame(wait); }
  }

  var arrived = toPlace('first-');
  house.ready = ready;
  house.remember();
  drawFirst().then(function () {
    performance.mark('first-chart');
    return fetchDash();
  }).then(wait).catch(function (fault) { console.warn('The page stays as it came:', fault.type || fault); });
})();
