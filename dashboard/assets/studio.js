// The page on which an update is entered: reads along as one types, keeps every word, draws what readers will get.
(function () {
  'use strict';
  var place = document.getElementById('state');
  if (!place) { return; }
  var state = JSON.parse(place.textContent);
  var words = state.words;
  var house = window.provlepsi || {};
  var form = document.getElementById('entry');
  var csrf = document.getElementById('main').dataset.csrf || '';
  var box = document.getElementById('text');
  var grid = document.getElementById('grid');
  var panel = document.getElementById('panel');
  var chart = document.getElementById('chart');
  var typed = {};
  var order = [];
  var leftOut = state.form.left_out.slice();
  var fixed = state.form.fixed.slice();
  var draft = state.draft;
  var basedOn = state.form.based_on;
  var asked = 0, answered = 0, made = 0, dirty = false, saving = false, done = false, elsewhere = false, refusal = '';
  var key = keyOf();

  state.form.rows.forEach(function (row) { typed[row.id] = row; order.push(row.id); });

  function element(tag, className, content) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (content !== undefined) { made.textContent = content; }
    return made;
  }

  function say(sentence, kind) {
    var told = document.getElementById('told');
    told.textContent = sentence;
    told.className = sentence ? 'told ' + (kind || 'note') : 'told';
  }

  function fill(sentence, name, value) { return sentence.replace('{' + name + '}', value); }

  // ---- the form as the server takes it ----------------------------------------------------------------------

  function value(name) { var field = form.elements[name]; return field ? field.value : ''; }

  function collected() {
    return {
      forecaster: state.form.forecaster, election: state.form.election, way: state.form.way, text: box.value,
      rows: order.map(function (id) { return typed[id]; }).filter(Boolean),
      left_out: leftOut, unread: value('unread'), published: value('published'), hour: value('hour'), event: value('event'), fixed: fixed,
      note: value('note'), source: value('source'), reason: value('reason'), update: state.form.update,
      based_on: basedOn, batch: state.form.batch
    };
  }

  // Who has signed in again on another page goes on here: the token of this one is of the session before.
  var locked = '', why = '';
  function send(name, body, options) {
    return once(name, body, options).then(function (answer) {
      if (!shut(answer)) { unlock(); return answer; }
      return renewed().then(function (again) {
        if (!again) { return answer; }
        return once(name, body, options).then(function (second) {
          if (!shut(second)) { unlock(); }
          return second;
        });
      });
    });
  }

  function shut(answer) { return answer.status === 401 || answer.status === 403; }

  function renewed() {
    return fetch(state.addresses.session, {credentials: 'same-origin'}).then(function (response) {
      return response.ok ? response.json() : {};
    }).then(function (session) {
      why = session.account === state.account ? '' : words.signed_out;
      if (why && session.account) { why = fill(words.other_account, 'account', state.account); }
      if (why) { return false; }
      csrf = session.csrf;
      document.querySelectorAll('input[name="csrf"]').forEach(function (field) { field.value = csrf; });
      return true;
    });
  }

  // Said with the way to sign in; on coming back to this page, it tries again.
  function lock(answer) {
    locked = why;
    trouble(locked || answer.body.error || words.failed);
    if (!locked) { return; }
    var link = element('a', '', words.sign_in);
    link.href = state.addresses.signin;
    link.target = '_blank';
    link.rel = 'noopener';
    document.getElementById('told').append(' ', link);
  }

  function unlock() {
    if (!locked) { return; }
    eased();
    locked = '';
  }

  function comeBack() {
    if (!locked || done) { return; }
    if (dirty) { soon(0); }
    look(0);
  }
  window.addEventListener('pageshow', function (event) { if (event.persisted && done) { location.reload(); } });
  window.addEventListener('focus', comeBack);
  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'visible') { comeBack(); }
  });

  // What is said of the server goes when the server answers again.
  var troubled = '';
  function trouble(sentence) {
    troubled = sentence;
    say(sentence, 'bad');
  }

  function eased() {
    if (troubled && document.getElementById('told').textContent.indexOf(troubled) === 0) { say(''); }
    troubled = '';
    if (refusal && (refusal === words.offline || refusal === locked)) { unrefused(); }
  }

  function once(name, body, options) {
    return fetch(state.addresses[name], Object.assign({
      method: 'POST', credentials: 'same-origin', body: JSON.stringify(body),
      headers: {'Content-Type': 'application/json', 'X-CSRF-Token': csrf}
    }, options || {})).then(function (response) {
      return response.json().catch(function () { return {}; }).then(function (answer) {
        return {status: response.status, body: answer};
      });
    });
  }

  // ---- kept as typed ----------------------------------------------------------------------------------------

  // The correction of an update that was withdrawn meanwhile is a new update from its first save on.
  function keyOf() {
    return keyFor(state.form.update || state.former && state.former.id || (state.form.batch ? draft && draft.id : 'new'));
  }

  function keyFor(what) {
    return ['provlepsi-draft', state.account, state.form.forecaster, state.form.election, what].join(' ');
  }

  // What was typed by hand in a form, the same before and after the server has kept it.
  function print(kept) {
    function line(words) { return (words || '').trim().split(/\s+/).join(' '); }
    function lines(from, names) { return names.map(function (name) { return line(from[name]); }); }
    return JSON.stringify([
      kept.text.replace(/\r\n?/g, '\n'), kept.left_out, kept.fixed, lines(kept, kept.fixed),
      kept.rows.map(function (row) { return lines(row, ['id', 'was', 'label', 'low', 'high', 'said']); }),
      lines(kept, ['note', 'source', 'reason']), (kept.unread || '').replace(/\r\n?/g, '\n')
    ]);
  }

  // `acknowledged` is what the server is known to have, `sent` what it was sent last, heard of or not.
  var acknowledged = print(state.form), sent = '';
  var asServed = state.form.text.replace(/\r\n?/g, '\n'), below = false;

  function remember(synced) {
    try {
      if (synced) { localStorage.removeItem(key); return; }
      localStorage.setItem(key, JSON.stringify({
        form: collected(), draft: draft, acknowledged: acknowledged, sent: sent, at: Date.now()
      }));
    } catch (refused) { /* a browser that keeps nothing */ }
  }

  // Thrown away is only what the server has or had. Where it has something else by now, both are kept: what was
  // typed here goes on as a draft of its own.
  function recall() {
    var kept = copyUnder(key) || copyOfGone();
    if (!kept) { return ''; }
    if (state.former && kept.form.source === state.former.source) { kept.form.source = ''; }
    var there = print(state.form), mine = print(kept.form);
    if (mine === there || mine === kept.acknowledged) { remember(true); return ''; }
    restore(kept.form);
    if (!draft) { return words.restored; }
    if (kept.draft && kept.draft.id === draft.id &&
      (kept.draft.revision === draft.revision || there === kept.acknowledged || there === kept.sent)) {
      return words.restored;
    }
    draft = null;
    return words.apart;
  }

  // A line typed by hand at another time, into the grid as it stands.
  function laid(line) {
    if (!typed[line.id]) { order.push(line.id); }
    typed[line.id] = line;
    var each = row(line.id) || grid.appendChild(newRow(line.id));
    each.dataset.was = line.was || '';
    ['label', 'low', 'high'].forEach(function (cell) {
      each.querySelector('[data-cell="' + cell + '"]').value = line[cell] || '';
    });
    named(each);
  }

  function copyUnder(name) {
    try {
      var kept = JSON.parse(localStorage.getItem(name) || 'null');
      return kept && kept.form ? kept : null;
    } catch (refused) { return null; }
  }

  // The address still names the draft of an import that is there no more: what was typed into it goes on here.
  function copyOfGone() {
    var named = new URLSearchParams(location.search).get('draft');
    if (!named || draft && draft.id === named) { return null; }
    var kept = copyUnder(keyFor(named));
    if (kept) { try { localStorage.removeItem(keyFor(named)); } catch (refused) { /* offered again */ } }
    return kept;
  }

  // What was typed since the page came, before this script, goes after what comes back.
  function after(kept, now, before) {
    if (now === before || kept.indexOf(now) >= 0) { return kept; }
    if (before && now.indexOf(before) === 0) { return kept + now.slice(before.length); }
    return kept + (kept.trim() ? '\n\n' : '') + now;
  }

  function restore(kept) {
    box.value = after(kept.text, box.value, asServed);
    below = box.value !== kept.text;
    table.value = after(kept.unread || '', table.value, state.form.unread);
    basedOn = state.form.update ? kept.based_on : null;
    typed = {};
    order = [];
    kept.rows.forEach(laid);
    leftOut = kept.left_out.slice();
    fixed = kept.fixed.slice();
    ['published', 'hour', 'event'].forEach(function (name) { form.elements[name].value = kept[name] || ''; });
    ['note', 'source', 'reason'].forEach(function (name) {
      var field = form.elements[name];
      if (field) { field.value = after(kept[name] || '', field.value, state.form[name]).replace(/\s+/g, ' '); }
    });
  }

  var saver = 0;
  function later() {
    dirty = true;
    if (refusal) { unrefused(); }
    remember(false);
    clearTimeout(saver);
    saver = setTimeout(save, 800);
  }

  function stateOf(sentence) { document.getElementById('draft-state').textContent = sentence; }

  // One save at a time: a second one of the same revision would pass for somebody else's. For the same reason a
  // save that was not answered is sent again as it was, before anything typed since.
  var unanswered = null, again = false;
  function save(leaving) {
    if (!dirty || done || elsewhere || publishing) { return; }
    if (saving) {
      again = again || Boolean(leaving);
      remember(false);
      return;
    }
    dirty = false;
    saving = true;
    if (!draft) { draft = {id: newId(), revision: 0}; }
    stateOf(words.saving);
    var body = unanswered || JSON.parse(JSON.stringify(Object.assign(collected(), {draft: draft})));
    var bytes = new TextEncoder().encode(JSON.stringify(body)).length;
    unanswered = body;
    sent = print(body);
    remember(false);
    send('draft', body, leaving && bytes < 60000 ? {keepalive: true} : {}).then(function (answer) {
      saving = false;
      if (done) { return; }
      if (answer.status < 500) { unanswered = null; }
      if (answer.status === 200) {
        kept(body, answer.body);
      } else if (shut(answer)) {
        dirty = true;
        lock(answer);
        stateOf(locked || answer.body.error);
      } else if (answer.body.outdated || answer.body.gone) {
        elsewhere = true;
        here();
        stateOf(answer.body.gone ? words.gone : words.elsewhere);
      } else if (answer.status === 413) {
        stateOf(answer.body.error || words.failed);
      } else {
        stateOf(answer.body.error || words.kept);
        soon(5000);
      }
    }, function () {
      saving = false;
      stateOf(words.kept);
      soon(3000);
    }).then(function () {
      var next = following;
      following = null;
      if (next) { next(); }
    });
  }

  // The copy in the browser goes only when nothing was typed since.
  function kept(body, answer) {
    draft = {id: answer.id, revision: answer.revision};
    acknowledged = print(body);
    stateOf(fill(words.saved, 'time', answer.saved));
    here();
    state.former = null;
    if (key !== keyOf()) { remember(true); key = keyOf(); }
    if (print(collected()) === acknowledged) {
      dirty = false;
      again = false;
      remember(true);
      return;
    }
    remember(false);
    soon(400);
    if (again) { again = false; save(true); }
  }

  function soon(wait) {
    dirty = true;
    clearTimeout(saver);
    saver = setTimeout(save, wait);
  }

  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, '0'); }).join('');
  }

  // The address names the draft, so that loading the page again brings it back; and what it is about, for when
  // the draft is there no more.
  function here() {
    if (state.form.update) { return; }
    var query = new URLSearchParams(location.search);
    if (query.get('draft') === draft.id && query.get('election') === state.form.election) { return; }
    query.delete('fresh');
    query.set('forecaster', state.form.forecaster);
    query.set('election', state.form.election);
    query.set('draft', draft.id);
    var path = new URL(form.action).pathname;
    history.replaceState(null, '', path + '?' + query + location.hash);
    document.querySelectorAll('a[hreflang]').forEach(function (link) {
      var lang = new URL(link.href).searchParams.get('lang');
      query.delete('lang');
      if (lang) { query.set('lang', lang); }
      link.href = path + '?' + query;
    });
  }

  window.addEventListener('pagehide', function () { save(true); });
  document.addEventListener('visibilitychange', function () { if (document.visibilityState === 'hidden') { save(true); } });

  // ---- reading along ----------------------------------------------------------------------------------------

  var looker = 0;
  function look(wait) {
    clearTimeout(looker);
    looker = setTimeout(ask, wait);
  }

  function ask() {
    var number = ++asked;
    panel.classList.add('asking');
    return send('preview', collected()).then(function (answer) {
      if (number < answered) { return; }
      answered = number;
      if (number === asked) { panel.classList.remove('asking'); }
      if (answer.status !== 200) {
        if (shut(answer)) { lock(answer); return; }
        trouble(answer.body.error || words.failed);
        if (answer.status >= 500) { look(5000); }
        return;
      }
      eased();
      show(answer.body, number === asked);
    }, function () {
      panel.classList.remove('asking');
      trouble(words.offline);
      if (number === asked) { look(3000); }
    });
  }

  // What is understood of a table goes into the grid, typed by hand from now on; the rest stays in its box, in
  // which one may have gone on typing meanwhile.
  var table = document.getElementById('table-text'), taking = 0, blank = !table.value.trim();
  function take() {
    var sent = collected();
    if (!sent.unread.trim()) { return; }
    taking += 1;
    send('preview', Object.assign({table: sent.unread}, sent)).then(function (answer) {
      taking -= 1;
      if (answer.status === 200) { taken(answer.body, sent); return; }
      untaken(answer.status === 401 || answer.status === 403 ? words.signed_out : answer.body.error || words.failed);
    }, function () {
      taking -= 1;
      untaken(words.offline);
    });
  }

  function untaken(sentence) {
    say(sentence, 'bad');
    document.getElementById('table').open = true;
  }

  function taken(answer, sent) {
    var place = document.getElementById('table');
    var inside = place.contains(document.activeElement);
    var before = {};
    sent.rows.forEach(function (line) { before[line.id] = JSON.stringify(line); });
    answer.rows.forEach(function (line) {
      if (/^t\d+$/.test(line.id)) { line.id = 'p' + (++made) + '-' + Date.now(); }
      else if (same(before[line.id], line)) { return; }
      if (!typed[line.id]) { order.push(line.id); }
      typed[line.id] = line;
    });
    if (table.value.indexOf(sent.unread) === 0) { table.value = answer.unread + table.value.slice(sent.unread.length); }
    blank = !table.value.trim();
    say(answer.said, answer.pasted && !answer.unread ? 'note' : 'bad');
    list(document.getElementById('table-told'), answer.told, 'li');
    place.open = !blank || answer.told.length > 0;
    if (inside && !place.open) { grid.focus(); }
    later();
    look(0);
  }

  function same(before, line) {
    var other = before && JSON.parse(before);
    return Boolean(other) && ['label', 'low', 'high', 'was'].every(function (cell) { return other[cell] === line[cell]; });
  }

  function show(answer, latest) {
    state.preview = answer;
    document.getElementById('readback').innerHTML = answer.readback;
    document.getElementById('several').textContent = answer.several;
    var standing = document.getElementById('standing');
    standing.hidden = !answer.standing;
    standing.querySelector('a').href = answer.standing;
    document.getElementById('kept').textContent = answer.kept;
    if (!state.form.update) { document.getElementById('when').textContent = answer.when; }
    else { document.getElementById('against').textContent = answer.against; }
    document.getElementById('sentence').textContent = answer.entered ? answer.sentence : words.empty;
    document.getElementById('chart-title').textContent = answer.chart;
    document.getElementById('publish').classList.toggle('blocked', !answer.ready);
    var leaves = document.getElementById('feasibility');
    leaves.textContent = answer.feasibility;
    leaves.classList.toggle('wrong-words', !answer.feasible);
    document.getElementById('sums').textContent = answer.sums;
    list(document.getElementById('notes'), answer.notes, 'li');
    var faults = answer.faults.slice();
    answer.lines.forEach(function (line) {
      line.faults.forEach(function (fault) { if (fault.stops) { faults.push(fault.sentence); } });
    });
    list(document.getElementById('faults-said'), refusal ? [refusal] : faults, 'p');
    if (latest) {
      facts(answer);
      rows(answer.lines);
      leftOutSaid(answer.left_out);
    }
    if (answer.figure) { draw(answer.figure); }
  }

  function list(place, sentences, tag) {
    place.replaceChildren.apply(place, sentences.map(function (sentence) { return element(tag, '', sentence); }));
  }

  function facts(answer) {
    ['published', 'hour', 'event'].forEach(function (name) {
      var field = form.elements[name];
      if (fixed.indexOf(name) < 0 && document.activeElement !== field) { field.value = answer[name]; }
    });
  }

  // ---- the chart --------------------------------------------------------------------------------------------

  var figure = null;
  function draw(next) {
    figure = next;
    if (!window.Plotly || !chart.clientWidth) { return; }
    var layout = next.layout || {};
    chart.style.height = tall(layout) + 'px';
    window.Plotly.react(chart, next.data, layout, {
      displayModeBar: false, responsive: true, locale: state.language, staticPlot: false
    });
  }

  function tall(layout) {
    var narrow = ((layout.meta || {}).narrow || {})['layout.height'];
    return (chart.clientWidth < 640 && narrow) || layout.height || 420;
  }

  window.addEventListener('resize', function () { if (figure) { draw(figure); } });

  // ---- the grid ---------------------------------------------------------------------------------------------

  function row(id) { return grid.querySelector('.row[data-id="' + CSS.escape(id) + '"]'); }

  function newRow(id) {
    var made = element('div', 'row');
    made.dataset.id = id;
    made.setAttribute('role', 'group');
    var cell = element('span', 'cell party');
    var spot = element('span', 'spot');
    spot.setAttribute('aria-hidden', 'true');
    var name = element('span', 'name');
    var whole = element('span', 'whole');
    whole.setAttribute('aria-hidden', 'true');
    name.append(whole, input('label', words.party));
    cell.append(spot, name);
    var remove = element('button', 'remove', '×');
    remove.type = 'button';
    made.append(cell, input('low', words.low), input('high', words.high), remove, element('span', 'said'));
    return made;
  }

  // A field shows one line of a name only: the whole of it stands in its place while it is not typed at.
  function named(each) {
    each.querySelector('.whole').textContent = each.querySelector('[data-cell="label"]').value;
  }

  function input(name, label) {
    var made = element('input', name === 'label' ? '' : 'figure');
    made.dataset.cell = name;
    made.setAttribute('aria-label', label);
    if (name === 'label') { made.setAttribute('list', grid.dataset.names); made.maxLength = 200; }
    else { made.inputMode = 'decimal'; made.maxLength = 12; }
    return made;
  }

  function rows(lines) {
    var focus = document.activeElement;
    var own = focus && grid.contains(focus) ? focus : null;
    var seen = {};
    var after = grid.querySelector('.grid-head');
    lines.forEach(function (line) {
      seen[line.id] = true;
      var line_row = row(line.id) || newRow(line.id);
      dress(line_row, line, own);
      if (after.nextElementSibling !== line_row) { after.after(line_row); }
      after = line_row;
    });
    grid.querySelectorAll('.row').forEach(function (each) {
      var id = each.dataset.id;
      var blank = typed[id] && !typed[id].label && !typed[id].low && !typed[id].high;
      if (seen[id]) { return; }
      if (each.contains(own) || (blank && each.classList.contains('open'))) { grid.append(each); return; }
      each.remove();
    });
    if (own && document.activeElement !== own && grid.contains(own)) { own.focus(); }
  }

  function dress(each, line, own) {
    var name = line.party || line.label;
    each.className = 'row ' + line.origin + (line.change && line.change !== 'unchanged' ? ' changed' : '');
    each.setAttribute('aria-label', name);
    each.dataset.was = line.was;
    each.dataset.said = line.said;
    each.querySelector('[data-cell="label"]').title = line.label;
    var spot = each.querySelector('.spot');
    spot.style.setProperty('--mark', line.mark || 'var(--strong-line)');
    spot.style.setProperty('--dark-mark', line.dark_mark || 'var(--strong-line)');
    ['label', 'low', 'high'].forEach(function (cell) {
      var field = each.querySelector('[data-cell="' + cell + '"]');
      var mine = typed[each.dataset.id];
      if (field === own) { return; }
      if (mine && each.contains(own) && mine[cell] !== line[cell]) { return; }
      if (field.value !== line[cell]) { field.value = line[cell]; }
      if (mine) { mine[cell] = line[cell]; }
    });
    named(each);
    var stops = line.faults.some(function (fault) { return fault.stops; });
    each.querySelectorAll('.figure').forEach(function (field) {
      if (stops) { field.setAttribute('aria-invalid', 'true'); } else { field.removeAttribute('aria-invalid'); }
    });
    var remove = each.querySelector('.remove');
    remove.setAttribute('aria-label', fill(words.remove, 'party', name));
    var said = each.querySelector('.said');
    said.textContent = [line.before, line.joint].filter(Boolean).join(' · ');
    each.querySelectorAll('.row-fault').forEach(function (old) { old.remove(); });
    line.faults.forEach(function (fault) {
      var told = element('p', 'row-fault' + (fault.stops ? ' stops' : ''), fault.sentence + ' ');
      if (fault.offer) {
        var button = element('button', 'mend', fill(words.use, 'words', fault.offer));
        button.type = 'button';
        button.addEventListener('click', function () { change(each, fault.mend); });
        told.append(button);
      }
      if (fault.keeps) {
        var keep = element('button', 'mend', fill(words.leave, 'words', fault.keeps));
        keep.type = 'button';
        keep.addEventListener('click', function () { change(each, {}); });
        told.append(' ', keep);
      }
      each.append(told);
    });
  }

  function change(each, cells) {
    var id = each.dataset.id;
    Object.keys(cells).forEach(function (cell) { each.querySelector('[data-cell="' + cell + '"]').value = cells[cell]; });
    noted(each, id);
    look(0);
  }

  // A line that is touched is typed by hand from then on, in the place of what it was.
  function noted(each, id) {
    var line = {id: id, was: each.dataset.was || '', said: each.dataset.said || '-'};
    ['label', 'low', 'high'].forEach(function (cell) { line[cell] = each.querySelector('[data-cell="' + cell + '"]').value; });
    if (!typed[id]) { order.push(id); }
    typed[id] = line;
    named(each);
    later();
  }

  function add(focus) {
    var each = newRow('r' + (++made) + '-' + Date.now());
    each.classList.add('typed', 'open');
    each.dataset.was = '';
    grid.append(each);
    if (focus) { each.querySelector('input').focus(); }
    return each;
  }

  function leave(each) {
    var id = each.dataset.id;
    var was = each.dataset.was;
    var next = each.nextElementSibling || each.previousElementSibling;
    delete typed[id];
    order = order.filter(function (other) { return other !== id; });
    if (was && leftOut.indexOf(was) < 0) { leftOut.push(was); }
    each.remove();
    if (next && next.classList.contains('row')) { next.querySelector('input:not([type=hidden])').focus(); }
    later();
    look(0);
  }

  function leftOutSaid(gone) {
    var said = document.getElementById('left-out');
    said.textContent = gone.length ? words.left_out + ' ' : '';
    gone.forEach(function (each) {
      var button = element('button', 'act-line', each.label + ' · ' + words.put_back);
      button.type = 'button';
      button.addEventListener('click', function () {
        leftOut = leftOut.filter(function (key) { return key !== each.key; });
        later();
        look(0);
      });
      said.append(button, ' ');
    });
  }

  grid.addEventListener('input', function (event) {
    var each = event.target.closest('.row');
    if (!each) { return; }
    noted(each, each.dataset.id);
    look(350);
  });

  grid.addEventListener('focusout', function (event) {
    var each = event.target.closest('.row');
    if (each && typed[each.dataset.id] && !each.contains(event.relatedTarget)) { look(50); }
  });

  grid.addEventListener('click', function (event) {
    var remove = event.target.closest('.remove');
    if (remove) { leave(remove.closest('.row')); }
  });

  // Enter and the arrows go down and up a column, at the ends of a cell left and right; Enter on the last line adds one.
  grid.addEventListener('keydown', function (event) {
    var field = event.target;
    var each = field.closest('.row');
    if (!each || field.tagName !== 'INPUT' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    var cell = field.dataset.cell;
    var to = null;
    if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (cell === 'label' && event.key !== 'Enter') { return; }
      var side = event.key === 'ArrowUp' ? each.previousElementSibling : each.nextElementSibling;
      if (event.key === 'Enter' && cell === 'label' && !each.querySelector('[data-cell="low"]').value) {
        to = each.querySelector('[data-cell="low"]');
      } else if (side && side.classList.contains('row')) { to = side.querySelector('[data-cell="' + cell + '"]'); }
      else if (event.key === 'Enter') { event.preventDefault(); add(true); return; }
    } else if (event.key === 'ArrowRight' && field.selectionStart === field.value.length) {
      to = cell === 'label' ? each.querySelector('[data-cell="low"]') : cell === 'low' ? each.querySelector('[data-cell="high"]') : null;
    } else if (event.key === 'ArrowLeft' && field.selectionEnd === 0) {
      to = cell === 'high' ? each.querySelector('[data-cell="low"]') : cell === 'low' ? each.querySelector('[data-cell="label"]') : null;
    } else { return; }
    if (event.key === 'Enter') { event.preventDefault(); }
    if (!to) { return; }
    event.preventDefault();
    to.focus();
    to.select();
  });

  // Figures alone go into the cells from the one they are pasted at; lines with names are a table.
  grid.addEventListener('paste', function (event) {
    var pasted = event.clipboardData && event.clipboardData.getData('text/plain');
    if (!pasted || !/[\t\n;|]|^[^\d,]+,\s*"?\d/.test(pasted.trim())) { return; }
    event.preventDefault();
    if (spread(event.target, pasted.replace(/\s+$/, ''))) { return; }
    table.value = table.value.trim() ? table.value + '\n' + pasted : pasted;
    later();
    take();
  });

  function spread(field, pasted) {
    var figure = /^\d{1,3}(?:[.,]\d+)?\s*%?$/, span = /^([\d.,]+)\s*%?\s*[-–—−]\s*([\d.,]+)\s*%?$/;
    var first = field.dataset.cell === 'low' ? 0 : field.dataset.cell === 'high' ? 1 : 2;
    var lines = pasted.split(/\r?\n/).map(function (line) {
      var cells = line.split(/[\t;|]/).map(function (cell) { return cell.trim().replace(/^"(.*)"$/, '$1').trim(); });
      var both = cells.length === 1 && span.exec(cells[0]);
      return both ? [both[1], both[2]] : cells;
    });
    var fit = lines.every(function (cells) {
      return first + cells.length <= 2 && cells.every(function (cell) { return !cell || figure.test(cell); });
    });
    if (!fit) { return false; }
    var each = field.closest('.row');
    lines.forEach(function (cells) {
      if (!each || !each.classList.contains('row')) { each = add(false); }
      cells.forEach(function (cell, at) {
        if (cell) { each.querySelector('[data-cell="' + ['low', 'high'][first + at] + '"]').value = cell; }
      });
      noted(each, each.dataset.id);
      each = each.nextElementSibling;
    });
    look(0);
    return true;
  }

  table.addEventListener('input', function (event) {
    later();
    if (blank && event.inputType === 'insertFromPaste') { take(); }
    blank = !table.value.trim();
    if (blank) { list(document.getElementById('table-told'), [], 'li'); }
  });
  document.getElementById('take-table').addEventListener('click', function (event) {
    event.preventDefault();
    take();
  });
  document.getElementById('add-row').addEventListener('click', function () { add(true); });

  // ---- text, facts, ways ------------------------------------------------------------------------------------

  box.addEventListener('input', function (event) {
    later();
    look(event.inputType === 'insertFromPaste' ? 0 : 350);
  });

  document.getElementById('readback').addEventListener('click', function (event) {
    var button = event.target.closest('button[name="mend"]');
    if (!button) { return; }
    event.preventDefault();
    var found = /^(\d+)-(\d+):([\s\S]*)$/.exec(button.value);
    // The server counts letters, the browser halves of some.
    var letters = Array.from(box.value);
    if (!found) { return; }
    box.value = letters.slice(0, Number(found[1])).join('') + found[3] + letters.slice(Number(found[2])).join('');
    later();
    look(0);
    box.focus({preventScroll: true});
  });

  ['published', 'hour', 'event'].forEach(function (name) {
    form.elements[name].addEventListener('change', function () {
      if (fixed.indexOf(name) < 0) { fixed.push(name); }
      later();
      look(0);
    });
  });
  ['note', 'source', 'reason'].forEach(function (name) {
    if (form.elements[name]) {
      form.elements[name].addEventListener('input', function () { later(); if (name !== 'reason') { look(400); } });
    }
  });

  document.querySelectorAll('[data-way]').forEach(function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      var way = link.dataset.way;
      if (way === 'text') { box.focus(); }
      if (way === 'grid') { (grid.querySelector('.row .figure') || add(false).querySelector('input')).focus(); }
      if (way === 'table') { document.getElementById('table').open = true; table.focus(); }
    });
  });

  var unfold = document.getElementById('unfold');
  unfold.hidden = false;
  unfold.addEventListener('click', function () {
    var open = panel.classList.toggle('open');
    unfold.setAttribute('aria-expanded', String(open));
    unfold.textContent = open ? words.less : words.more;
    if (open && figure) { draw(figure); }
  });

  // ---- publishing -------------------------------------------------------------------------------------------

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var name = event.submitter && event.submitter.id === 'publish' ? (state.form.update ? 'correct' : 'publish') : '';
    if (!name) { look(0); return; }
    publish(name);
  });

  // A save under way is waited for: heard of after the update is out, it would leave a draft of what is published.
  var publishing = false, following = null;
  function publish(name) {
    var button = document.getElementById('publish');
    if (button.disabled) { return; }
    var label = button.textContent;
    button.disabled = true;
    button.textContent = words.publishing;
    clearTimeout(saver);
    remember(false);
    publishing = true;
    if (saving) { following = function () { put(name, button, label); }; } else { put(name, button, label); }
  }

  function put(name, button, label) {
    clearTimeout(saver);
    var seen = draft && Object.assign({sent: unanswered}, draft);
    var body = JSON.parse(JSON.stringify(Object.assign(collected(), {draft: seen, sight: state.preview.sight})));
    function over() {
      publishing = false;
      button.disabled = false;
      button.textContent = label;
      if (dirty || unanswered) { soon(800); }
    }
    send(name, body).then(function (answer) {
      if (answer.body.location) {
        done = true;
        dirty = false;
        // Whoever comes back by the browser's button finds this draft gone, not another one in its place.
        if (!draft) { draft = {id: newId(), revision: 0}; }
        here();
        remember(print(collected()) === print(body));
        try { sessionStorage.setItem('provlepsi-said', answer.body.said); } catch (refused) { /* said by the page itself */ }
        location.assign(answer.body.location);
        return;
      }
      over();
      if (answer.body.conflict) { differ(answer.body.conflict); return; }
      if (shut(answer)) { lock(answer); }
      refused(shut(answer) && locked || answer.body.error || words.failed);
      if (answer.status === 409 && answer.body.preview) {
        answered = ++asked;
        panel.classList.remove('asking');
        show(answer.body.preview, true);
      }
      if (name === 'correct' && !value('reason')) { form.elements.reason.focus(); }
    }, function () {
      over();
      refused(words.offline);
      look(3000);
    });
  }

  // What the server has refused stays said until something is typed.
  function refused(sentence) {
    refusal = sentence;
    list(document.getElementById('faults-said'), [sentence], 'p');
  }

  function unrefused() {
    refusal = '';
    list(document.getElementById('faults-said'), [], 'p');
  }

  // ---- two people, one update -------------------------------------------------------------------------------

  function differ(conflict) {
    var place = document.getElementById('conflict');
    list(document.getElementById('conflict-why'), conflict.why, 'p');
    var body = document.getElementById('conflict-rows');
    body.replaceChildren();
    conflict.rows.forEach(function (each, at) {
      var line = element('tr');
      var head = element('th', '', each.party);
      head.scope = 'row';
      line.append(head, element('td', '', each.before), choice(at, 'theirs', each), choice(at, 'mine', each));
      body.append(line);
    });
    place.hidden = false;
    document.getElementById('conflict-title').focus();
    place.scrollIntoView({block: 'center'});
    document.getElementById('merge').onclick = function () { merge(conflict); };
    document.getElementById('not-yet').onclick = putOff;
    place.onkeydown = function (event) { if (event.key === 'Escape') { putOff(); } };
  }

  // Nothing is decided: the next try to save shows the differences again.
  function putOff() {
    document.getElementById('conflict').hidden = true;
    document.getElementById('publish').focus();
  }

  function choice(at, side, each) {
    var cell = element('td');
    var label = element('label', 'choice');
    var radio = element('input');
    radio.type = 'radio';
    radio.name = 'take-' + at;
    radio.value = side;
    radio.checked = each.take === side;
    label.append(radio, ' ', element('strong', '', each[side]), ' ', element('span', 'count', words[side]));
    cell.append(label);
    return cell;
  }

  // What is theirs needs nothing typed: the grid begins from how the update stands now. Only a text of one's
  // own is read over everything, so that all that was agreed has to stand over it.
  function merge(conflict) {
    var sides = conflict.rows.map(function (each, at) {
      var chosen = document.querySelector('input[name="take-' + at + '"]:checked');
      return chosen && chosen.value === 'mine' ? 'mine' : 'theirs';
    });
    basedOn = conflict.version;
    if (!box.value.trim() || box.value === conflict.text.base) { box.value = conflict.text.theirs; }
    conflict.rows.forEach(function (each, at) {
      if (!each.field) { return; }
      form.elements[each.field].value = each[sides[at] + '_value'];
      if (/^(published|hour|event)$/.test(each.field) && fixed.indexOf(each.field) < 0) { fixed.push(each.field); }
    });
    var ownText = box.value !== conflict.text.theirs;
    typed = {};
    order = [];
    if (!ownText) { leftOut = []; }
    function stands(name, cells) {
      leftOut = leftOut.filter(function (other) { return other !== name; });
      if (!cells) { leftOut.push(name); return; }
      var id = 'kept:' + name;
      typed[id] = Object.assign({id: id, was: name}, cells);
      order.push(id);
    }
    if (ownText) { conflict.same.forEach(function (each) { stands(each.key, each.cells); }); }
    conflict.rows.forEach(function (each, at) {
      if (!each.field && (ownText || sides[at] === 'mine')) { stands(each.key, each[sides[at] + '_cells']); }
    });
    document.getElementById('conflict').hidden = true;
    say(words.merged);
    later();
    ask();
    document.getElementById('publish').focus();
  }

  // ---- the beginning ----------------------------------------------------------------------------------------

  // What was typed before this script came counts like what is typed after.
  var earlyLines = [];
  grid.querySelectorAll('.row').forEach(function (each) {
    var line = {id: each.dataset.id || 'r' + (++made) + '-' + Date.now(), was: ''}, touched = false;
    each.querySelectorAll('input').forEach(function (field) {
      if (field.name !== 'shown') { line[field.name] = field.value; }
      touched = touched || field.value !== field.defaultValue;
    });
    if (touched) { earlyLines.push(line); }
    each.remove();
  });
  document.getElementById('add-row').hidden = false;
  panel.classList.add('scripted');
  var early = box.value !== asServed || earlyLines.length > 0 || table.value !== state.form.unread;
  refusal = state.refused;
  // Shown first: what the server read must not be written over what comes back.
  show(state.preview, true);
  var back = recall();
  earlyLines.forEach(laid);
  if (back) {
    say(below ? back + ' ' + words.below : back);
    later();
    look(0);
  } else if (early) {
    later();
    look(0);
  }
  window.provlepsi = Object.assign(window.provlepsi || {}, {studio: {
    settled: function () { return asked === answered && !saving && !dirty && !taking && !publishing; }
  }});
})();
