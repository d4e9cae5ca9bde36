// Links change the view without a reload once Dash is there; buttons work from the first moment.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};
  var words = JSON.parse(document.getElementById('words').textContent);

  house.say = function (sentence, kind) {
    var place = document.getElementById('notice');
    if (!place) { return; }
    var box = document.createElement('div');
    box.className = kind ? 'notice ' + kind : 'notice';
    box.setAttribute('role', kind ? 'status' : 'alert');
    box.textContent = sentence;
    place.querySelectorAll('.notice[data-own]').forEach(function (old) { old.remove(); });
    box.dataset.own = 'true';
    place.append(box);
    setTimeout(function () { box.remove(); }, 8000);
  };

  function inside(link) {
    return link.origin === location.origin && !link.target && !link.hasAttribute('download') &&
      !link.dataset.reload && !link.dataset.file && /^\/($|e\/|u\/|help)/.test(link.pathname);
  }

  function show(link) {
    var samePage = link.pathname === location.pathname;
    if (samePage && link.search === location.search) {
      if (link.hash) { return false; }
      return true;
    }
    var stay = samePage && whereWeAre(link);
    history.pushState({}, '', link.pathname + link.search + link.hash);
    window.dispatchEvent(new CustomEvent('_dashprivate_pushstate'));
    settled(stay || arrive);
    return true;
  }

  // Runs when the page that Dash has been asked for stands there with its charts; the height is held till then.
  function settled(then) {
    var live = document.getElementById('live');
    live.style.minHeight = live.offsetHeight + 'px';
    var before = live.querySelector('main').dataset.shown;
    var until = performance.now() + 6000;
    (function look() {
      var main = live.querySelector('main');
      var there = main && main.dataset.shown !== before && house.ready();
      if (!there && performance.now() < until) { requestAnimationFrame(look); return; }
      if (there) { then(); }
      live.style.minHeight = '';
      house.remember();
    })();
  }

  // Another view of the same page: the reader's eyes and keyboard stay where they were.
  function whereWeAre(link) {
    var top = window.scrollY;
    var name = link.textContent;
    var kind = link.className.split(' ')[0];
    return function () {
      var same = Array.from(document.querySelectorAll('#live a')).find(function (other) {
        return other.textContent === name && other.className.split(' ')[0] === kind;
      });
      if (same && document.activeElement === document.body) { same.focus({preventScroll: true}); }
      window.scrollTo(0, top);
    };
  }

  // Another page: begin at its top, and let the headline be read out.
  function arrive() {
    window.scrollTo(0, 0);
    var title = document.getElementById('title');
    if (title) { title.focus({preventScroll: true}); }
  }

  function copy(link) {
    var done = function () { house.say(link.dataset.copy); };
    if (!navigator.clipboard) { return false; }
    navigator.clipboard.writeText(link.href).then(done, function () { location.assign(link.href); });
    return true;
  }

  document.addEventListener('click', function (event) {
    var target = event.target.closest('a[href], button');
    var menu = document.querySelector('details.menu[open]');
    if (menu && !(event.target.closest('details.menu') && !target)) { menu.open = false; }
    if (!target || event.defaultPrevented || event.button) { return; }
    if (target.dataset.themeToggle) { house.choose(house.scheme() === 'dark' ? 'light' : 'dark'); return; }
    if (target.dataset.image) { house.image(target.dataset.image, target.dataset.filename); return; }
    if (target.tagName !== 'A' || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) { return; }
    if (target.dataset.copy) {
      if (copy(target)) { event.preventDefault(); }
    } else if (house.live && inside(target) && show(target)) { event.preventDefault(); }
  });

  window.addEventListener('popstate', function () { if (house.live) { settled(function () { /* scroll is the browser's */ }); } });

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') {
      document.querySelectorAll('details.menu[open]').forEach(function (menu) {
        menu.open = false;
        menu.querySelector('summary').focus();
      });
    }
    if (event.key === ' ' && event.target.matches('a[role="button"]')) {
      event.preventDefault();
      event.target.click();
    }
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (event.target.closest('.js-plotly-plot, input, textarea, select, [contenteditable], .table-frame, .chart-scroll')) { return; }
    var way = {ArrowLeft: 'prev', ArrowRight: 'next'}[event.key];
    var link = way && document.querySelector('#live:not(.waiting) main a[rel="' + way + '"], #first-view main a[rel="' + way + '"]');
    if (link) { event.preventDefault(); link.click(); }
  });

  // Which election was looked at last, for the front page.
  house.remember = function () {
    var main = document.querySelector('main[data-election]');
    try { if (main) { localStorage.setItem('provlepsi-election', main.dataset.election); } } catch (refused) { /* not remembered */ }
  };

  // The words of the browser, not of Dash, for an answer that does not come.
  var plain = window.fetch;
  window.fetch = function (resource) {
    var asked = plain.apply(this, arguments);
    var address = String(resource && resource.url || resource);
    if (address.indexOf('/_dash-update-component') < 0) { return asked; }
    document.body.classList.add('asking');
    return asked.then(function (answer) {
      document.body.classList.remove('asking');
      if (answer.status >= 400) { house.say(words.failed); }
      return answer;
    }, function (fault) {
      document.body.classList.remove('asking');
      house.say(words.offline);
      throw fault;
    });
  };
})();
