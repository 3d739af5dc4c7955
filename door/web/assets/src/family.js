// What families' pages gain when scripts run: photos are sent one by one with
// their progress and are called saved only when the hashes agree; a signature is
// drawn on the screen.

import { hashOf, send } from './_upload.js';

const upload = document.querySelector('form[data-upload]');
if (upload) {
  const list = upload.querySelector('[data-files]');
  list.setAttribute('aria-live', 'polite');
  upload.addEventListener('submit', async (event) => {
    const input = upload.elements.file;
    if (!input.files.length) return;
    event.preventDefault();
    const files = [...input.files];
    input.value = '';
    for (const file of files) {
      const line = list.appendChild(document.createElement('li'));
      const name = line.appendChild(document.createElement('span'));
      name.textContent = file.name;
      const bar = line.appendChild(document.createElement('progress'));
      bar.max = 1; bar.value = 0;
      bar.setAttribute('aria-label', upload.dataset.sending + ' ' + file.name);
      const said = line.appendChild(document.createElement('div'));
      said.textContent = upload.dataset.sending;
      const sum = await hashOf(file);
      const body = new FormData();
      for (const field of ['csrf', 'key', 'kind']) body.append(field, upload.elements[field].value);
      const answer = await send(upload, body, file, sum, (part) => { bar.value = part; });
      bar.remove();
      if (!answer.sha256) {
        said.className = 'govuk-error-message';
        said.textContent = answer.error || upload.dataset.failed;
      } else if (sum !== answer.sha256) {
        said.className = 'govuk-error-message';
        said.textContent = upload.dataset.differs;
      } else {
        for (const none of document.querySelectorAll('[data-none]')) none.hidden = true;
        said.className = 'good';
        said.textContent = upload.dataset.saved + (answer.again ? ' · ' + upload.dataset.again : '');
        const code = line.appendChild(document.createElement('code'));
        code.className = 'digest';
        code.textContent = 'SHA-256 ' + answer.sha256;
      }
    }
  });
}

const pad = document.querySelector('form[data-sign]');
if (pad) {
  const box = pad.querySelector('[data-pad]');
  const canvas = box.querySelector('canvas');
  box.hidden = false;
  const scale = Math.max(1, window.devicePixelRatio || 1);
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  const pen = canvas.getContext('2d');
  let drawn = false;
  const clear = () => {
    drawn = false;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.scale(scale, scale);
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = 'round';
    pen.strokeStyle = '#0b0c0c';
  };
  clear();
  box.querySelector('[data-clear]').addEventListener('click', clear);
  let at = null;
  const point = (e) => { const r = canvas.getBoundingClientRect(); return [e.clientX - r.left, e.clientY - r.top]; };
  canvas.addEventListener('pointerdown', (e) => { at = point(e); canvas.setPointerCapture(e.pointerId); });
  canvas.addEventListener('pointermove', (e) => {
    if (!at) return;
    const to = point(e);
    pen.beginPath();
    pen.moveTo(at[0], at[1]);
    pen.lineTo(to[0], to[1]);
    pen.stroke();
    at = to;
    drawn = true;
  });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { at = null; });
  pad.addEventListener('submit', () => { pad.elements.drawn.value = drawn ? canvas.toDataURL('image/png') : ''; });
}
