// What only a browser can prove, as functions that a walk can use. No framework: a check is a name, a yes or no, and
// what was seen. Every finding is printed at once; `Keuring.sluit` prints `N passed, N failed` and sets the exit code.
import { readFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

const axeBron = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const VLAGGEN = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-smooth-scrolling', '--disable-component-update', '--disable-sync'];
const STOPS_MAX = 400;

/** Counts the checks of one run and holds the browser. */
export class Keuring {
  static async start({ uit = '', chromium = process.env.CHROMIUM ?? '/usr/bin/chromium' } = {}) {
    const k = new Keuring();
    k.goed = 0;
    k.fout = 0;
    k.uit = uit;
    if (uit) mkdirSync(uit, { recursive: true });
    k.profiel = mkdtempSync(join(tmpdir(), 'keuring-'));
    k.browser = await puppeteer.launch({ executablePath: chromium, args: [...VLAGGEN, `--user-data-dir=${k.profiel}`] });
    return k;
  }

  /** One check. */
  kijk(naam, ok, gezien = '') {
    if (ok) this.goed += 1;
    else {
      this.fout += 1;
      console.log(`FOUT  ${naam}${gezien ? `\n      ${String(gezien).replaceAll('\n', '\n      ')}` : ''}`);
    }
    return ok;
  }

  /** A new tab that collects CSP violations and errors in `page.bevindingen`. Tabs share the cookies. */
  async tab({ script = true, breedte = 1440, hoogte = 1000, thema = [] } = {}) {
    const page = await this.browser.newPage();
    page.bevindingen = [];
    page.on('pageerror', (e) => page.bevindingen.push(`script: ${e.message}`));
    page.on('console', (m) => {
      const tekst = m.text();
      const status = /Failed to load resource: the server responded with a status of/.test(tekst);
      if (m.type() === 'error' && !status) page.bevindingen.push(`console: ${tekst}`);
    });
    await page.evaluateOnNewDocument(() => {
      document.addEventListener('securitypolicyviolation', (e) => {
        console.error(`CSP ${e.effectiveDirective}: ${e.blockedURI} ${e.sample}`);
      });
    });
    await page.setViewport({ width: breedte, height: hoogte });
    if (thema.length) await page.emulateMediaFeatures(thema);
    await page.setJavaScriptEnabled(script);
    return page;
  }

  async sluit() {
    await this.browser.close();
    rmSync(this.profiel, { recursive: true, force: true });
    console.log(`${this.goed} passed, ${this.fout} failed`);
    process.exitCode = this.fout ? 1 : 0;
  }
}

/** Goes to a page and checks the status. */
export async function ga(k, page, url, verwacht = 200) {
  const antwoord = await page.goto(url, { waitUntil: 'load' });
  k.kijk(`${url}: status ${verwacht}`, antwoord?.status() === verwacht, `status ${antwoord?.status()}`);
  return antwoord;
}

/** In the demo: becomes the person whose button on the login page holds `naam`. */
export async function wordPersoon(k, page, basis, naam) {
  await page.goto(`${basis}/inloggen`, { waitUntil: 'load' });
  const knop = await page.evaluateHandle(
    (n) => [...document.querySelectorAll('main button')].find((b) => b.textContent.includes(n)) ?? null, naam);
  const el = knop.asElement();
  if (!k.kijk(`inloggen als ${naam}: er is een knop`, el)) return false;
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), el.click()]);
  return k.kijk(`inloggen als ${naam}: daarna ingelogd`, !page.url().includes('/inloggen'), page.url());
}

/** axe-core over the page as it stands; details elements open or as they are. */
export async function axe(k, page, naam, { open = false } = {}) {
  if (open) await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  // An open user menu lies over the page, as it should; close it, or axe measures what is behind it.
  await page.evaluate(() => document.querySelectorAll('.bw-gebruiker[open]').forEach((d) => { d.open = false; }));
  await page.evaluate(axeBron);
  const { violations, incomplete } = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), AXE_TAGS);
  const tekst = violations.map((v) => `${v.id}: ${v.help}\n` + v.nodes.slice(0, 5).map((n) =>
    `  ${n.target.join(' ')}  ${n.any.concat(n.all).map((c) => c.message).join('; ')}`).join('\n')).join('\n');
  k.kijk(`${naam}: axe${open ? ' (alles open)' : ''}`, violations.length === 0, tekst);
  return incomplete;
}

