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
import {
  besluit, dagen, doelgroep, is, iso, kwartaal, letters, melding, naarDossier, onderzoek, overdragen, proefBsn, toewijzing, vandaag,
  vraagverheldering, woonplaats,
} from './stappen.mjs';

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
  await l.vul({ reden: wie.uitstroom ?? (await eersteKeuze(l, 'reden')), bestemming: await eersteKeuze(l, 'bestemming'), overname: await eersteKeuze(l, 'overname'), motivering: 'U kunt zonder onze hulp verder.' });
  await l.knop('Bekijk het voorbeeld');
  await l.bekijk('uitstroom voorbeeld');
  await l.knop('Trek in en verstuur de brief');
  await l.bekijk('uitgestroomd');
  await l.deel('Overzicht');
  await l.ziet('dossier na uitstroom', 'Afgesloten', 'Sanne de Wit');
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
  await l.vul({ soort: 'voortgangsrapportage', tijdvak: kwartaal, profiel: 'bestuur' });
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
  await l.vul({ kies_wens: 'mijn' });
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
