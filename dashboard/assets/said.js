// What the studio has to say once its author stands on a reader's page: published, corrected, withdrawn.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};
  var said = null;
  try {
    said = sessionStorage.getItem('provlepsi-said');
    sessionStorage.removeItem('provlepsi-said');
  } catch (refused) { /* a browser that keeps nothing */ }
  if (!said) { return; }
  var tries = 0;
  var timer = setInterval(function () {
    tries += 1;
    if (document.getElementById('notice') && document.querySelector('#live:not(.waiting)')) {
      clearInterval(timer);
      house.say(said, 'news');
    } else if (tries > 100) { clearInterval(timer); }
  }, 100);
})();
