// What every page gains when scripts run: no form is sent twice, a lost network is
// said, a list sends itself when it changes.

// A form that is under way is not sent again; the back button finds it open.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute('data-again')) return; // a download leaves its page standing
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = '1';
  for (const b of form.querySelectorAll('button[type=submit], button:not([type])')) b.setAttribute('aria-disabled', 'true');
  waiting = setTimeout(() => document.documentElement.classList.add('is-waiting'), 600);
});
let waiting;
window.addEventListener('pageshow', () => {
  clearTimeout(waiting);
  document.documentElement.classList.remove('is-waiting');
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    for (const b of form.querySelectorAll('button[aria-disabled]')) b.removeAttribute('aria-disabled');
  }
});

// The network.
const network = () => document.documentElement.classList.toggle('is-offline', !navigator.onLine);
window.addEventListener('online', network);
window.addEventListener('offline', network);
network();

// A select or field that says so sends its form when it changes.
document.addEventListener('change', (event) => {
  if (event.target.matches('[data-send]')) event.target.form.requestSubmit();
});

// Printing by a button; without scripts the browser's own menu does it.
for (const b of document.querySelectorAll('[data-print]')) {
  b.hidden = false;
  b.addEventListener('click', () => window.print());
}

// A keyboard-wedge reader types fast and ends with Enter: the field that waits
// for it has the focus from the start.
const scan = document.querySelector('[data-scan-field]');
if (scan) scan.focus();

// Errors come first for the eye and for the reader's voice.
const summary = document.querySelector('.govuk-error-summary');
if (summary) summary.focus();

// The code of a slip leads to the page for following a case with the number behind
// the #, which browsers keep to themselves: it fills the field and leaves the address.
const told = /^#(\d{12})$/.exec(location.hash);
const slip = told && document.getElementById('slip');
if (slip && !slip.value) {
  slip.value = told[1];
  history.replaceState(null, '', location.pathname);
  document.getElementById('phone').focus();
}
