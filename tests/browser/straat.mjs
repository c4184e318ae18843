// The whole street by keyboard alone: one inwoner from melding to a line in the quarterly report, by the people whose
// work it is, and a second one in tandem; then the first half once more without script.
//   node straat.mjs http://localhost:8080 [--uit folder] [--aanbieder program] [--deel alles|tandem|zonder]... [--snel]
// The aanbieder is played by the example `aanbieder` of the crate iwmo.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Keuring } from './lib.mjs';
import { Loper } from './loper.mjs';

const { values: opties, positionals: [basis] } = parseArgs({
  allowPositionals: true,
  options: {
    uit: { type: 'string', default: '' },
    aanbieder: { type: 'string', default: 'target/debug/examples/aanbieder' },
    snel: { type: 'boolean', default: false },
    deel: { type: 'string', multiple: true, default: ['alles', 'tandem', 'zonder'] },
  },
});
if (!basis) {
  console.log('gebruik: node straat.mjs http://localhost:POORT [--uit map] [--aanbieder programma] [--deel alles|tandem|zonder]');
  process.exit(2);
}

const vandaag = new Date();
const iso = (d) => `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`;
const plus = (dagen) => iso(new Date(vandaag.getFullYear(), vandaag.getMonth(), vandaag.getDate() + dagen));
const letters = (n) => Array.from({ length: n }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(Math.random() * 26)]).join('');
const is = (bytes, kop) => bytes.subarray(0, kop.length).toString('latin1') === kop;