/** No horizontal scrolling of the page; only a scroll pane may be wider. */
export async function past(k, page, naam, breedte = 320) {
  await page.setViewport({ width: breedte, height: 800 });
  const teBreed = await page.evaluate(() => {
    const max = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= max) return [];
    const inRuit = (e) => e.parentElement.closest('[tabindex="0"]');
    return [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > max + 0.5 && !inRuit(e))
      .slice(0, 5).map((e) => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`);
  });
  k.kijk(`${naam}: past in ${breedte} px`, teBreed.length === 0, teBreed.join('\n'));
}

/** Text spacing of WCAG 1.4.12 cuts nothing off and makes nothing scroll sideways. */
export async function ruimeTekst(k, page, naam) {
  await page.evaluate(() => {
    const blad = new CSSStyleSheet();
    blad.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');
    document.adoptedStyleSheets = [blad];
  });
  await past(k, page, `${naam} met ruime tekst`, 360);
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
}

/** Walks the page with Tab: visible focus on every stop, in the order of the document, in sight, no trap. */
export async function toetsenbord(k, page, naam) {
  await page.evaluate(() => {
    // Tab starts where the focus last was: start at the very top.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    globalThis.scrollTo(0, 0);
    globalThis.bwStops = [];
  });
  const fouten = [];
  let stops = 0;
  for (; stops < STOPS_MAX; stops += 1) {
    await page.keyboard.press('Tab');
    await page.evaluate(inBeeld);
    const stop = await page.evaluate(kijkStop);
    if (stop.klaar) break;
    fouten.push(...stop.fouten);
  }
  k.kijk(`${naam}: toetsenbord komt er doorheen`, stops < STOPS_MAX, `${stops} stops, geen einde`);
  k.kijk(`${naam}: focus zichtbaar en op volgorde (${stops} stops)`, fouten.length === 0 && stops > 0, fouten.slice(0, 8).join('\n'));
  return stops;
}

// Runs in the page: the browser scrolls the focused element into view a moment after the key.
async function inBeeld() {
  for (let i = 0; i < 30; i += 1) {
    const r = document.activeElement.getBoundingClientRect();
    if (r.bottom > 0 && r.top + Math.min(r.height / 2, 20) < innerHeight) return;
    await new Promise((klaar) => { requestAnimationFrame(klaar); });
  }
}

// Runs in the page after each Tab.
function kijkStop() {
  const e = document.activeElement;
  if (!e || e === document.body || e === globalThis.bwStops[0]) return { klaar: true, fouten: [] };
  const fouten = [];
  const wie = `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''} "${(e.textContent || e.name || '').trim().slice(0, 30)}"`;
  const vorige = globalThis.bwStops.at(-1);
  const volgt = Node.DOCUMENT_POSITION_FOLLOWING;
  const radio = e.type === 'radio';
  if (vorige && !radio && !(vorige.compareDocumentPosition(e) & volgt)) fouten.push(`${wie}: staat voor de vorige stop`);
  globalThis.bwStops.push(e);
  const s = getComputedStyle(e);
  if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) fouten.push(`${wie}: geen zichtbare focus (${s.outline})`);
  const r = e.getBoundingClientRect();
  if (r.width < 1 || r.height < 1) fouten.push(`${wie}: geen vlak`);
  const [x, y] = [Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1), Math.min(Math.max(r.top + Math.min(r.height / 2, 20), 0), innerHeight - 1)];
  const boven = document.elementFromPoint(x, y);
  const zelf = boven && (e.contains(boven) || boven.contains(e) || boven.closest('label')?.control === e);
  if (!zelf) fouten.push(`${wie}: ligt onder ${boven?.tagName}.${boven?.className} of buiten beeld (${Math.round(r.top)})`);
  return { klaar: false, fouten };
}

/** The same page without script has the same words in main, and no form without a button. */
export async function zonderScript(k, url, naam, cookiesVan) {
  const page = await k.tab({ script: false });
  await page.goto(url, { waitUntil: 'load' });
  const tekst = (p) => p.evaluate(() => {
    // Places where the script says what it did are empty or different without it.
    const plekken = [...document.querySelectorAll('[data-gekozen], [data-concept-stand]')];
    plekken.forEach((e) => { e.hidden = true; });
    const uit = document.querySelector('main')?.innerText.replace(/\s+/g, ' ').trim() ?? '';
    plekken.forEach((e) => { e.hidden = false; });
    return uit;
  });
  let [zonder, met] = [await tekst(page), await tekst(cookiesVan)];
  // This page lists who looked: looking again adds a line. Its words up to the first number stay.
  if (url.endsWith('/wie-keek')) [zonder, met] = [zonder, met].map((t) => t.split(/\d+ keer/)[0]);
  // The log too: reading it is in it.
  if (/\/beheer\/logboek(\?|$)/.test(url)) [zonder, met] = [zonder, met].map((t) => t.split(/\d+ regels/)[0]);
  k.kijk(`${naam}: zonder script staat er hetzelfde`, zonder.length > 0 && zonder === met, verschil(zonder, met));
  const knoploos = await page.evaluate(() => [...document.querySelectorAll('form:not([hidden])')]
    .filter((f) => !f.querySelector('button:not([type=button]), input[type=submit]')
      && !document.querySelector(`button[form="${f.id}"]`)).map((f) => f.action));
  k.kijk(`${naam}: elk formulier heeft een knop`, knoploos.length === 0, knoploos.join('\n'));
  await page.close();
}

function verschil(a, b) {
  let i = 0;
  while (i < Math.min(a.length, b.length) && a[i] === b[i]) i += 1;
  return `zonder: …${a.slice(Math.max(0, i - 30), i + 60)}\nmet:    …${b.slice(Math.max(0, i - 30), i + 60)}`;
}

/** What the head and the frame of every page must have. */
export async function opbouw(k, page, naam) {
  const f = await page.evaluate(() => {
    const koppen = [...document.querySelectorAll('main h1, main h2, main h3, main h4')].map((h) => +h.tagName[1]);
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    const fouten = [];
    if (document.documentElement.lang !== 'nl') fouten.push('html zonder lang="nl"');
    if (!/ – Wijkthuis$/.test(document.title)) fouten.push(`titel "${document.title}"`);
    if (koppen.filter((n) => n === 1).length !== 1) fouten.push(`${koppen.filter((n) => n === 1).length} keer h1`);
    koppen.forEach((n, i) => { if (i && n > koppen[i - 1] + 1) fouten.push(`kop h${n} na h${koppen[i - 1]}`); });
    ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => fouten.push(`id "${id}" twee keer`));
    document.querySelectorAll('[aria-describedby],[aria-labelledby]').forEach((e) =>
      `${e.getAttribute('aria-describedby') ?? ''} ${e.getAttribute('aria-labelledby') ?? ''}`.split(/\s+/).filter(Boolean)
        .forEach((id) => { if (!document.getElementById(id)) fouten.push(`verwijst naar "${id}", dat er niet is`); }));
    document.querySelectorAll('main a[href^="#"]').forEach((a) => {
      if (a.hash && !document.getElementById(decodeURIComponent(a.hash.slice(1)))) fouten.push(`link naar ${a.hash}`);
    });
    document.querySelectorAll('[style], style, script:not([src])').forEach((e) => fouten.push(`inline: ${e.outerHTML.slice(0, 80)}`));
    document.querySelectorAll('form[method=post]').forEach((form) => {
      if (!form.querySelector('input[name=csrf]')) fouten.push(`formulier ${form.getAttribute('action')} zonder csrf`);
    });
    document.querySelectorAll('table').forEach((t) => { if (!t.caption) fouten.push('tabel zonder caption'); });
    return fouten;
  });
  k.kijk(`${naam}: opbouw`, f.length === 0, f.join('\n'));
}

/** What differs per person on a page that was looked at in full as somebody else. */
export async function keurKort(k, basis, pad, { naam = pad } = {}) {
  const page = await k.tab();
  await ga(k, page, new URL(pad, basis).href);
  await opbouw(k, page, naam);
  await foto(k, page, naam);
  await past(k, page, naam);
  await axe(k, page, `${naam} 320 px`, { open: true });
  await past(k, page, `${naam} alles open`);
  k.kijk(`${naam}: geen CSP-overtreding of scriptfout`, page.bevindingen.length === 0, page.bevindingen.join('\n'));
  await page.setViewport({ width: 1440, height: 1000 });
  return page;
}

/** Every check on one page. Returns the tab, so that a walk can go on from there. */
export async function keurPagina(k, basis, pad, { naam = pad, status = 200, script = true } = {}) {
  const url = new URL(pad, basis).href;
  const page = await k.tab();
  await ga(k, page, url, status);
  await opbouw(k, page, naam);
  await foto(k, page, naam);
  await axe(k, page, naam);
  await toetsenbord(k, page, naam);
  if (script) await zonderScript(k, url, naam, page);
  await past(k, page, naam);
  await foto(k, page, `${naam}-320`);
  await axe(k, page, `${naam} 320 px`, { open: true });
  await past(k, page, `${naam} alles open`);
  await ruimeTekst(k, page, naam);
  k.kijk(`${naam}: geen CSP-overtreding of scriptfout`, page.bevindingen.length === 0, page.bevindingen.join('\n'));
  await page.setViewport({ width: 1440, height: 1000 });
  return page;
}

/** A picture of the whole page in the folder of the run. */
export async function foto(k, page, naam) {
  if (!k.uit) return;
  const bestand = `${naam.replace(/^\//, '').replace(/[^a-z0-9-]+/gi, '_') || 'start'}.png`;
  await page.screenshot({ path: join(k.uit, bestand), fullPage: true });
}
