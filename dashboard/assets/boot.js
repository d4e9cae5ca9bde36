// Before the first paint: light or dark, the election the reader last looked at, and tables folded that no script
// would unfold again.
(function () {
  'use strict';
  var root = document.documentElement;
  var query = new URLSearchParams(location.search);

  function remembered(name) {
    try { return localStorage.getItem(name); } catch (refused) { return null; }
  }

  var scheme = [query.get('theme'), remembered('mantine-color-scheme-value')].find(function (word) {
    return word === 'dark' || word === 'light';
  });
  if (!scheme) { scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'; }
  root.setAttribute('data-mantine-color-scheme', scheme);

  // Where no script runs tables stand open, for there are no charts: here they are folded as they come.
  function fold() {
    document.querySelectorAll('details[data-fold]').forEach(function (table) {
      table.open = false;
      table.removeAttribute('data-fold');
    });
  }
  var coming = new MutationObserver(fold);
  coming.observe(root, {childList: true, subtree: true});
  document.addEventListener('DOMContentLoaded', function () { coming.disconnect(); fold(); });

  var last = remembered('provlepsi-election');
  if (location.pathname === '/' && !query.has('election') && last && last !== document.currentScript.dataset.shows) {
    query.set('election', last);
    location.replace('/?' + query);
  }
})();