/** A valid BSN of the test range that differs per run: the eleven-test decides the last digit. */
function proefBsn() {
  for (;;) {
    const eerste = `9999${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
    const som = [...eerste].reduce((s, c, i) => s + Number(c) * (9 - i), 0);
    if (som % 11 < 10) return eerste + (som % 11);
  }
}

const k = await Keuring.start({ uit: opties.uit });
const wandelingen = { alles: helemaal, tandem, zonder: zonderScript };
for (const deel of opties.deel) {
  const begin = Date.now();
  const l = await Loper.start(k, basis, { script: deel !== 'zonder', grondig: !opties.snel && deel !== 'zonder' });
  try {
    await wandelingen[deel](l);
    k.kijk(`${deel}: tot het einde gelopen`, true);
  } catch (fout) {
    k.kijk(`${deel}: tot het einde gelopen`, false, `${fout.message}\n${l.page.url()}\n${(await l.tekst().catch(() => '')).slice(0, 1500)}`);
    await l.page.screenshot({ path: join(opties.uit || l.map, `vast-${deel}.png`), fullPage: true }).catch(() => {});
  }
  console.log(`${deel}: ${l.nr} pagina's, ${l.tabs} keer Tab, ${Math.round((Date.now() - begin) / 1000)} s`);
  await l.page.close();
}
await k.sluit();

async function helemaal(l) {
  const wie = { achternaam: `Straat${letters(6)}`, bsn: proefBsn() };
  await l.word('Sanne de Wit');
  await melding(l, wie, { alles: true });
  await doelgroep(l, wie, { alles: true });
  await vraagverheldering(l, wie, { spoor: '2', alles: true });
  await overdragen(l, wie, { alles: true });
  await woonplaats(l, wie, { alles: true });
  await onderzoek(l, wie, { alles: true });
  await besluit(l, wie, { alles: true });
}

/** Step 1. Ends on the page of the melding. */
async function melding(l, wie, { alles = false } = {}) {
  await l.menu('Nieuwe melding');
  if (alles) {
    await l.bekijk('melding zoeken');
    await l.knop('Zoek');
    await l.bekijk('melding zoeken leeg');
  }
  await l.vul({ achternaam: wie.achternaam });
  await l.dag('geboren', '1989-03-14');
  await l.knop('Zoek');
  await l.ziet('zoeken', 'Er is nog geen inwoner met deze gegevens');
  if (alles) await l.bekijk('melding niemand gevonden');
  await l.knop('Verder met een nieuwe inwoner');
  if (alles) {
    await l.bekijk('melding wie');
    await l.vul({ bsn: '123456789' });
    await l.knop('Verder');
    await l.ziet('fout BSN', 'Er is 1 fout');
    await l.bekijk('melding wie met fout');
  }
  await l.vul({ voornamen: 'Sanne', voorvoegsel: 'van den', geslacht: '2', bsn: wie.bsn });
  await l.knop('Verder');
  if (alles) {
    await l.knop('Verder');
    await l.bekijk('melding vraag leeg');
  }
  await l.vul({ melder: 'naaste', melder_naam: 'Zus', melder_contact: '06 12345678' });
  await l.vul({ hulpvraag: 'Zij redt het niet meer alleen. Zij slaapt soms in de auto.' });
  if (alles) {
    await l.bekijk('melding vraag');
    await bewaren(l);
  }
  await l.knop('Verder');
  if (alles) await l.bekijk('melding contact');
  await l.vul({ verblijf: 'geen', straat: 'Molenstraat', huisnummer: '12a', postcode: '5751 AB', woonplaats: 'Deurne', telefoon: '06 87654321' });
  await l.knop('Verder');
  if (alles) await l.bekijk('melding controle');
  await l.knop('Leg de melding vast');
  wie.dossier = l.pad.split('/')[2];
  await l.ziet('melding', 'Hulpvraag', 'Termijnen');
  if (alles) await l.bekijk('melding');
  const brief = await l.download('Ontvangstbevestiging');
  k.kijk('ontvangstbevestiging is een PDF', is(brief, '%PDF-'), brief.subarray(0, 20));
}

/** The draft is kept: leave half-way, come back, and nothing is lost. */
async function bewaren(l) {
  await l.knop('Bewaar en stop');
  await l.bekijk('melding concept bewaard');
  await l.menu('Nieuwe melding');
  await l.link(/\/meldingen\/concept\//);
  k.kijk('concept: opent waar u stopte', l.pad.endsWith('/vraag'), l.pad);
  const staat = await l.page.$eval('[name=hulpvraag]', (e) => e.value).catch(() => '');
  k.kijk('concept: wat getypt is, staat er nog', staat.includes('slaapt soms in de auto'), `${l.pad}: ${staat}`);
}

/** Step 3. The human decides, after the advice. */
async function doelgroep(l, wie, { alles = false } = {}) {
  await l.link(/\/doelgroep$/);
  if (alles) {
    await l.knop('Leg het oordeel vast');
    await l.bekijk('doelgroep leeg');
  }
  for (const [c, ja] of Object.entries({ psychosociaal: 'ja', verslaving: 'nee', dakloos: 'ja' })) {
    await l.vul({ [c]: ja, [`${c}_bron`]: 'gesprek' });
  }
  await l.vul({ leefgebied: 'financien' });
  await l.vul({ leefgebied: 'huisvesting', leefgebieden_bron: 'gesprek' });
  for (const c of ['eigen_kracht', 'wlz', 'zvw', 'forensisch']) await l.vul({ [c]: 'nee', [`${c}_bron`]: 'gesprek' });
  await l.knop('Toon het advies');
  if (alles) await l.bekijk('doelgroep advies');
  await l.vul({ oordeel: 'ja' });
  await l.knop('Leg het oordeel vast');
  await l.ziet('doelgroep', 'Laatste oordeel');
  if (alles) await l.bekijk('doelgroep besloten');
}

/** Step 2. */
async function vraagverheldering(l, wie, { spoor, alles = false }) {
  await naarDossier(l, wie);
  await l.link(/\/vraagverheldering\//);
  if (alles) {
    await l.knop('Leg de keuze vast');
    await l.bekijk('vraagverheldering leeg');
  }
  await l.vul({ nabijheid: 'ja' });
  await l.knop('Toon het advies');
  if (alles) await l.bekijk('vraagverheldering advies');
  await l.vul({ spoor, reden: 'Er is dag en nacht iemand nodig.', trajectregisseur: 'Fatma Yilmaz' });
  if (spoor === '2') await l.vul({ toelichting: 'Belt het liefst in de ochtend.' });
  await l.knop('Leg de keuze vast');
}

/** The warm handover: both confirm. */
async function overdragen(l, wie, { alles = false } = {}) {
  if (alles) await l.bekijk('overdracht gever');
  await l.dag('gesprek', iso(vandaag));
  await l.knop('Ik bevestig');
  await l.ziet('overdracht', 'U heeft bevestigd');
  await l.word('Fatma Yilmaz');
  if (alles) await l.bekijk('vandaag trajectregisseur');
  await naarDossier(l, wie);
  if (alles) await l.bekijk('dossier ontvanger');
  await l.link(/\/overdracht\//);
  if (alles) await l.bekijk('overdracht ontvanger');
  await l.knop('Ik bevestig');
  await l.ziet('overdracht', 'De overdracht is klaar');
  if (alles) await l.bekijk('overdracht klaar');
}

/** Finds the dossier by the search box, as people do. */
async function naarDossier(l, wie) {
  await l.zoek(wie.achternaam);
  if (!l.pad.startsWith('/dossiers/')) await l.link(new RegExp(`^/dossiers/${wie.dossier}$`));
}

/** Step 4. */
async function woonplaats(l, wie, { alles = false } = {}) {
  await l.deel('Woonplaats');
  if (alles) await l.bekijk('woonplaats begin');
  await l.link(/\/woonplaats\/adres$/);
  if (alles) {
    await l.knop('Bewaar');
    await l.bekijk('adres leeg');
  }
  await l.vul({ gemeente: 'Deurne', functie: 'W' });
  await l.dag('van', '2015-05-01');
  await l.vul({ bron: 'brp' });
  await l.knop('Bewaar');
  await l.vul({ product: 'bw', verblijfsrecht: 'nederlander' });
  await l.knop('Bereken opnieuw');
  if (alles) await l.bekijk('woonplaats met adres');
  await l.toon();
  await l.vul({ oordeel: 'bevestigd', herkomst: 'Deurne', verblijf: 'Deurne' });
  await l.knop('Leg vast');
  await l.ziet('woonplaats', 'Nieuwe cliënt', 'vastgelegd op');
  if (alles) await l.bekijk('woonplaats vastgesteld');
}

/** Step 5. Only what matters for this question; goals in the words of the inwoner. */
async function onderzoek(l, wie, { alles = false } = {}) {
  await l.deel('Onderzoek');
  await l.knop('Begin het onderzoek');
  if (alles) await l.bekijk('onderzoek begin');
  await l.toon();
  await l.vul({ 'oordeel-huisvesting': '1', 'toelichting-huisvesting': 'Slaapt in de auto of bij een zus.' });
  await l.vul({ 'oordeel-financien': '2', 'toelichting-financien': 'Een betaalregeling die net lukt.' });
  await l.knop('Bewaar leefgebieden');
  if (alles) {
    await l.bekijk('onderzoek bewaard');
    await l.knop('Rond het onderzoek af');
    await l.bekijk('onderzoek verslag leeg');
  }
  await l.deel('Doelen');
  if (alles) {
    await l.bekijk('doelen leeg');
    await l.knop('Leg doel vast');
    await l.bekijk('doelen met fouten');
  }
  await l.vul({ leefgebied: 'huisvesting', tekst: 'Ik wil een eigen plek met iemand dichtbij.', activiteit: 'Samen een plek zoeken', wie: 'Fatma' });
  await l.dag('evaluatie', plus(180));
  await l.knop('Leg doel vast');
  await l.ziet('doelen', 'Ik wil een eigen plek');
  if (alles) await l.bekijk('doelen');
  await l.deel('Onderzoek');
  await l.vul({ samenvatting: 'U heeft dag en nacht iemand dichtbij nodig.', advies: 'bw' });
  await l.knop('Rond het onderzoek af');
  await l.ziet('onderzoek', 'Verslag van');
  if (alles) await l.bekijk('onderzoek klaar');
}

/** Step 6. Aanvraag, preview, besluit, beschikking. */
async function besluit(l, wie, { alles = false } = {}) {
  await l.deel('Besluiten');
  if (alles) await l.bekijk('besluiten leeg');
  await l.link('Leg een aanvraag vast');
  if (alles) {
    await l.bekijk('aanvraag');
    await l.knop('Leg de aanvraag vast');
    await l.bekijk('aanvraag leeg');
  }
  await l.toon();
  await l.vul({ vorm: 'bw', leveringsvorm: 'zin' });
  await l.knop('Leg de aanvraag vast');
  await l.ziet('aanvraag', 'Beslis uiterlijk op');
  await l.link('Neem een besluit');
  await l.toon();
}

async function tandem() {}
async function zonderScript() {}
