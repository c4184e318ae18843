// Somebody who has no mouse: everything here goes by Tab, Enter, Space, arrows and typing, with and without script.
// A target is named as a person would name it: the name of a field, the words on a button or a link.
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axe, foto, opbouw, past } from './lib.mjs';

const TABS_MAX = 500;

export class Loper {
  constructor(k, page, basis, { grondig = true, naam = '' } = {}) {
    Object.assign(this, { k, page, basis, grondig, naam, nr: 0, tabs: 0 });
    page.on('response', (r) => {
      if (r.request().isNavigationRequest() && r.frame() === page.mainFrame() && r.status() >= 500) {
        k.kijk(`${new URL(r.url()).pathname}: de server antwoordt`, false, `status ${r.status()}`);
      }
    });
  }

  /** A walker in a new tab; downloads land in a folder of its own. */
  static async start(k, basis, opties = {}) {
    const page = await k.tab({ script: opties.script ?? true });
    const l = new Loper(k, page, basis, opties);
    l.map = mkdtempSync(join(tmpdir(), 'loper-'));
    const cdp = await page.createCDPSession();
    await cdp.send('Browser.setDownloadBehavior', { behavior: 'allowAndName', downloadPath: l.map });
    await page.goto(basis, { waitUntil: 'load' });
    return l;
  }

  /** Path of this page. */
  get pad() { return new URL(this.page.url()).pathname; }

  /** Prints the fields and buttons of the page: for who writes a walk. */
  async toon() {
    if (!process.env.TOON) return;
    const velden = await this.page.$$eval('main [name], main button, main h1, main h2', (es) => es.map((e) => {
      if (e.type === 'hidden') return '';
      if (/^H\d$/.test(e.tagName)) return `# ${e.textContent.trim()}`;
      const opties = e.tagName === 'SELECT' ? ` [${[...e.options].slice(0, 14).map((o) => `${o.value}=${o.text}`).join('|')}]` : '';
      return `${e.tagName.toLowerCase()} ${e.type} ${e.name}=${e.value}${e.checked ? '*' : ''} "${(e.labels?.[0] ?? e).textContent.trim().slice(0, 50)}"${opties}`;
    }).filter(Boolean));
    console.log(`--- ${this.pad}\n${velden.join('\n')}`);
  }

  /** The words of the page. */
  tekst() { return this.page.$eval('main', (e) => e.innerText); }

  /** The page holds these words. */
  async ziet(naam, ...woorden) {
    const tekst = (await this.tekst()).replace(/\s+/g, ' ');
    for (const w of woorden) {
      const er = w instanceof RegExp ? w.test(tekst) : tekst.includes(w);
      this.k.kijk(`${naam}: er staat “${w}”`, er, `${this.pad}: ${tekst.slice(0, 600)}`);
    }
  }

