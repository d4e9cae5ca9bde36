// The pages for those who write: light or dark, menus, a password shown, a form sent once.
(function () {
  'use strict';
  var root = document.documentElement;

  function choose(scheme) {
    if (window.provlepsi && window.provlepsi.choose) { window.provlepsi.choose(scheme); return; }
    try { localStorage.setItem('mantine-color-scheme-value', scheme); } catch (refused) { /* not remembered */ }
    root.setAttribute('data-mantine-color-scheme', scheme);
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    var menu = document.querySelector('details.menu[open]');
    if (menu && !event.target.closest('details.menu')) { menu.open = false; }
    if (!button) { return; }
    if (button.dataset.themeToggle) {
      choose(root.getAttribute('data-mantine-color-scheme') === 'dark' ? 'light' : 'dark');
    }
    if (button.dataset.reveal) { reveal(button); }
    if (button.dataset.copies) { copy(button); }
  });

  document.addEventListener('keydown', function (event) {
    var menu = document.querySelector('details.menu[open]');
    if (event.key !== 'Escape' || !menu) { return; }
    menu.open = false;
    menu.querySelector('summary').focus();
  });

  // Typing a long password unseen on a phone is hard; whoever is alone may look.
  function reveal(button) {
    var words = button.textContent;
    button.textContent = button.dataset.hide;
    button.dataset.hide = words;
    button.dataset.reveal.split(' ').forEach(function (name) {
      var field = document.getElementById(name);
      field.type = field.type === 'password' ? 'text' : 'password';
    });
  }
  document.querySelectorAll('[data-reveal]').forEach(function (button) { button.hidden = false; });

  // A link that is shown once is copied whole; where the browser refuses, it is marked for the hand to do it.
  function copy(button) {
    var words = document.getElementById(button.dataset.copies);
    navigator.clipboard.writeText(words.textContent).then(function () {
      button.parentNode.querySelector('[role="status"]').textContent = button.dataset.done;
    }, function () { window.getSelection().selectAllChildren(words); });
  }
  if (navigator.clipboard) {
    document.querySelectorAll('[data-copies]').forEach(function (button) { button.hidden = false; });
  }

  // A second press while the first is under way would be a second try.
  document.querySelectorAll('form.sheet').forEach(function (form) {
    form.addEventListener('submit', function (event) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = 'true';
    });
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form.sheet').forEach(function (form) { delete form.dataset.sent; });
  });

  var faults = document.getElementById('faults');
  if (faults && !document.querySelector('[autofocus]')) { faults.focus(); }
})();
