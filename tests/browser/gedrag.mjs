// What the script adds, on the pages of the showcase: keys, choosing all, drafts, the warning before the session ends.
const wacht = (ms) => new Promise((klaar) => { setTimeout(klaar, ms); });

/** All of it. `gepost` is the list to which the server adds "/adres lichaam". */
export async function gedrag(k, basis, gepost) {
  await lijst(k, basis);
  await uit(k, basis);
  await concept(k, basis, gepost);
  await sessie(k, basis);
}

async function lijst(k, basis) {
  const page = await k.tab();
  await page.goto(`${basis}/werkvoorraad.html`);
  const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
  const gekozen = () => page.evaluate(() => document.querySelectorAll('tbody input:checked').length);
  await page.keyboard.press('/');
  k.kijk('toetsen: / gaat naar het zoekveld', await focus() === 'zoek', await focus());
  await page.keyboard.type('jk/x?');
  k.kijk('toetsen: in een veld zijn het gewone letters', await page.$eval('#zoek', (e) => e.value) === 'jk/x?');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('j');
  k.kijk('toetsen: j gaat naar de eerste rij', await focus() === '2026-00412', await focus());
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  k.kijk('toetsen: x kiest de rij', await gekozen() === 1 && await focus() === '2026-00398', await focus());
  await page.keyboard.press('k');
  k.kijk('toetsen: k gaat terug', await focus() === '2026-00412', await focus());
  await page.keyboard.press('?');
  k.kijk('toetsen: ? legt uit', await page.$eval('#toetsenhulp', (d) => d.open));
  await page.keyboard.press('Escape');
  k.kijk('toetsen: Escape sluit de uitleg', await page.$eval('#toetsenhulp', (d) => !d.open));
  await page.click('input[data-alles]');
  k.kijk('lijst: alles op deze pagina kiezen', await gekozen() === 7, await gekozen());
  k.kijk('lijst: zegt hoeveel er gekozen zijn', await page.$eval('[data-gekozen]', (e) => e.textContent) === '7 gekozen');
  await page.click('.bw-gebruiker > summary');
  await page.keyboard.press('Escape');
  k.kijk('menu: Escape sluit het en houdt de focus', await page.evaluate(() =>
    !document.querySelector('.bw-gebruiker').open && document.activeElement.matches('.bw-gebruiker > summary')));
  await page.evaluate(() => document.querySelector('#\\32 026-00361').focus());
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  k.kijk('toetsen: Enter opent de rij', page.url().endsWith('/dossier.html'), page.url());
  k.kijk('lijst: geen overtreding', page.bevindingen.length === 0, page.bevindingen.join('\n'));
  await page.close();
}

async function uit(k, basis) {
  const page = await k.tab();
  await page.goto(`${basis}/zonder-toetsen.html`);
  await page.keyboard.press('/');
  await page.keyboard.press('?');
  k.kijk('toetsen: staan uit als de gebruiker ze niet aanzette', await page.evaluate(() =>
    document.activeElement === document.body && !document.querySelector('dialog')));
  await page.close();
}

async function concept(k, basis, gepost) {
  const page = await k.tab();
  await page.goto(`${basis}/melding.html`);
  k.kijk('formulier: de lijst met fouten heeft de focus', await page.evaluate(() => document.activeElement.id === 'foutenlijst'));
  await page.type('#veld-vraag', ' Extra zin & meer.');
  await wacht(3600);
  const bericht = gepost.find((b) => b.startsWith('/concept ')) ?? '';
  k.kijk('concept: gaat naar de server', bericht.includes('Extra+zin+%26+meer.') && bericht.includes('csrf=proef'), bericht);
  const stand = await page.$eval('[data-concept-stand]', (e) => e.textContent);
  k.kijk('concept: zegt wanneer het bewaard is', /^Bewaard om \d\d:\d\d$/.test(stand), stand);
  k.kijk('concept: neemt de nieuwe versie over', await page.$eval('input[name=versie]', (e) => e.value) !== '1');
  await page.setOfflineMode(true);
  await page.type('#veld-vraag', ' Nog iets.');
  await wacht(3600);
  const los = await page.$eval('[data-concept-stand]', (e) => e.textContent);
  k.kijk('concept: zegt het als er geen verbinding is', los.startsWith('Niet bewaard: geen verbinding'), los);
  k.kijk('concept: de tekst staat er nog', (await page.$eval('#veld-vraag', (e) => e.value)).includes('Nog iets.'));
  await page.setOfflineMode(false);
  await page.close({ runBeforeUnload: false });
}

async function sessie(k, basis) {
  const page = await k.tab();
  // Timers run 500 times faster: the warning comes after 25 minutes, that is 3 seconds; the end 0.6 seconds later.
  await page.evaluateOnNewDocument(() => {
    const echt = globalThis.setTimeout;
    globalThis.setTimeout = (f, ms, ...rest) => echt(f, ms / 500, ...rest);
  });
  await page.goto(`${basis}/dossier.html`);
  await page.waitForSelector('#meldplaats:not(:empty)', { timeout: 5000 }).catch(() => {});
  const tekst = await page.$eval('#meldplaats', (e) => e.textContent);
  k.kijk('sessie: waarschuwt vijf minuten voor het einde', tekst.startsWith('Over 5 minuten wordt u uitgelogd'), tekst);
  const knop = await page.$('#meldplaats button');
  if (k.kijk('sessie: met een knop om te blijven', knop)) {
    await knop.click();
    await page.waitForFunction(() => !document.querySelector('#meldplaats').textContent, { timeout: 1000 }).catch(() => {});
    k.kijk('sessie: blijven haalt de waarschuwing weg', await page.$eval('#meldplaats', (e) => e.textContent === ''));
  }
  await page.close();
}

/** Print, forced colours and less motion: pictures to look at, and axe where it applies. */
export async function anders(k, basis, { axe, foto }) {
  const page = await k.tab();
  await page.goto(`${basis}/dossier.html`);
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await axe(k, page, 'dossier minder beweging');
  const cdp = await page.createCDPSession();
  await cdp.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  await foto(k, page, 'dossier-hoog-contrast');
  await page.goto(`${basis}/monitor.html`);
  await foto(k, page, 'monitor-hoog-contrast');
  await cdp.send('Emulation.setEmulatedMedia', { media: 'print', features: [] });
  await page.setViewport({ width: 720, height: 1000 });
  await page.goto(`${basis}/woonplaats.html`);
  const weg = await page.evaluate(() => ['.bw-menu', '.bw-zoek', '.bw-tabs', '.utrecht-button']
    .filter((c) => [...document.querySelectorAll(c)].some((e) => e.getClientRects().length)));
  k.kijk('afdruk: knoppen en menu staan er niet op', weg.length === 0, weg.join(' '));
  await foto(k, page, 'woonplaats-afdruk');
  await page.close();
}
