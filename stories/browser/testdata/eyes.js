// What the stories see of a page beyond the rules of axe-core: that every text
// stands out from what is behind it, and that no text or control is cut, covered
// or outside the screen. Everything is measured as the browser computed it.
(() => {
  const style = (e, part) => getComputedStyle(e, part);
  const kin = (a, b) => a === b || a.contains(b) || b.contains(a);
  const named = (e, text) => '<' + e.tagName.toLowerCase() + (e.getAttribute('class') ? ' class="' + e.getAttribute('class') + '"' : '') + '> ' + (text || e.textContent || e.name || e.id || '').replace(/\s+/g, ' ').trim().slice(0, 40);
  const up = (e) => e.parentElement;
  const line = (e) => { const all = []; for (let n = e; n; n = up(n)) all.unshift(n); return all; };

  // Colours as [red, green, blue, alpha].
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = {};
  const colour = (text) => {
    if (!known[text]) {
      const n = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
      if (n) known[text] = [+n[1], +n[2], +n[3], n[4] === undefined ? 1 : +n[4]];
      else {
        pen.clearRect(0, 0, 1, 1); pen.fillStyle = text; pen.fillRect(0, 0, 1, 1);
        const d = pen.getImageData(0, 0, 1, 1).data;
        known[text] = [d[0], d[1], d[2], d[3] / 255];
      }
    }
    return known[text];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const mix = (below, top, share) => [0, 1, 2].map((i) => below[i] * (1 - share) + top[i] * share).concat(1);
  const light = (c) => { const l = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };

  // contrastOf is the contrast of a colour written in an element, on all that is
  // painted behind it, with every transparency on the way.
  const contrastOf = (e, text, own, shapes) => {
    const behind = []; let ground = [255, 255, 255, 1]; let picture = '';
    const steps = line(e);
    for (const s of steps) {
      behind.push(ground);
      const c = style(s);
      ground = over(colour(c.backgroundColor), ground);
      if (c.backgroundImage !== 'none' && !s.matches('select')) picture = c.backgroundImage;
      else if (colour(c.backgroundColor)[3] === 1) picture = '';
    }
    for (const s of shapes || []) ground = over(s, ground);
    let ink = over(text, ground);
    if (own !== undefined) ink = mix(ground, ink, own);
    for (let i = steps.length - 1; i >= 0; i--) {
      const o = +style(steps[i]).opacity;
      if (o < 1) { ink = mix(behind[i], ink, o); ground = mix(behind[i], ground, o); }
    }
    return { ratio: ratio(ink, ground), picture };
  };

  // unseen tells what is only for readers of screens: cut to nothing.
  const unseen = (e) => {
    for (let n = e; n; n = up(n)) {
      const c = style(n);
      if (c.clipPath.startsWith('inset(50%') || (c.clip !== 'auto' && c.position === 'absolute') || (c.overflowX === 'hidden' && n.clientWidth <= 1 && n.clientHeight <= 1)) return true;
    }
    return false;
  };
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !unseen(e);
  const texts = () => {
    const out = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walk.nextNode(); n; n = walk.nextNode()) {
      const e = n.parentElement;
      if (!n.data.trim() || e.closest('script,style,noscript,option,optgroup,textarea,title,desc') || !shown(e)) continue;
      const r = document.createRange(); r.selectNodeContents(n);
      const rects = [...r.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
      if (rects.length) out.push({ e, text: n.data, rects });
    }
    return out;
  };

  // shapes are the filled shapes of a picture that a text stands on, from below.
  const shapes = (t) => {
    const svg = t.e.closest('svg'); if (!svg) return [];
    const b = t.rects[0]; const out = [];
    for (const s of svg.querySelectorAll('rect,circle,path,polygon')) {
      if (!(s.compareDocumentPosition(t.e) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const c = style(s); const r = s.getBoundingClientRect();
      if (c.fill === 'none' || r.right < b.left + 1 || r.left > b.right - 1 || r.bottom < b.top + 3 || r.top > b.bottom - 3) continue;
      const f = colour(c.fill); out.push([f[0], f[1], f[2], f[3] * c.fillOpacity * c.opacity]);
    }
    return out;
  };

  const written = /[\p{L}\p{N}›]/u;
  const least = 4.5;
  const faint = () => {
    const out = [];
    const judge = (e, text, value, own, on) => {
      const c = contrastOf(e, colour(value), own, on);
      if (c.picture) out.push(named(e, text) + ' stands on a picture');
      else if (c.ratio < least - 0.005) out.push(named(e, text) + ' ' + c.ratio.toFixed(2) + ':1');
    };
    for (const t of texts()) {
      const c = style(t.e);
      if (t.e instanceof SVGElement) {
        const on = shapes(t);
        judge(t.e, t.text, c.fill, undefined, on);
        if (on.length) judge(t.e, t.text, c.fill); // its ends may stand beside the shape
      } else judge(t.e, t.text, c.color);
    }
    for (const e of document.querySelectorAll('body, body *')) {
      for (const part of ['::before', '::after', '::marker', '::file-selector-button']) {
        if (part === '::file-selector-button' && !e.matches('input[type=file]')) continue;
        const c = style(e, part);
        if (part === '::marker') {
          if (style(e).display !== 'list-item' || style(e).listStyleType === 'none') continue;
        } else if (part !== '::file-selector-button' && (!written.test(c.content.replace(/^(none|normal|counter.*)$/, '')) || c.display === 'none')) continue;
        if (!shown(e)) continue;
        if (part === '::file-selector-button') {
          const f = contrastOf(e, colour(c.color), undefined, [colour(c.backgroundColor)]);
          if (f.ratio < least - 0.005) out.push(named(e, e.name) + part + ' ' + f.ratio.toFixed(2) + ':1');
        } else judge(e, part + c.content, c.color, +c.opacity, [colour(c.backgroundColor)]);
      }
      if (!e.matches('input:not([type=hidden],[type=checkbox],[type=radio],[type=range]),select,textarea') || !shown(e)) continue;
      judge(e, e.name || e.id, style(e).color);
      if (e.placeholder) { const c = style(e, '::placeholder'); judge(e, e.placeholder, c.color, +c.opacity); }
      if (e.tagName === 'SELECT') for (const o of e.options) { const c = style(o); judge(e, o.text, c.color); }
    }
    for (const d of window.songbaiDrawn || []) {
      if (d.canvas.isConnected && shown(d.canvas)) judge(d.canvas, d.text, d.fill, d.alpha);
    }
    return [...new Set(out)];
  };

  const controls = () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter((e) => shown(e) && e.getClientRects().length && !e.matches('.govuk-skip-link'));
  // clipped gives what is left of a box after the boxes that cut or scroll it.
  const clipped = (e, b, words) => {
    let r = { left: b.left, right: b.right, top: b.top, bottom: b.bottom };
    let scrolls = false;
    for (let n = e; n && n !== document.body; n = up(n)) {
      const c = style(n);
      if ((words || n !== e) && (c.overflowX !== 'visible' || c.overflowY !== 'visible') && !(n instanceof SVGElement)) {
        const o = n.getBoundingClientRect();
        if (/auto|scroll/.test(c.overflowX + c.overflowY)) scrolls = true;
        r = { left: Math.max(r.left, o.left), right: Math.min(r.right, o.right), top: Math.max(r.top, o.top), bottom: Math.min(r.bottom, o.bottom) };
      }
      if (c.position === 'fixed') break;
    }
    return { ...r, scrolls };
  };
  const fixed = (e) => { for (let n = e; n; n = up(n)) if (/fixed|sticky/.test(style(n).position)) return n; return null; };

  const crowded = (screen) => {
    // A phone shrinks a page that is too wide: the device's own width counts.
    const out = []; const wide = Math.min(document.documentElement.clientWidth, screen);
    if (document.documentElement.scrollWidth > wide) out.push('the page is ' + document.documentElement.scrollWidth + ' px wide on a screen of ' + wide + ' by ' + named([...document.body.querySelectorAll('*')].reduce((a, e) => (e.getBoundingClientRect().right > a.getBoundingClientRect().right ? e : a))));
    const all = texts(); const can = controls();
    const boxes = [];
    for (const t of all) for (const b of t.rects) {
      const size = parseFloat(style(t.e).fontSize); const mid = (b.top + b.bottom) / 2; const half = Math.min(b.height, size) * 0.4;
      const r = clipped(t.e, { left: b.left + 1, right: b.right - 1, top: mid - half, bottom: mid + half }, true);
      if (!r.scrolls && (b.right > wide + 1.5 || b.left < -1.5)) out.push(named(t.e, t.text) + ' is outside the screen');
      else if (!r.scrolls && (r.right - r.left < b.width - 4 || r.bottom - r.top < 2 * half - 3)) out.push(named(t.e, t.text) + ' is cut');
      boxes.push({ e: t.e, r, what: t.text });
    }
    for (const e of can) {
      const b = e.getBoundingClientRect(); const r = clipped(e, b);
      if (!r.scrolls && (b.right > wide + 1.5 || b.left < -1.5)) out.push(named(e) + ' is outside the screen');
      else if (!r.scrolls && (r.right - r.left < b.width - 2 || r.bottom - r.top < b.height - 2)) out.push(named(e) + ' is cut');
      if (e.matches('button,.govuk-button') && all.some((t) => e.contains(t.e) && t.rects.some((w) => w.left < b.left - 1 || w.right > b.right + 1 || w.bottom > b.bottom + 8))) out.push(named(e) + ' does not fit its button');
      // At 400 % a choice may be longer than its field; opened it is whole.
      if (e.tagName === 'SELECT' && wide >= 390 && e.selectedOptions[0]) {
        const c = style(e); pen.font = c.font;
        const room = e.clientWidth - parseFloat(c.paddingLeft) - parseFloat(c.paddingRight) - 16;
        if (pen.measureText(e.selectedOptions[0].text).width > room + 1) out.push(named(e, e.name + ': ' + e.selectedOptions[0].text) + ' is cut in its select');
      }
      if (e.matches('a,summary') && style(e).display === 'inline') continue; // its words are held as text
      boxes.push({ e, r: { left: b.left + 1, right: b.right - 1, top: b.top + 1, bottom: b.bottom - 1 }, what: e.name || e.textContent, control: true });
    }
    boxes.sort((a, b) => a.r.top - b.r.top);
    for (let i = 0; i < boxes.length; i++) {
      const a = boxes[i];
      for (let j = i + 1; j < boxes.length && boxes[j].r.top < a.r.bottom - 2; j++) {
        const b = boxes[j];
        if (kin(a.e, b.e) || Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left) < 3 || Math.min(a.r.bottom, b.r.bottom) - b.r.top < 3) continue;
        if (fixed(a.e) !== fixed(b.e)) continue; // what stays while the page moves
        const [x, y] = a.control ? [a, b] : [b, a];
        if (x.control && (x.e.labels ? [...x.e.labels].some((l) => l.contains(y.e)) && !y.control && x.e.matches('[type=checkbox],[type=radio]') && +style(x.e).opacity === 0 : false)) continue;
        out.push(named(a.e, a.what) + ' and ' + named(b.e, b.what) + ' stand on each other');
      }
    }
    return [...new Set(out)];
  };

  // beyond names what can be pressed or filled in and has no place in the order of
  // the Tab key, or another than its own.
  const beyond = () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[role=button],[tabindex]')]
    .filter((e) => e.getClientRects().length && (e.tabIndex > 0 || (e.tabIndex < 0 && !e.matches('.govuk-error-summary')))).map((e) => e.outerHTML.slice(0, 120));

  // everything opens what is folded and shows what waits for its moment.
  const everything = () => {
    for (const d of document.querySelectorAll('details')) d.open = true;
    for (const e of document.querySelectorAll('[hidden]')) e.hidden = false;
  };
  const wrong = (screen, all) => {
    const root = document.documentElement.classList;
    if (all) { everything(); root.add('is-offline', 'is-waiting'); }
    const pale = faint();
    if (all) root.remove('is-offline', 'is-waiting');
    return crowded(screen).concat(pale, beyond().map((e) => 'no key reaches ' + e));
  };
  window.songbaiEyes = { wrong, contrast: (e) => contrastOf(e, colour(style(e).color)).ratio };
})();
