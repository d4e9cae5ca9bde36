// The seat calculator answers while one types: what stands in its form is asked for as the form would be sent.
(function () {
  'use strict';
  var PAUSE = 250;
  var timer = 0;

  function form() { return document.querySelector('#live:not(.waiting) #seats-form'); }
  function query(from) { return new URLSearchParams(new FormData(from)).toString(); }

  function ask() {
    var place = form();
    if (!place) { return; }
    var sent = query(place);
    window.dash_clientside.set_props('seats-asked', {data: sent});
    var until = performance.now() + 6000;
    (function look() {
      var state = document.querySelector('#live #seats-state');
      if (state && state.dataset.sent === sent) { answered(state.dataset.address); return; }
      if (performance.now() < until) { requestAnimationFrame(look); }
    })();
  }

  // The address is that of what is shown, also for the way into the other language; a wrong field is marked.
  function answered(address) {
    history.replaceState(history.state, '', address);
    document.querySelectorAll('#live .language').forEach(function (link) {
      var there = new URL(address, location.href);
      if (link.lang === 'el') { there.searchParams.delete('lang'); } else { there.searchParams.set('lang', link.lang); }
      link.href = there.pathname + there.search;
    });
    mark();
  }

  function mark() {
    var said = document.querySelector('#live #seats-said');
    var wrong = said && said.dataset.wrong;
    document.querySelectorAll('#seats-form .share input').forEach(function (box) {
      var here = Boolean(wrong) && box.id === 'seats-share-' + wrong;
      box.closest('.share').classList.toggle('wrong', here);
      if (here) {
        box.setAttribute('aria-invalid', 'true');
        box.setAttribute('aria-describedby', 'seats-said');
      } else {
        box.removeAttribute('aria-invalid');
        box.removeAttribute('aria-describedby');
      }
    });
  }

  function changed(event) {
    if (!event.target.closest) { return; }
    if (event.target.closest('#first-seats-form')) { carry(); return; }
    if (!event.target.closest('#live #seats-form')) { return; }
    clearTimeout(timer);
    timer = setTimeout(ask, event.type === 'change' ? 0 : PAUSE);
  }

  // What was typed before Dash came is put into the form that takes the place of the first one.
  var carried = false;
  function carry() {
    if (carried) { return; }
    carried = true;
    var first = document.getElementById('first-seats-form');
    (function look() {
      var place = form();
      if (!place) { requestAnimationFrame(look); return; }
      var typed = [];
      new FormData(first).forEach(function (value, name) {
        var box = place.elements[name];
        if (box && box.value !== value) { typed.push({box: box, before: box.value, value: value}); }
      });
      put(typed, performance.now() + 6000, 0);
    })();
  }

  // A slow browser draws what Dash was told frames later: only then is the form asked for.
  function put(typed, until, frame) {
    var missing = typed.filter(function (each) { return each.box.value === each.before; });
    if (!missing.length || performance.now() > until) { ask(); return; }
    missing.forEach(function (each) {
      if (each.box.tagName === 'SELECT') { each.box.value = each.value; return; }
      if (frame % 30 === 0) { window.dash_clientside.set_props(each.box.id, {value: each.value}); }
    });
    requestAnimationFrame(function () { put(typed, until, frame + 1); });
  }

  // Dash draws no states of fields: they are set once its form is there.
  if (document.querySelector('#first-seats-said[data-wrong]:not([data-wrong=""])')) {
    (function look() { if (form()) { mark(); } else { requestAnimationFrame(look); } })();
  }

  document.addEventListener('input', changed);
  document.addEventListener('change', changed);
  document.addEventListener('submit', function (event) {
    // A further party gets a field of its own when the page comes anew.
    if (event.target !== form() || event.target.elements.more.value) { return; }
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });
})();
