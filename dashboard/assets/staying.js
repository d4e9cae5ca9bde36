// Another view of the same page: what is the same in it stays as it stands, and only what differs is set.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};
  var CONTENT = '_pages_content';
  var ROOT = ['components'];
  var HTML = 'dash_html_components';
  var INNER = 'data-inner';

  function isObject(value) { return Boolean(value) && typeof value === 'object'; }
  function isComponent(value) { return isObject(value) && Boolean(value.type) && isObject(value.props); }
  function list(value) { return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]; }

  function equal(one, other) {
    if (one === other || (one === undefined || one === null) && (other === undefined || other === null)) { return true; }
    if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) { return false; }
    var names = Object.keys(one);
    return names.length === Object.keys(other).length &&
      names.every(function (name) { return equal(one[name], other[name]); });
  }

  // Whether a component is or holds a chart, which would be away for a moment if it were drawn anew.
  function draws(part) {
    if (Array.isArray(part)) { return part.some(draws); }
    return isComponent(part) && (part.type === 'Graph' || draws(part.props.children));
  }

  function changed(was, is) {
    var set = {};
    Object.keys(is.props).forEach(function (name) {
      if (name !== 'children' && !equal(was.props[name], is.props[name])) { set[name] = is.props[name]; }
    });
    // What components other than HTML know of themselves, such as where a chart was pointed at, is theirs.
    if (is.namespace === HTML) {
      Object.keys(was.props).forEach(function (name) {
        if (name !== 'children' && !(name in is.props) && !equal(was.props[name], null)) { set[name] = null; }
      });
    }
    return set;
  }

  // Adds to what is to be set [path, properties] for all that differs between two views; false where charts stand in another order.
  function compare(was, is, path, found) {
    if (!isComponent(was) || !isComponent(is) || was.type !== is.type || was.namespace !== is.namespace ||
        was.props.id !== is.props.id || (INNER in was.props) !== (INNER in is.props)) {
      return false;
    }
    var set = changed(was, is), below = [];
    var had = list(was.props.children), has = list(is.props.children);
    var inside = path.concat('props', 'children');
    var alike = had.length === has.length && Array.isArray(was.props.children) === Array.isArray(is.props.children) &&
      has.every(function (part, i) {
        if (!isComponent(part) && !isComponent(had[i])) { return equal(had[i], part); }
        return compare(had[i], part, Array.isArray(is.props.children) ? inside.concat(i) : inside, below);
      });
    if (!alike) {
      if (draws(had) && draws(has)) { return false; }
      set.children = is.props.children === undefined ? null : is.props.children;
      below = [];
    }
    found.push.apply(found, below);
    if (Object.keys(set).length) { found.push([path, set]); }
    return true;
  }

  function pathOf(id, part, path) {
    if (!isComponent(part)) { return null; }
    if (part.props.id === id) { return path; }
    var inside = path.concat('props', 'children'), children = part.props.children;
    if (!Array.isArray(children)) { return pathOf(id, children, inside); }
    return children.reduce(function (found, child, i) { return found || pathOf(id, child, inside.concat(i)); }, null);
  }

  // All that differs between the page that stands and the next one; null if that is another page.
  house.differences = function (content) {
    var api = window.dash_component_api;
    var path = api && pathOf(CONTENT, api.getLayout(ROOT), ROOT);
    var was = path && api.getLayout(path), found = [];
    var is = was && Object.assign({}, was, {props: Object.assign({}, was.props, {children: content})});
    var same = was && compare(was, is, path, found);
    return same && !found.some(function (each) { return each[0] === path; }) ? found : null;
  };

  // ---- setting it -------------------------------------------------------------------------------------------

  function chartOf(each) {
    var part = window.dash_component_api.getLayout(each[0]);
    return part && part.type === 'Graph' ? document.getElementById(part.props.id) : null;
  }

  function unseen(each) {
    var chart = chartOf(each);
    if (!chart) { return false; }
    var place = chart.getBoundingClientRect();
    return place.bottom < 0 || place.top > window.innerHeight;
  }

  function set(each) { window.dash_clientside.set_props(each[0], each[1]); }

  var latest = 0;

  // Whatever was still to be set is another page's now.
  house.forget = function () { latest += 1; };

  // Sets what differs: first what is seen, then the charts further down, last the notes of the page on itself.
  house.set = function (found, seen, over) {
    var mine = latest += 1;
    function isOwn(each) { return each[1]['data-shown'] !== undefined || each[1]['data-live'] !== undefined; }
    var own = found.filter(isOwn), later = found.filter(unseen);
    found.filter(function (each) { return !own.includes(each) && !later.includes(each); }).forEach(set);
    function next() {
      if (mine !== latest) { return; }
      if (later.length) {
        set(later.shift());
        setTimeout(next);
      } else {
        own.forEach(set);
        setTimeout(over);
      }
    }
    setTimeout(function () {
      house.fill();
      seen();
      if (document.hidden || !later.length) { next(); } else { requestAnimationFrame(function () { setTimeout(next); }); }
    });
  };
})();
