// A table comes from Dash with its rows as HTML, in one piece: as many components as it has cells would take long.
(function () {
  'use strict';

  function fill(table) { table.innerHTML = table.dataset.rows; }

  function come(part) {
    if (part.nodeType !== 1) { return; }
    // A copy of the page brings its rows along.
    if (part.dataset.rows !== undefined && !part.firstChild) { fill(part); }
    part.querySelectorAll('[data-rows]:empty').forEach(fill);
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === 'attributes') { fill(change.target); } else { change.addedNodes.forEach(come); }
    });
  }).observe(document.documentElement, {childList: true, subtree: true, attributes: true, attributeFilter: ['data-rows']});
})();
