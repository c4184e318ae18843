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
const plus2 = (dag, n) => new Date(dag.getFullYear(), dag.getMonth(), dag.getDate() + n);
const plus = (n) => iso(plus2(vandaag, n));
// The walk happens today, about the quarter that has passed: then it has a line in the report of that quarter.
const kwartaalEinde = plus2(new Date(vandaag.getFullYear(), vandaag.getMonth() - (vandaag.getMonth() % 3), 1), -1);
const dagen = {
  melding: plus2(kwartaalEinde, -60), van: plus2(kwartaalEinde, -15), einde: kwartaalEinde,
  afschaling: plus2(kwartaalEinde, 1), tot: plus2(kwartaalEinde, 349),
  vorigeMaand: new Date(vandaag.getFullYear(), vandaag.getMonth(), 0),
};
const kwartaal = `${kwartaalEinde.getFullYear()}-${Math.floor(kwartaalEinde.getMonth() / 3) + 1}`;
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
  const l = await Loper.start(k, basis, { script: deel !== 'zonder', grondig: !opties.snel && deel !== 'zonder', naam: deel });
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
  await l.word('Tineke Smits');
  const eerst = await monitor(l);
  const rapportEerst = await rapport(l, { opnieuw: true });
  await l.word('Sanne de Wit');
  await melding(l, wie, { alles: true });
  await doelgroep(l, wie, { alles: true });
  await vraagverheldering(l, wie, { spoor: '2', alles: true });
  await overdragen(l, wie, { alles: true });
  await woonplaats(l, wie, { alles: true });
  await onderzoek(l, wie, { alles: true });
  await besluit(l, wie, { alles: true });
  await toewijzing(l, wie);
  await berichten(l, wie);
  await geld(l, wie);
  await schaling(l, wie);
  await uitstroom(l, wie);
  const later = await monitor(l, { wie, bekijk: true });
  k.kijk('monitor: een cliënt meer aan het einde van het kwartaal', later === eerst + 1, `${eerst} → ${later}`);
  await l.word('Tineke Smits');
  const rapportLater = await rapport(l, { opnieuw: true, bekijk: true });
  k.kijk('rapport: een cliënt meer in het kwartaal', rapportLater === rapportEerst + 1, `${rapportEerst} → ${rapportLater}`);
  console.log(`kwartaal ${kwartaal}: monitor ${eerst} → ${later}, rapport ${rapportEerst} → ${rapportLater} cliënten`);
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
  await l.dag('ontvangen', iso(dagen.melding));
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
  await l.vul({ vorm: 'bw', leveringsvorm: 'zin' });
  await l.knop('Leg de aanvraag vast');
  await l.ziet('aanvraag', 'Beslis uiterlijk op');
  await l.link('Neem een besluit');
  if (alles) {
    await l.bekijk('besluit');
    await l.knop('Bekijk het voorbeeld');
    await l.bekijk('besluit met fouten');
  }
  await l.vul({ product: wie.product ?? '15A60', omvang: '7', frequentie: 'week' });
  await l.dag('van', iso(dagen.van));
  await l.dag('tot', iso(dagen.tot));
  await l.vul({ motivering: 'U heeft dag en nacht iemand in de buurt nodig.' });
  await l.knop('Bekijk het voorbeeld');
  await l.ziet('voorbeeld', 'Er is nog niets vastgelegd');
  if (alles) await l.bekijk('besluit voorbeeld');
  await l.knop('Ken toe en verstuur de brief');
  await l.ziet('besluit', 'Wat is toegekend', 'Beschermd wonen met toezicht');
  if (alles) await l.bekijk('besluit genomen');
  const brief = await l.download('Brief als PDF');
  k.kijk('beschikking is een PDF', is(brief, '%PDF-'), brief.subarray(0, 20));
}

/** Step 7. A contracted aanbieder with a free place; the message goes out. */
async function toewijzing(l, wie) {
  await l.deel('Levering');
  await l.bekijk('levering');
  await l.link('Toewijzen aan een aanbieder');
  await l.bekijk('toewijzen');
  await l.knop('Wijs toe');
  await l.bekijk('toewijzen met fouten');
  const [eerste, tarief] = await l.page.$$eval('main tbody tr', (rs) => {
    const vrij = rs.find((r) => /\d vrij/.test(r.textContent)) ?? rs[0];
    return [vrij.querySelector('input').value, vrij.lastElementChild.textContent];
  });
  wie.tarief = tarief.replace(/\D/g, '');
  await l.vul({ aanbieder: eerste });
  await l.knop('Wijs toe');
  await l.ziet('toewijzing', 'toewijzing');
  await l.bekijk('levering toegewezen');
  await l.deel('Berichten');
  await l.ziet('berichten', 'WMO301 toewijzing');
  await l.bekijk('berichten van het dossier');
  await l.download('Download');
  wie.toewijzing = l.bestand;
}

/** Plays the aanbieder: writes the next message about this toewijzing to a file. */
function aanbieder(l, wie, wat, ...rest) {
  const bestand = join(l.map, `${wat}-${letters(4)}.xml`);
  writeFileSync(bestand, execFileSync(opties.aanbieder, [letters(4), wat, wie.toewijzing, iso(vandaag), ...rest]));
  return bestand;
}

