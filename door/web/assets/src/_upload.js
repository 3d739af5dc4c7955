// Sending one file: its hash, its progress, and the answer of the server. Families
// and desks share it: a file is called saved only when both hashes agree.

const hex = (words) => words.map((w) => (w >>> 0).toString(16).padStart(8, '0')).join('');

// sha256 computes the hash where the browser does not (plain HTTP to another
// machine), so that nothing is called compared that was not.
export const sha256 = (bytes) => {
  const part = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;
  const k = [];
  const h = [];
  for (let n = 2; k.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (h.length < 8) h.push(part(Math.sqrt(n)));
    k.push(part(Math.cbrt(n)));
  }
  const size = bytes.length;
  const padded = new Uint8Array(((size + 8) >> 6) * 64 + 64);
  padded.set(bytes);
  padded[size] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(size / 2 ** 29));
  view.setUint32(padded.length - 4, size << 3);
  const w = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15];
      const b = w[i - 2];
      w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, x] = h;
    for (let i = 0; i < 64; i++) {
      const t = (x + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const u = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [x, g, f, e, d, c, b, a] = [g, f, e, (d + t) | 0, c, b, a, (t + u) | 0];
    }
    [a, b, c, d, e, f, g, x].forEach((v, i) => { h[i] = (h[i] + v) | 0; });
  }
  return hex(h);
};

// hashOf gives the hash of a file as the browser read it.
export const hashOf = async (file) => {
  const bytes = await file.arrayBuffer();
  if (!window.crypto || !crypto.subtle) return sha256(new Uint8Array(bytes));
  const sum = new DataView(await crypto.subtle.digest('SHA-256', bytes));
  return hex([0, 4, 8, 12, 16, 20, 24, 28].map((i) => sum.getUint32(i)));
};

// send sends fields of a form with one file and calls back with how much went.
export const send = (form, body, file, sum, progress) => new Promise((done) => {
  body.append('sum', sum);
  body.append('file', file, 'photo');
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('Accept', 'application/json');
  request.responseType = 'json';
  request.timeout = 180000;
  request.upload.onprogress = (e) => { if (e.lengthComputable) progress(e.loaded / e.total); };
  request.onload = () => done(request.response || {});
  request.onerror = request.ontimeout = () => done({});
  request.send(body);
});
