// Plotly in Greek: the words of its tool bar, dates, decimal comma.
(function () {
  'use strict';
  var months = ['Ιανουαρίου', 'Φεβρουαρίου', 'Μαρτίου', 'Απριλίου', 'Μαΐου', 'Ιουνίου', 'Ιουλίου', 'Αυγούστου',
    'Σεπτεμβρίου', 'Οκτωβρίου', 'Νοεμβρίου', 'Δεκεμβρίου'];
  var greek = {
    moduleType: 'locale', name: 'el',
    dictionary: {
      'Autoscale': 'Αυτόματη κλίμακα', 'Box Select': 'Επιλογή ορθογωνίου', 'Compare data on hover': 'Σύγκριση τιμών',
      'Double-click to zoom back out': 'Διπλό κλικ για επαναφορά', 'Download plot': 'Λήψη εικόνας',
      'Download plot as a png': 'Λήψη εικόνας PNG', 'Download plot as a PNG': 'Λήψη εικόνας PNG',
      'Lasso Select': 'Ελεύθερη επιλογή', 'Pan': 'Μετακίνηση', 'Reset': 'Επαναφορά', 'Reset axes': 'Επαναφορά αξόνων',
      'Show closest data on hover': 'Εμφάνιση της πλησιέστερης τιμής', 'Snapshot succeeded': 'Η εικόνα είναι έτοιμη',
      'Sorry, there was a problem downloading your snapshot!': 'Η εικόνα δεν αποθηκεύτηκε.',
      'Taking snapshot - this may take a few seconds': 'Η εικόνα ετοιμάζεται…',
      'Toggle Spike Lines': 'Γραμμές-οδηγοί', 'Zoom': 'Εστίαση', 'Zoom in': 'Μεγέθυνση', 'Zoom out': 'Σμίκρυνση',
      'close:': 'κλείσιμο:', 'high:': 'υψηλό:', 'low:': 'χαμηλό:', 'open:': 'άνοιγμα:', 'trace': 'σειρά',
      'Click to enter X axis title': 'Τίτλος άξονα', 'Click to enter Y axis title': 'Τίτλος άξονα'
    },
    format: {
      decimal: ',', thousands: '.', date: '%d/%m/%Y', months: months,
      shortMonths: ['Ιαν', 'Φεβ', 'Μαρ', 'Απρ', 'Μαΐ', 'Ιουν', 'Ιουλ', 'Αυγ', 'Σεπ', 'Οκτ', 'Νοε', 'Δεκ'],
      days: ['Κυριακή', 'Δευτέρα', 'Τρίτη', 'Τετάρτη', 'Πέμπτη', 'Παρασκευή', 'Σάββατο'],
      shortDays: ['Κυρ', 'Δευ', 'Τρί', 'Τετ', 'Πέμ', 'Παρ', 'Σάβ'],
      year: '%Y', month: '%b %Y', dayMonth: '%-d %b', dayMonthYear: '%-d %b %Y'
    }
  };
  if (window.Plotly) { Plotly.register(greek); }
})();
