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
    var search = samePage ? house.together(link) : null;
    if (search === null) { search = link.search; }
    if (samePage && search === location.search) {
      if (link.hash) { return false; }
      return true;
    }
    go(link, samePage, link.pathname + search + link.hash);
    return true;
  }

  function go(control, samePage, address) {
    history.pushState({}, '', address);
    if (!house.turn(control, samePage)) { window.dispatchEvent(new CustomEvent('_dashprivate_pushstate')); }
  }

  // A form that asks for another view of its own page.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!house.live || event.defaultPrevented || !form.matches('#live main form.other-mass')) { return; }
    event.preventDefault();
    var search = '?' + new URLSearchParams(new FormData(form));
    if (search !== location.search) { go(event.submitter || form.querySelector('button'), true, location.pathname + search); }
  });

  // A link that the browser follows by itself, to another page of ours: not to a file, nor to a place of this page.
  function leads(link) {
    return link.origin === location.origin && !link.target && !link.dataset.file && !link.hasAttribute('download') &&
      !/\.\w{2,4}$/.test(link.pathname) && (!link.hash || link.pathname !== location.pathname);
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
    else if (leads(target)) { house.leave(target); }
  });

  // Where one was on the page before, the browser knows.
  window.addEventListener('popstate', function () { if (house.live) { house.turn(null, true); } });

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
    var link = way && document.querySelector('.page:not(.waiting) main a[rel="' + way + '"]');
    if (link) { event.preventDefault(); link.click(); }
  });

  // Which election was looked at last, for the front page.
  house.remember = function () {
    var main = document.querySelector('main[data-election]');
    try { if (main) { localStorage.setItem('provlepsi-election', main.dataset.election); } } catch (refused) { /* not remembered */ }
  };
})();