/** Feeds files in on the page of messages. */
async function leesIn(l, ...bestanden) {
  await l.menu('Berichten');
  await l.kiesBestand('bestand', ...bestanden);
  await l.knop('Lees in');
}

/** Step 8. The aanbieder answers, starts and declares; each gets its answer. */
async function berichten(l, wie) {
  await l.menu('Berichten');
  await l.bekijk('berichten');
  await l.knop('Lees in');
  await l.bekijk('niets ingelezen');
  const kapot = join(l.map, 'kapot.xml');
  writeFileSync(kapot, 'geen bericht');
  await leesIn(l, kapot, aanbieder(l, wie, 'aanvaard'), aanbieder(l, wie, 'start', iso(dagen.van)));
  await l.bekijk('ingelezen');
  await l.ziet('ingelezen', 'WMO302', 'WMO305', 'WMO306');
  await leesIn(l, aanbieder(l, wie, 'declareer', iso(dagen.einde), '16', wie.tarief, iso(dagen.vorigeMaand)));
  await l.bekijk('declaratie ingelezen');
  await l.ziet('declaratie', 'WMO323', 'WMO325');
  await l.link('declareer-');
  await l.bekijk('bericht');
  await l.ziet('bericht', 'toegekend over');
  await naarDossier(l, wie);
  await l.deel('Levering');
  await l.bekijk('levering loopt');
}

/** The financieel adviseur pays what was granted. */
async function geld(l, wie) {
  await l.word('Hans Geerts');
  await l.menu('Geld');
  await l.bekijk('geld');
  await l.link('Betalen');
  await l.bekijk('betalen');
  await l.knop('Boek de betaalrun');
  await l.bekijk('geld betaald');
  await l.link('Betalen');
  await l.bekijk('niets te betalen');
}

/** Step 9. BW becomes BT as one event with a reason. */
async function schaling(l, wie) {
  await l.word('Fatma Yilmaz');
  await naarDossier(l, wie);
  await l.deel('Op- en afschalen');
  await l.bekijk('schaling');
  await l.knop('Bekijk het voorbeeld');
  await l.bekijk('schaling met fouten');
  await l.vul({ vorm: 'bt', product: '18A72', omvang: '6', frequentie: 'week' });
  await l.dag('van', iso(dagen.afschaling));
  await l.dag('tot', iso(dagen.tot));
  const redenen = await l.page.$$eval('select[name=reden] option', (os) => os.map((o) => [o.value, o.text]));
  const reden = redenen.find(([w]) => w.startsWith('afschaling')) ?? redenen.find(([w]) => w);
  await l.vul({ reden: reden[0], motivering: 'U redt het nu met hulp thuis.' });
  await l.knop('Bekijk het voorbeeld');
  await l.ziet('schaling', 'Afschaling', 'Er is nog niets vastgelegd');
  await l.bekijk('schaling voorbeeld');
  await l.knop('Herzie en verstuur de brief');
  await l.ziet('schaling', 'Beschermd thuis');
  await l.bekijk('afgeschaald');
  k.kijk('brief over de afschaling is een PDF', is(await l.download('Brief als PDF'), '%PDF-'));
  await leesIn(l, aanbieder(l, wie, 'stop', iso(dagen.van), iso(dagen.einde)));
  await l.ziet('stop', 'WMO307', 'WMO308');
  await naarDossier(l, wie);
  await l.deel('Levering');
  await l.bekijk('levering na afschaling');
  await l.deel('Besluiten');
  await l.ziet('besluiten', 'Afschaling');
  await l.bekijk('besluiten');
}

/** The end: a reason, a destination, and the aandachtsfunctionaris takes over. */
async function uitstroom(l, wie) {
  await naarDossier(l, wie);
  await l.deel('Op- en afschalen');
  await l.link(/\/uitstroom$/);
  await l.bekijk('uitstroom');
  await l.knop('Bekijk het voorbeeld');
  await l.bekijk('uitstroom met fouten');
  await l.vul({ reden: wie.uitstroom ?? (await eersteKeuze(l, 'reden')), bestemming: await eersteKeuze(l, 'bestemming'), motivering: 'U kunt zonder onze hulp verder.' });
  await l.knop('Bekijk het voorbeeld');
  await l.bekijk('uitstroom voorbeeld');
  await l.knop('Trek in en verstuur de brief');
  await l.bekijk('uitgestroomd');
  await l.deel('Overzicht');
  await l.ziet('dossier na uitstroom', 'Afgesloten');
  await l.bekijk('dossier na uitstroom');
  await l.deel('Wie heeft gekeken');
  await l.ziet('wie heeft gekeken', 'Sanne de Wit', 'Fatma Yilmaz');
  await l.bekijk('wie heeft gekeken');
}

