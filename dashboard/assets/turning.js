// From a click to its answer: what was pressed looks pressed at once, a wait is shown, and the page that was there
// stays until the next one stands whole in its place.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};
  var words = JSON.parse(document.getElementById('words').textContent);
  var PATIENCE = 300;
  var LONGEST = 6000;
  var PREFIX = 'first-';
  var REFERENCES = ['id', 'for', 'aria-labelledby', 'aria-describedby', 'aria-controls'];
  var SCROLLED = '.table-frame, .chart-scroll, .sections, .options';

  // ---- a wait, shown and said once it is longer than a moment ----------------------------------------------

  function added(name, role) {
    var part = document.createElement('div');
    part.id = name;
    part.setAttribute('role', role);
    document.body.append(part);
    return part;
  }

  var bar = added('progress', 'progressbar');
  var told = added('told', 'status');
  var seen = 0;
  bar.hidden = true;
  bar.setAttribute('aria-label', words.asking);
  told.className = 'unseen';

  function show(more) {
    seen += more;
    bar.hidden = seen < 1;
    if (more > 0) { told.textContent = words.asking; }
    else if (!seen && told.textContent === words.asking) { told.textContent = ''; }
  }

  // Begins a wait; what it gives ends it.
  function begin() {
    var over = false, shown = false;
    var timer = setTimeout(function () { shown = true; show(1); }, PATIENCE);
    return function () {
      if (over) { return; }
      over = true;
      clearTimeout(timer);
      if (shown) { show(-1); }
    };
  }

  // A wait for another document ends with this one; it is given up if none comes, as for a file that is saved.
  var leaving = null;
  function leave() {
    leaving = begin();
    setTimeout(leaving, 4 * LONGEST);
  }

  // ---- what was pressed -------------------------------------------------------------------------------------

  // Makes a choice look chosen; what it gives makes it look as before.
  function press(link) {
    var was = [];
    function set(part, name, value) {
      was.push([part, name, part.getAttribute(name)]);
      if (value === null) { part.removeAttribute(name); } else { part.setAttribute(name, value); }
    }
    var row = link.closest('.options, .threshold, .sections');
    if (link.hasAttribute('aria-pressed')) {
      var on = link.getAttribute('aria-pressed') !== 'true';
      set(link, 'aria-pressed', String(on));
      set(link, 'class', on ? 'switch' : 'switch off');
    } else if (row) {
      row.querySelectorAll('[aria-current]').forEach(function (other) { set(other, 'aria-current', null); });
      set(link, 'aria-current', row.matches('.sections') ? 'page' : 'true');
    }
    return function () {
      was.reverse().forEach(function (each) {
        if (each[2] === null) { each[0].removeAttribute(each[1]); } else { each[0].setAttribute(each[1], each[2]); }
      });
    };
  }

  // ---- the page that stays ----------------------------------------------------------------------------------

  var turn = null, held = null, left = null, before = null, requests = 0, newest = 0, failed = false;
  // The address of the page that stands, to which one goes back if the next one does not come.
  var standing = location.href;

  function nothing() { /* there is nothing to do */ }
  function notes(main) { return main && JSON.stringify(main.dataset); }

  // The switches of one row say together what is shown.
  function row(link) { return link && link.dataset.value ? link.closest('.switches') : null; }

  // Whether a switch is pressed before the page has answered the one pressed before it in the same row.
  function follows(link) {
    var earlier = turn && row(turn.link), group = row(link);
    return Boolean(earlier && group && earlier.dataset.name === group.dataset.name);
  }

  // Where a switch leads: the address is ahead of the page where others of its row were pressed just before.
  house.together = function (link) {
    var group = row(link);
    if (!group) { return null; }
    var name = group.dataset.name + '=', switches = list(group, '[data-value]');
    var pairs = location.search.slice(1).split('&').filter(Boolean);
    var named = pairs.find(function (pair) { return pair.startsWith(name); });
    var words = named ? named.slice(name.length).split(',').map(function (word) {
      try { return decodeURIComponent(word.replace(/\+/g, ' ')); } catch (broken) { return ''; }
    }) : null;
    var on = switches.filter(function (each) {
      var before = words ? words.includes(each.dataset.value) : each.getAttribute('aria-pressed') === 'true';
      return before !== (each === link);
    });
    var kept = pairs.filter(function (pair) { return pair !== named; });
    if (on.length && !(group.dataset.all && on.length === switches.length)) {
      kept.push(name + on.map(function (each) { return encodeURIComponent(each.dataset.value); }).join(','));
    }
    return kept.length ? '?' + kept.join('&') : '';
  };

  // Another view has been asked for: by a link, or, without one, by the browser's own buttons.
  house.turn = function (link, stays) {
    var earlier = follows(link) ? turn : null;
    if (turn) { turn.end(); }
    if (turn && !earlier) { turn.undo(); }
    // The browser's own buttons may lead to a place of the same page, for which nothing is asked.
    turn = {link: link, stays: stays, undo: link ? press(link) : nothing, end: link ? begin() : nothing};
    if (earlier) { join(turn, earlier); }
    if (!failed || !window.dash_clientside) { return false; }
    // Dash holds the address that failed: it is told to ask for it again.
    failed = false;
    house.again();
    return true;
  };

  // Has Dash ask for the page at the address, also where it has asked for that before.
  house.again = function () {
    window.dash_clientside.set_props('_pages_location', {pathname: location.pathname, search: location.search});
  };

  // If the answer does not come, all that was pressed looks as before.
  function join(later, earlier) {
    var undo = later.undo;
    later.undo = function () { undo(); earlier.undo(); };
  }

  function lost() {
    failed = true;
    if (!turn) { return; }
    turn.undo();
    turn.end();
    history.replaceState(history.state, '', standing);
    turn = null;
  }

  function live() { return document.getElementById('live'); }
  function list(place, what) { return Array.from(place.querySelectorAll(what)); }

  // Ids and what refers to them get the prefix of the page that comes as HTML: for a moment both stand there.
  function rename(part) {
    if (part instanceof SVGElement) { return; }
    REFERENCES.forEach(function (name) {
      var value = part.getAttribute(name);
      if (value) { part.setAttribute(name, value.split(' ').map(function (id) { return PREFIX + id; }).join(' ')); }
    });
  }

  // ---- another view of the page that stands -----------------------------------------------------------------

  var moves = 0;
  ['wheel', 'touchmove', 'pointerdown', 'keydown'].forEach(function (name) {
    window.addEventListener(name, function () { moves += 1; }, {capture: true, passive: true});
  });

  // Sets what the server sent where the page stands, and gives what is left of it for Dash; null where it cannot.
  function stay(body) {
    if (held || !house.live || shownPath() !== location.pathname) { return null; }
    var sent = JSON.parse(body), response = sent.response, content = response && response._pages_content;
    if (!content) { return null; }
    var found = house.differences(content.children);
    if (!found) { return null; }
    var done = turn, link = done && done.link, place = live();
    var focused = place.contains(document.activeElement) ? document.activeElement : null;
    var top = link && link.getBoundingClientRect().top;
    var same = link && trace(link, place), focus = focused && trace(focused, place);
    if (done) { done.undo(); }
    var handled = moves;
    function keep() {
      var now = link && (link.isConnected ? link : same());
      var lost = document.activeElement === document.body;
      if (focused && lost && !focused.isConnected && focus()) { focus().focus({preventScroll: true}); }
      // Who has moved on in the meantime reads on there.
      if (!now || moves !== handled || top < 0 || top > window.innerHeight) { return; }
      var moved = now.getBoundingClientRect().top - top;
      if (Math.abs(moved) >= 1) { window.scrollBy(0, moved); }
    }
    house.set(found, function () {
      keep();
      if (turn === done) { turn = null; }
      if (done) { done.end(); }
      if (link) { tell(link.isConnected ? link : same()); }
      house.remember();
    }, keep);
    return without(sent);
  }

  // What the server sent, but for the page.
  function without(sent) {
    if (sent.response) { delete sent.response._pages_content; }
    return JSON.stringify(sent);
  }

  function shownPath() {
    var main = live().querySelector('main');
    return main && main.dataset.shown ? new URL(main.dataset.shown, location.href).pathname : '';
  }

  // ---- the next page ----------------------------------------------------------------------------------------

  // A copy of the page stands where it stood while Dash draws the next one unseen.
  function hold() {
    house.forget();
    var place = live(), content = document.getElementById('_pages_content');
    var main = place.querySelector('main');
    before = {main: main, notes: notes(main)};
    if (held) { return; }
    if (!house.live || !content || place.classList.contains('waiting')) {
      if (turn) { turn.end(); }
      turn = null;
      return;
    }
    held = document.createElement('div');
    held.id = 'held';
    held.className = 'page';
    held.append.apply(held, Array.from(content.cloneNode(true).childNodes));
    var parts = list(content, '*'), copies = list(held, '*');
    var focus = copies[parts.indexOf(document.activeElement)];
    var link = turn && turn.link && copies[parts.indexOf(turn.link)];
    copies.forEach(function (copy, i) {
      rename(copy);
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(copy.tagName)) { copy.value = parts[i].value; }
    });
    place.before(held);
    place.classList.add('waiting');
    list(content, SCROLLED).forEach(function (part, i) { list(held, SCROLLED)[i].scrollLeft = part.scrollLeft; });
    if (focus) { focus.focus({preventScroll: true}); }
    wait(link, performance.now() + LONGEST);
  }

  function wait(link, until) {
    (function look() {
      var main = live().querySelector('main');
      var there = main && (main !== before.main || notes(main) !== before.notes);
      if (performance.now() > until || (there && !requests && house.ready())) { release(link); }
      else { requestAnimationFrame(look); }
    })();
  }

  function label(part) {
    var group = part.closest('[aria-label]');
    return group ? group.getAttribute('aria-label') : '';
  }

  // Finds a control again in what has come in the place of its page: by its id, else by its words among its likes,
  // else the first of its row.
  function trace(part, place) {
    var id = part.id.replace(PREFIX, ''), words = part.textContent, group = label(part);
    var kind = part.className.split(' ')[0], row = part.closest('.options, .switches, .sections');
    function likes(where) {
      return list(where, part.tagName).filter(function (other) {
        return other.textContent === words && other.className.split(' ')[0] === kind && label(other) === group;
      });
    }
    var number = likes(place).indexOf(part);
    return function () {
      if (id) { return document.getElementById(id); }
      return likes(live())[number] || (row && list(live(), 'a').find(function (other) { return label(other) === group; }));
    };
  }

  function release(link) {
    var done = turn, old = held;
    var stays = !done || done.stays;
    var focused = old.contains(document.activeElement) ? document.activeElement : null;
    var top = window.scrollY, height = link ? link.getBoundingClientRect().top : 0;
    var focus = focused && trace(focused, old)(), same = link && trace(link, old)();
    var scrolls = list(old, SCROLLED).map(function (part) { return part.scrollLeft; });
    var open = list(old, 'main details').map(function (part) { return part.open; });
    live().classList.remove('waiting');
    old.remove();
    held = turn = null;
    if (stays) {
      list(live(), 'main details').forEach(function (part, i) { if (open[i]) { part.open = true; } });
      list(live(), SCROLLED).forEach(function (part, i) { part.scrollLeft = scrolls[i] || 0; });
      if (focus) { focus.focus({preventScroll: true}); }
      if (done && done.link) {
        var inside = height > 0 && height < window.innerHeight;
        window.scrollTo(0, same && inside ? window.scrollY + same.getBoundingClientRect().top - height : top);
      }
    } else if (done.link) { arrive(); }
    if (done) { done.end(); }
    if (done && done.link && stays) { tell(same); }
    house.remember();
  }

  // Another page: begin at its top, and let the headline be read out.
  function arrive() {
    window.scrollTo(0, 0);
    var title = document.getElementById('title');
    if (title) { title.focus({preventScroll: true}); }
  }

  // What has changed is said: the sentence of the chart whose choice it was, else the page's answer.
  function tell(control) {
    var block = control && control.closest('.chart-block');
    var said = block && block.querySelector('.sentence') || live().querySelector('.lede');
    told.textContent = said ? said.textContent : '';
  }

  // ---- who asks ---------------------------------------------------------------------------------------------

  // The words of the browser, not of Dash, for an answer that does not come.
  var plain = window.fetch;
  window.fetch = function (resource, settings) {
    var asked = plain.apply(this, arguments);
    if (String(resource && resource.url || resource).indexOf('/_dash-update-component') < 0) { return asked; }
    var page = String(settings && settings.body).indexOf('_pages_content') >= 0;
    var end = begin();
    requests += page ? 1 : 0;
    var number = newest += page ? 1 : 0, address = location.href.split('#')[0];
    // What has been asked again since is not waited for any more.
    function isLast() { return page && number === newest && address === location.href.split('#')[0]; }
    document.body.classList.add('asking');
    function over() {
      document.body.classList.remove('asking');
      requests -= page ? 1 : 0;
      end();
    }
    return asked.then(function (answer) {
      if (answer.status >= 400) {
        over();
        if (isLast() || !page) { house.say(words.failed); }
        if (isLast()) { lost(); }
      } else if (page && answer.status === 200) {
        return answer.text().then(function (body) {
          over();
          // Dash passes over an answer to what has been asked again since, but not to what is only about to be.
          if (number !== newest) { return new Response(body, answer); }
          if (!isLast()) { return new Response(without(JSON.parse(body)), answer); }
          var rest = stay(body);
          standing = address;
          if (!rest) { hold(); }
          return new Response(rest || body, answer);
        });
      } else { over(); }
      return answer;
    }, function (fault) {
      over();
      if (isLast() || !page) { house.say(words.offline); }
      if (isLast()) { lost(); }
      throw fault;
    });
  };

  // A link or form that the browser follows by itself.
  house.leave = function (link) {
    if (left) { left(); }
    left = press(link);
    leave();
  };
  document.addEventListener('submit', function (event) {
    setTimeout(function () { if (!event.defaultPrevented) { leave(); } }, 0);
  });
  window.addEventListener('pageshow', function (event) {
    if (!event.persisted) { return; }
    if (left) { left(); }
    if (leaving) { leaving(); }
    left = leaving = null;
  });
})();
