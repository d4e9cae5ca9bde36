// Before the first paint: light or dark, and the election the reader last looked at.
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

  var last = remembered('provlepsi-election');
  if (location.pathname === '/' && !query.has('election') && last && last !== document.currentScript.dataset.shows) {
    query.set('election', last);
    location.replace('/?' + query);
  }
})();