  /** Tab to the element that `vind` (runs in the page) gives; opens what hides it. */
  async naar(wat, vind, ...args) {
    const { page } = this;
    const doel = (await page.evaluateHandle(vind, ...args)).asElement();
    if (!doel) throw new Error(`${wat}: niet op ${this.pad}`);
    const dicht = (await page.evaluateHandle((e) => {
      if (e.checkVisibility()) return null;
      let buiten = null;
      for (let d = e.parentElement?.closest('details'); d; d = d.parentElement?.closest('details')) {
        if (!d.open && !d.querySelector(':scope > summary').contains(e)) buiten = d.querySelector(':scope > summary');
      }
      return buiten;
    }, doel)).asElement();
    if (dicht) {
      await this.naar(`${wat} (openen)`, (s) => s, dicht);
      await page.keyboard.press('Enter');
      return this.naar(wat, vind, ...args);
    }
    await this.slaOver(doel);
    const toets = await page.evaluate((e) => {
      const nu = document.activeElement;
      const terug = nu !== document.body && e !== nu && !(nu.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
      return terug && !nu.contains(e) ? 'terug' : 'verder';
    }, doel);
    for (let i = 0; i < TABS_MAX; i += 1) {
      const er = await page.evaluate((e) => {
        const nu = document.activeElement;
        return nu === e || (e.type === 'radio' && nu.type === 'radio' && nu.name === e.name && nu.form === e.form);
      }, doel);
      if (er) return doel;
      if (toets === 'terug') await page.keyboard.down('Shift');
      await page.keyboard.press('Tab');
      if (toets === 'terug') await page.keyboard.up('Shift');
      this.tabs += 1;
    }
    throw new Error(`${wat}: niet te bereiken met Tab op ${this.pad}`);
  }

  // From the top of the page into the contents goes by the skip link, as people do.
  async slaOver(doel) {
    const mag = await this.page.evaluate((e) => document.activeElement === document.body && !!e.closest('main'), doel);
    if (!mag) return;
    await this.page.keyboard.press('Tab');
    const link = await this.page.evaluate(() => document.activeElement.matches('.utrecht-skip-link'));
    if (link) await this.page.keyboard.press('Enter');
  }

  /** Fills one field: text, choice, tick box or list. */
  async veld(naam, waarde) {
    const { page } = this;
    const doel = await this.naar(`veld ${naam}`, (n, w) => {
      const alle = [...document.querySelectorAll('main [name]')].filter((e) => e.name === n && e.type !== 'hidden');
      return alle.find((e) => ['radio', 'checkbox'].includes(e.type) && e.value === w) ?? alle.find((e) => !['radio', 'checkbox'].includes(e.type)) ?? null;
    }, naam, String(waarde));
    const soort = await doel.evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type));
    if (soort === 'radio') await this.kies(naam, doel);
    else if (soort === 'checkbox') await page.keyboard.press('Space');
    else if (soort === 'select') await this.uitLijst(naam, doel, String(waarde));
    else {
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
      await page.keyboard.press('Backspace');
      await page.keyboard.type(String(waarde));
    }
  }

  async kies(naam, doel) {
    for (let i = 0; i < 30; i += 1) {
      if (await doel.evaluate((e) => e.checked)) return;
      const hier = await doel.evaluate((e) => document.activeElement === e);
      await this.page.keyboard.press(hier ? 'Space' : 'ArrowDown');
    }
    throw new Error(`keuze ${naam}: niet te zetten met de pijltjes op ${this.pad}`);
  }

  async uitLijst(naam, doel, waarde) {
    const opties = await doel.evaluate((e) => [...e.options].map((o) => [o.value, o.text]));
    const welk = opties.findIndex(([w, t]) => w === waarde || t.startsWith(waarde));
    if (welk < 0) throw new Error(`lijst ${naam}: “${waarde}” niet in ${JSON.stringify(opties).slice(0, 600)}`);
    await this.page.keyboard.press('Home');
    for (let i = 0; i < welk; i += 1) await this.page.keyboard.press('ArrowDown');
    const gekozen = await doel.evaluate((e) => e.selectedIndex);
    if (gekozen !== welk) throw new Error(`lijst ${naam}: staat op ${gekozen}, niet op ${welk}`);
  }

  /** Fields in the order given. */
  async vul(velden) {
    for (const [naam, waarde] of Object.entries(velden)) await this.veld(naam, waarde);
  }

  /** A day in three boxes: '2026-03-01'. */
  async dag(naam, iso) {
    const [j, m, d] = iso.split('-').map(Number);
    await this.vul({ [`${naam}-dag`]: d, [`${naam}-maand`]: m, [`${naam}-jaar`]: j });
  }

  async enter() {
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load', timeout: 20_000 }), this.page.keyboard.press('Enter')]);
  }

  /** Presses the button in main that starts with these words. */
  async knop(tekst, binnen = 'main') {
    await this.naar(`knop ${tekst}`, (t, b) => [...document.querySelectorAll(`${b} button`)]
      .find((e) => e.textContent.trim().startsWith(t)) ?? null, tekst, binnen);
    await this.enter();
  }

  /** Follows the link that starts with these words, or whose address matches. */
  async link(wat, binnen = 'main') {
    await this.bijLink(wat, binnen);
    await this.enter();
  }

  async bijLink(wat, binnen = 'main') {
    const adres = wat instanceof RegExp ? wat.source : '';
    await this.naar(`link ${wat}`, (t, a, b) => [...document.querySelectorAll(`${b} a[href]`)]
      .find((e) => (a ? new RegExp(a).test(e.getAttribute('href')) : e.textContent.trim().startsWith(t))) ?? null,
    String(wat), adres, binnen);
  }

  /** A part of the dossier, by its tab. */
  async deel(naam) { await this.link(naam, '.bw-tabs'); }

  /** A link of the main menu. */
  async menu(naam) { await this.link(naam, 'nav[aria-label="Hoofdmenu"]'); }

  /** Presses Enter on a link to a file and returns the bytes that arrive. */
  async download(wat) {
    await this.bijLink(wat);
    return this.ontvang(() => this.page.keyboard.press('Enter'));
  }

  async ontvang(doe) {
    const voor = new Set(readdirSync(this.map));
    await doe();
    for (let i = 0; i < 200; i += 1) {
      const nieuw = readdirSync(this.map).find((n) => !voor.has(n) && !n.endsWith('.crdownload') && !n.startsWith('.'));
      if (nieuw) {
        this.bestand = join(this.map, nieuw);
        const bytes = readFileSync(this.bestand);
        if (bytes.length) return bytes;
      }
      await new Promise((klaar) => { setTimeout(klaar, 50); });
    }
    throw new Error(`er kwam geen bestand op ${this.pad}`);
  }

  /** Chooses files in the file field, with the dialog that the keyboard opens. */
  async kiesBestand(naam, ...paden) {
    await this.naar(`bestand ${naam}`, (n) => document.querySelector(`main input[type=file][name="${n}"]`), naam);
    // The browser needs a moment to hand the dialog to us instead of to the screen; a key before that is lost.
    const open = this.page.waitForFileChooser({ timeout: 15_000 });
    open.catch(() => {});
    await new Promise((klaar) => { setTimeout(klaar, 300); });
    await this.page.keyboard.press('Enter');
    const dialoog = await open;
    await dialoog.accept(paden);
  }

  /** In the demo: becomes this person; whoever was logged in goes out first. */
  async word(naam) {
    if (await this.page.$('.bw-gebruiker')) {
      await this.naar('uitloggen', () => document.querySelector('form[action="/uitloggen"] button'));
      await this.enter();
    }
    if (!this.pad.startsWith('/inloggen')) await this.page.goto(`${this.basis}/inloggen`, { waitUntil: 'load' });
    await this.knop(naam);
    this.k.kijk(`ingelogd als ${naam}`, !this.pad.startsWith('/inloggen'), this.page.url());
  }

  /** Finds an inwoner with the search box of the header. */
  async zoek(wat) {
    await this.naar('zoekveld', () => document.querySelector('#zoek'));
    await this.page.keyboard.type(wat);
    await this.enter();
  }

  /** The checks of one page of the walk: frame, axe, 320 px; the page stays as it was. */
  async bekijk(naam) {
    const { k, page } = this;
    this.nr += 1;
    const wat = `${this.naam} ${String(this.nr).padStart(2, '0')} ${naam}`;
    k.kijk(`${wat}: geen foutpagina`, !/niet gevonden|niet gelukt|geen toegang/i.test(await page.title()), await page.title());
    await opbouw(k, page, wat);
    await foto(k, page, wat);
    if (this.grondig) {
      const open = await page.$$('details[open]');
      await past(k, page, wat);
      await axe(k, page, `${wat} 320 px`, { open: true });
      await past(k, page, `${wat} alles open`);
      await foto(k, page, `${wat}-320`);
      await page.evaluate((...wel) => document.querySelectorAll('details').forEach((d) => { d.open = wel.includes(d); }), ...open);
      await page.setViewport({ width: 1440, height: 1000 });
    }
    k.kijk(`${wat}: geen CSP-overtreding of scriptfout`, page.bevindingen.length === 0, page.bevindingen.join('\n'));
    page.bevindingen.length = 0;
  }
}
