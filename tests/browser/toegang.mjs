// The walk of access through a running demo: melding, doelgroeptoets, three sporen. Every page is looked at by axe, at
// 320 px and by keyboard, and photographed when a folder is given.
//   node toegang.mjs http://localhost:8080 [folder]
import { axe, Keuring, past, toetsenbord, wordPersoon } from './lib.mjs';

const [basis = 'http://localhost:8080', uit = ''] = process.argv.slice(2);
const k = await Keuring.start({ uit });
const page = await k.tab();

const vul = async (velden) => {
  for (const [naam, waarde] of Object.entries(velden)) {
    const gezet = await page.evaluate((n, w) => {
      const e = [...document.querySelectorAll(`[name="${n}"]`)].find((x) => !['radio', 'checkbox'].includes(x.type) || x.value === w);
      if (!e) return false;
      if (['radio', 'checkbox'].includes(e.type)) e.click();
      else e.value = w;
      return true;
    }, naam, waarde);
    k.kijk(`veld ${naam} bestaat`, gezet, page.url());
  }
};
const druk = async (tekst) => {
  const knop = await page.evaluateHandle(
    (t) => [...document.querySelectorAll('main button')].find((b) => b.textContent.trim().startsWith(t)) ?? null, tekst);
  if (!k.kijk(`knop ${tekst}`, knop.asElement(), page.url())) return;
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), knop.asElement().click()]);
};
const bekijk = async (naam) => {
  k.kijk(`${naam}: geen foutpagina`, !(await page.title()).startsWith('Er ging'), page.url());
  if (uit) await page.screenshot({ path: `${uit}/${naam}.png`, fullPage: true });
  await axe(k, page, naam);
  await axe(k, page, naam, { open: true });
  await past(k, page, naam);
  if (uit) await page.screenshot({ path: `${uit}/${naam}-smal.png`, fullPage: true });
  await page.setViewport({ width: 1440, height: 1000 });
  await toetsenbord(k, page, naam);
  k.kijk(`${naam}: geen bevindingen van de browser`, page.bevindingen.length === 0, page.bevindingen.join('\n'));
  page.bevindingen.length = 0;
};
/** A valid BSN of the test range that differs per run: the eleven-test decides the last digit. */
const proefBsn = () => {
  for (;;) {
    const eerste = `9999${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
    const som = [...eerste].reduce((s, c, i) => s + Number(c) * (9 - i), 0);
    if (som % 11 < 10) return eerste + (som % 11);
  }
};

/** From search to a recorded melding; returns its address. */
async function meld(naam, foto) {
  await page.goto(`${basis}/meldingen/nieuw`, { waitUntil: 'load' });
  if (foto) await bekijk('01-zoeken');
  await vul({ achternaam: naam, 'geboren-dag': '14', 'geboren-maand': '3', 'geboren-jaar': '1989' });
  await druk('Zoek');
  if (foto) await bekijk('02-niemand');
  await druk('Verder met een nieuwe inwoner');
  if (foto) {
    await vul({ bsn: '123456789', achternaam: '' });
    await druk('Verder');
    await bekijk('03-wie-fout');
  }
  await vul({ achternaam: naam, voornamen: 'Sanne', voorvoegsel: 'van den', geslacht: '2', bsn: proefBsn() });
  await druk('Verder');
  await vul({ melder: 'naaste', melder_naam: 'Zus', melder_contact: '06 12345678', hulpvraag: 'Sanne redt het niet meer alleen.\nZe slaapt soms in de auto.', ...(foto ? { spoed: 'ja' } : {}) });
  if (foto) await bekijk('04-vraag');
  await druk('Verder');
  if (foto) await bekijk('05-contact');
  await vul({ verblijf: 'geen', straat: 'Molenstraat', huisnummer: '12a', postcode: '5751 AB', woonplaats: 'Deurne', telefoon: '06 87654321' });
  await druk('Verder');
  if (foto) await bekijk('06-controle');
  await druk('Leg de melding vast');
  if (foto) await bekijk('07-melding');
  return page.url();
}

const achternaam = `Proef${String(Date.now()).slice(-6)}`.replace(/\d/g, (c) => 'abcdefghij'[c]);
await wordPersoon(k, page, basis, 'Sanne de Wit');
const melding = await meld(achternaam, true);
const sporen = melding.replace('/melding/', '/vraagverheldering/');
const dossier = melding.split('/melding/')[0];
await vul({ spoed_uitkomst: 'tijdelijke_voorziening', spoed_toelichting: 'Bed bij de opvang voor deze week.' });
await druk('Leg vast');

await page.goto(`${basis}/meldingen/nieuw`, { waitUntil: 'load' });
await vul({ achternaam });
await druk('Zoek');
await bekijk('08-gevonden');

await page.goto(`${dossier}/doelgroep`, { waitUntil: 'load' });
await bekijk('09-doelgroep-leeg');
await vul({ psychosociaal: 'ja', verslaving: 'nee', dakloos: 'ja', eigen_kracht: 'nee', wlz: 'nee', zvw: 'nee', forensisch: 'onbekend' });
for (const c of ['psychosociaal', 'verslaving', 'dakloos', 'eigen_kracht', 'wlz', 'zvw']) await vul({ [`${c}_bron`]: 'gesprek' });
await vul({ leefgebied: 'financien' });
await vul({ leefgebied: 'huisvesting' });
await vul({ leefgebieden_bron: 'gesprek' });
await druk('Toon het advies');
await bekijk('10-doelgroep-advies');
await vul({ forensisch: 'nee', forensisch_bron: 'gesprek', oordeel: 'ja' });
await druk('Leg het oordeel vast');
await bekijk('11-doelgroep-besloten');

await page.goto(sporen, { waitUntil: 'load' });
await vul({ nabijheid: 'ja' });
await druk('Toon het advies');
await bekijk('12-sporen');
await druk('Leg de keuze vast');
await bekijk('13-sporen-fout');
const tr = await page.evaluate(() => [...document.querySelectorAll('select[name=trajectregisseur] option')].find((o) => o.textContent.includes('Fatma'))?.value ?? '');
await vul({ spoor: '2', reden: 'Er is dag en nacht iemand nodig.', toelichting: 'Belt het liefst in de ochtend.', trajectregisseur: tr });
await druk('Leg de keuze vast');
await bekijk('14-overdracht-gever');
const overdracht = page.url();
const vandaag = new Date();
await vul({ 'gesprek-dag': String(vandaag.getDate()), 'gesprek-maand': String(vandaag.getMonth() + 1), 'gesprek-jaar': String(vandaag.getFullYear()) });
await druk('Ik bevestig');

const tweede = await meld(`${achternaam}bis`, false);
await page.goto(tweede.replace('/melding/', '/vraagverheldering/'), { waitUntil: 'load' });
await vul({ spoor: '3', reden: 'Het is nog niet duidelijk.', trajectregisseur: tr });
await druk('Leg de keuze vast');
const tandem = page.url();
await vul({ hulpvraag: 'Een veilige plek om te slapen.', wens: 'In Deurne blijven.' });
await druk('Bewaar de antwoorden');
await bekijk('15-tandem');

await Promise.all([page.waitForNavigation(), page.$eval('form[action="/uitloggen"]', (f) => f.submit())]);
await wordPersoon(k, page, basis, 'Fatma Yilmaz');
await page.goto(overdracht, { waitUntil: 'load' });
await bekijk('16-overdracht-ontvanger');
await druk('Ik bevestig');
await bekijk('17-overdracht-klaar');
await page.goto(tandem, { waitUntil: 'load' });
await vul({ wens: 'In Deurne of Asten wonen.' });
await page.evaluate(() => { document.querySelector('[name=gezien_wens]').value = '0'; });
await druk('Bewaar de antwoorden');
await bekijk('18-tandem-conflict');
await k.sluit();