/** Step 11, at the end of the quarter: the figures, and the cases behind one of them. */
async function monitor(l, { wie = null, bekijk = false } = {}) {
  await l.menu('Monitor');
  await l.dag('op', iso(dagen.einde));
  await l.knop('Toon');
  if (bekijk) await l.bekijk('monitor');
  const kpis = await l.page.$$eval('.bw-kpi', (ks) => ks.map((x) => [x.querySelector('.bw-kpi__label').textContent.trim(), x.querySelector('.bw-kpi__getal').textContent.trim()]));
  if (wie) {
    await l.link('Cliënten');
    await l.ziet('achter het cijfer', wie.dossier);
    await l.bekijk('achter het cijfer');
  }
  return Number(Object.fromEntries(kpis)['Cliënten']);
}

/** Step 12. Makes the report of the quarter and returns how many cliënten it counts. */
async function rapport(l, { opnieuw = false, bekijk = false } = {}) {
  await l.menu('Rapporten');
  if (bekijk) await l.bekijk('rapporten');
  await l.vul({ kwartaal });
  await l.knop('Maak of open het rapport');
  if (opnieuw) await l.knop('Maak een nieuwe versie');
  if (bekijk) {
    await l.bekijk('rapport');
    const eerste = await l.download('PDF');
    k.kijk('rapport is een PDF', is(eerste, '%PDF-'), eerste.subarray(0, 20));
    const weer = await l.download('PDF');
    k.kijk('rapport: opnieuw gevraagd, dezelfde bytes', Buffer.compare(eerste, weer) === 0, `${eerste.length} en ${weer.length}`);
  }
  // The row of the key figures: the one gemeente is hidden, because so few people would be known by it.
  const rij = await l.page.$$eval('.bw-rapport tr', (rs) => {
    const cellen = [...(rs.find((r) => r.cells[0].textContent.trim() === 'Cliënten')?.cells ?? [])];
    return cellen.map((c) => c.textContent.trim());
  });
  return Number(rij[2]);
}

/** Value of the first real option of a list. */
async function eersteKeuze(l, naam) {
  return l.page.$eval(`select[name=${naam}]`, (e) => [...e.options].find((o) => o.value).value);
}

/** Spoor 3: one form, two owners; both answer, both finish. */
async function tandem(l) {
  const wie = { achternaam: `Tandem${letters(6)}`, bsn: proefBsn() };
  await l.word('Sanne de Wit');
  await melding(l, wie);
  await vraagverheldering(l, wie, { spoor: '3' });
  await l.bekijk('tandem begin');
  await l.vul({ hulpvraag: 'Een veilige plek om te slapen.', wens: 'In Deurne blijven.' });
  await l.knop('Bewaar de antwoorden');
  await l.bekijk('tandem bewaard');
  await l.knop('Ik ben klaar');
  await l.bekijk('tandem zonder conclusie');
  await l.vul({ situatie: 'Zij slaapt in de auto of bij een zus.', problemen: 'Wonen en geld.', netwerk: 'Een zus helpt soms.' });
  await l.knop('Bewaar de antwoorden');
  await l.word('Fatma Yilmaz');
  await naarDossier(l, wie);
  await l.link(/\/tandem\//);
  await l.ziet('tandem', 'Beantwoord door Sanne de Wit');
  const antwoord = await l.page.$eval('[name=wens]', (e) => e.value);
  k.kijk('tandem: het antwoord van de ander staat er', antwoord === 'In Deurne blijven.', antwoord);
  // As if the colleague saved while she was typing: both texts are shown, and she chooses.
  await l.page.$eval('[name=gezien_wens]', (e) => { e.value = '0'; });
  await l.vul({ wens: 'In Deurne of Asten wonen.' });
  await l.knop('Bewaar de antwoorden');
  await l.ziet('tandem conflict', 'Er is nog niets overschreven');
  await l.bekijk('tandem conflict');
  await l.vul({ wens: 'mijn' });
  await l.knop('Leg vast');
  await l.vul({ toezicht: 'In de nacht.', voorliggend: 'Nee.', veiligheid: 'Nu niet.' });
  await l.knop('Bewaar de antwoorden');
  await l.vul({ conclusie: 'wel_bw' });
  await l.knop('Ik ben klaar');
  await l.bekijk('tandem klaar ontvanger');
  await l.word('Sanne de Wit');
  await naarDossier(l, wie);
  await l.link(/\/tandem\//);
  await l.bekijk('tandem een is klaar');
  await l.vul({ conclusie: 'wel_bw' });
  await l.knop('Ik ben klaar');
  await l.bekijk('tandem klaar');
  await naarDossier(l, wie);
  await l.ziet('dossier na tandem', 'Fase Onderzoek');
  await l.bekijk('dossier na tandem');
}

/** Steps 1 to 7 in a browser that runs no script. */
async function zonderScript(l) {
  const wie = { achternaam: `Kaal${letters(6)}`, bsn: proefBsn(), product: '15A66' };
  await l.word('Sanne de Wit');
  await melding(l, wie, { alles: true });
  await doelgroep(l, wie, { alles: true });
  await vraagverheldering(l, wie, { spoor: '2', alles: true });
  await overdragen(l, wie, { alles: true });
  await woonplaats(l, wie, { alles: true });
  await onderzoek(l, wie, { alles: true });
  await besluit(l, wie, { alles: true });
  await toewijzing(l, wie);
}
