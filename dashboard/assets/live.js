// A page that is looked at asks every few seconds whether its election has a new update, and then shows it.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};
  var EVERY = 2500;
  var words = JSON.parse(document.getElementById('words').textContent);

  function shown() {
    return document.querySelector('#live:not(.waiting) main[data-live], #first-view main[data-live]');
  }

  function told(main) {
    return fetch('/live/' + encodeURIComponent(main.dataset.election), {cache: 'no-cache'}).then(function (answer) {
      return answer.ok ? answer.text() : main.dataset.live;
    });
  }

  // Dash asks for the page at the same address again; where it has not arrived yet, it will bring the new one.
  function again(main) {
    if (!house.live || !window.dash_clientside) { return; }
    var until = performance.now() + 4000;
    house.again();
    (function look() {
      var now = shown();
      if (now && now.dataset.live !== main) { house.say(words.fresh, 'news'); return; }
      if (performance.now() < until) { requestAnimationFrame(look); }
    })();
  }

  function ask() {
    var main = shown();
    if (!main || document.visibilityState !== 'visible') { return Promise.resolve(); }
    var had = main.dataset.live;
    return told(main).then(function (state) {
      if (state && state !== had && shown() === main) { again(had); }
    }).catch(function () { /* the next time, perhaps */ });
  }

  setInterval(ask, EVERY);
  document.addEventListener('visibilitychange', ask);
})();
