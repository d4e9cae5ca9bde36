// A saved image says by itself what it shows: the chart under its title, whose it is, and below where it came from.
(function () {
  'use strict';
  var house = window.provlepsi = window.provlepsi || {};
  var words = JSON.parse(document.getElementById('words').textContent);
  var SCALE = 2;
  var EDGE = 16;

  function said(place, what) {
    var part = place && place.querySelector(what);
    return part ? part.innerText.trim() : '';
  }

  function address() {
    var here = location.pathname + location.search;
    try { return decodeURI(here); } catch (broken) { return here; }
  }

  // The sentence in a chart's block, or that of two charts that stand side by side.
  function sentence(page, block) {
    var both = block.getAttribute('aria-describedby');
    return said(block, '.sentence, .unseen') || (both ? said(page, '#' + CSS.escape(both)) : '');
  }

  // What is written round a chart: lines of words, each with its size and colour.
  house.captions = function (chart) {
    var page = chart.closest('.page'), block = chart.closest('.chart-block');
    var whose = [said(page, '.kicker'), said(page, 'h1')].filter(Boolean).join(' · ');
    return {
      above: [
        {words: said(block, 'h2, h3'), font: '700 19px', line: 25, colour: '--ink', most: 3},
        {words: whose, font: '400 13px', line: 18, colour: '--muted', most: 3},
        {words: said(page, '.assumption-said'), font: '400 13px', line: 18, colour: '--muted', most: 3},
        {words: sentence(page, block), font: '400 13px', line: 18, colour: '--ink', most: 8}
      ],
      below: [{words: said(page, '.brand') + ' · ' + address(), font: '400 12px', line: 17, colour: '--muted', most: 4}]
    };
  };

  // Words in lines that fit; a word longer than a line is broken, and what is too much ends in an ellipsis.
  function broken(pen, text, width, most) {
    var lines = [];
    text.split('\n').forEach(function (paragraph) {
      var line = '';
      paragraph.split(/\s+/).forEach(function (word) {
        var longer = line ? line + ' ' + word : word;
        if (pen.measureText(longer).width <= width) { line = longer; return; }
        if (line) { lines.push(line); }
        line = '';
        Array.from(word).forEach(function (letter) {
          if (pen.measureText(line + letter).width > width) { lines.push(line); line = ''; }
          line += letter;
        });
      });
      if (line) { lines.push(line); }
    });
    if (lines.length > most) {
      lines = lines.slice(0, most);
      lines[most - 1] = lines[most - 1].replace(/.{0,2}$/u, '…');
    }
    return lines;
  }

  function family() { return getComputedStyle(document.body).fontFamily; }

  function laidOut(parts, width) {
    var pen = document.createElement('canvas').getContext('2d');
    return parts.filter(function (part) { return part.words; }).map(function (part) {
      pen.font = part.font + ' ' + family();
      return Object.assign({lines: broken(pen, part.words, width - 2 * EDGE, part.most)}, part);
    });
  }

  function tall(parts) {
    return parts.reduce(function (sum, part) { return sum + part.lines.length * part.line + 4; }, 0);
  }

  function write(pen, parts, y) {
    var style = getComputedStyle(document.documentElement);
    parts.forEach(function (part) {
      pen.font = part.font + ' ' + family();
      pen.fillStyle = style.getPropertyValue(part.colour).trim();
      part.lines.forEach(function (line) {
        pen.fillText(line, EDGE, y + part.line / 2);
        y += part.line;
      });
      y += 4;
    });
  }

  // The chart as it is seen, on a sheet that is higher by what is written above and below it.
  function sheet(chart, image) {
    var width = image.width / SCALE, height = image.height / SCALE;
    var captions = house.captions(chart);
    var above = laidOut(captions.above, width), below = laidOut(captions.below, width);
    var top = EDGE + tall(above) + 8, bottom = 8 + tall(below) + EDGE / 2;
    var paper = document.createElement('canvas'), pen = paper.getContext('2d');
    paper.width = image.width;
    paper.height = Math.round(SCALE * (top + height + bottom));
    pen.scale(SCALE, SCALE);
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--ground').trim();
    pen.fillRect(0, 0, width, paper.height);
    pen.drawImage(image, 0, top, width, height);
    pen.textBaseline = 'middle';
    write(pen, above, EDGE);
    write(pen, below, top + height + 8);
    return paper;
  }

  function loaded(source) {
    return new Promise(function (done, failed) {
      var image = new Image();
      image.onload = function () { done(image); };
      image.onerror = failed;
      image.src = source;
    });
  }

  function keep(paper, filename) {
    paper.toBlob(function (file) {
      var link = document.createElement('a');
      link.download = filename + '.png';
      link.href = URL.createObjectURL(file);
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    });
  }

  function save(chart, filename) {
    if (!chart || !chart.provlepsi) { return; }
    // As wide as it is drawn, also where only a part of it is seen.
    var size = chart._fullLayout;
    Plotly.toImage(chart, {format: 'png', scale: SCALE, width: size.width, height: size.height})
      .then(loaded).then(function (image) { keep(sheet(chart, image), filename); })
      .catch(function () { house.say(words.failed); });
  }

  house.image = function (name, filename) {
    save(document.querySelector('#live:not(.waiting) #' + CSS.escape(name) + ' .js-plotly-plot') ||
      document.querySelector('#first-' + CSS.escape(name)), filename);
  };

  // The camera in a chart's corner saves the same image; the same button for a name, or Plotly would draw anew.
  var cameras = {};
  house.camera = function (filename) {
    cameras[filename] = cameras[filename] || {
      name: 'image', title: words.image, icon: window.Plotly.Icons.camera,
      click: function (chart) { save(chart, filename); }
    };
    return cameras[filename];
  };
})();
