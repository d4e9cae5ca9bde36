// The box to try a text in: Ctrl+Enter reads it, and a text over the limit is not even sent.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};

  function tooLong() {
    var form = document.querySelector('#live .try-form');
    var box = document.getElementById('help-text');
    return form && box && new Blob([box.value]).size > Number(form.dataset.limit) ? form.dataset.tooLong : '';
  }

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.target.id !== 'help-text') { return; }
    event.preventDefault();
    document.getElementById('help-read').click();
  });

  document.addEventListener('click', function (event) {
    if (!event.target.closest || !event.target.closest('#help-read')) { return; }
    var sentence = tooLong();
    if (!sentence) { return; }
    event.stopPropagation();
    event.preventDefault();
    house.say(sentence);
  }, true);
})();
