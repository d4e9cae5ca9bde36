// What is plain HTML comes from Dash in pieces, each one component: one for every word and cell would take long.
// A piece that changes is changed where it differs, so that eyes and keyboard stay where they are.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};

  function parsed(place, html) {
    var made = place.cloneNode(false);
    made.innerHTML = html;
    return made;
  }

  function attributes(part, like) {
    Array.from(part.attributes).forEach(function (each) {
      // Whether it is unfolded is the reader's choice.
      if (!like.hasAttribute(each.name) && each.name !== 'open') { part.removeAttribute(each.name); }
    });
    Array.from(like.attributes).forEach(function (each) {
      if (part.getAttribute(each.name) !== each.value) { part.setAttribute(each.name, each.value); }
    });
  }

  // Makes what is in a part like what is in another, keeping every element that can stay.
  function within(part, like) {
    var has = Array.from(part.childNodes), wanted = Array.from(like.childNodes);
    has.slice(wanted.length).forEach(function (node) { node.remove(); });
    wanted.forEach(function (node, i) {
      if (!has[i]) { part.append(node); }
      else if (has[i].nodeName !== node.nodeName || has[i].id !== node.id) { has[i].replaceWith(node); }
      else if (node.nodeType !== Node.ELEMENT_NODE) {
        if (has[i].data !== node.data) { has[i].data = node.data; }
      } else if (!has[i].isEqualNode(node)) {
        attributes(has[i], node);
        within(has[i], node);
      }
    });
  }

  function fill(piece) {
    if (!piece.firstChild) { piece.innerHTML = piece.dataset.inner; }
    else { within(piece, parsed(piece, piece.dataset.inner)); }
  }

  function come(part) {
    if (part.nodeType !== Node.ELEMENT_NODE) { return; }
    // A copy of the page brings its pieces along.
    if (part.dataset.inner !== undefined && !part.firstChild) { fill(part); }
    part.querySelectorAll('[data-inner]:empty').forEach(fill);
  }

  function see(changes) {
    changes.forEach(function (change) {
      if (change.type === 'attributes') { fill(change.target); } else { change.addedNodes.forEach(come); }
    });
  }

  var watch = new MutationObserver(see);
  watch.observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['data-inner']
  });

  // Puts in at once what has just come.
  house.fill = function () { see(watch.takeRecords()); };
})();
