// What the checklist of papers gains when scripts run: a picture is sent with its
// progress, and called saved only when both hashes agree.
import { hashOf, send } from './_upload.js';

document.addEventListener('submit', async (event) => {
  const form = event.target;
  const input = form.matches('[data-send-one]') && form.elements.file;
  if (!input || !input.files.length) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = '1';
  const said = form.querySelector('[data-said]');
  const words = said.dataset;
  const bar = form.querySelector('progress');
  said.className = 'govuk-body';
  said.hidden = bar.hidden = false;
  said.textContent = words.sending;
  const file = input.files[0];
  const body = new FormData(form);
  body.delete('file');
  const sum = await hashOf(file);
  const answer = await send(form, body, file, sum, (part) => { bar.value = part; });
  bar.hidden = true;
  delete form.dataset.sending;
  if (!answer.sha256 || answer.sha256 !== sum) {
    said.className = 'govuk-error-message';
    said.textContent = answer.error || (answer.sha256 ? words.differs : words.failed);
    return;
  }
  said.textContent = words.saved + ' SHA-256 ' + sum;
  window.setTimeout(() => window.location.assign(answer.next), 600);
}, true);
