// The steps of the street up to the toewijzing, each by whose work it is; `straat.mjs` puts them in order. With `alles` a step also
// shows its empty and wrong forms. `wie` is the inwoner of this walk.
export const vandaag = new Date();
export const iso = (d) => `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`;
const plus2 = (dag, n) => new Date(dag.getFullYear(), dag.getMonth(), dag.getDate() + n);
export const plus = (n) => iso(plus2(vandaag, n));
// The walk happens today, about the quarter that has passed: then it has a line in the report of that quarter.
const kwartaalEinde = plus2(new Date(vandaag.getFullYear(), vandaag.getMonth() - (vandaag.getMonth() % 3), 1), -1);
export const dagen = {
  melding: plus2(kwartaalEinde, -60), van: plus2(kwartaalEinde, -15), einde: kwartaalEinde,
  afschaling: plus2(kwartaalEinde, 1), tot: plus2(kwartaalEinde, 349),
  vorigeMaand: new Date(vandaag.getFullYear(), vandaag.getMonth(), 0),
};
export const kwartaal = `${kwartaalEinde.getFullYear()}-${Math.floor(kwartaalEinde.getMonth() / 3) + 1}`;
export const letters = (n) => Array.from({ length: n }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(Math.random() * 26)]).join('');
export const is = (bytes, kop) => bytes.subarray(0, kop.length).toString('latin1') === kop;

/** A valid BSN of the test range that differs per run: the eleven-test decides the last digit. */
export function proefBsn() {
  for (;;) {
    const eerste = `9999${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
    const som = [...eerste].reduce((s, c, i) => s + Number(c) * (9 - i), 0);
    if (som % 11 < 10) return eerste + (som % 11);
  }
}

/** Step 1. Ends on the page of the melding. */
export async function melding(l, wie, { alles = false } = {}) {
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
  l.k.kijk('ontvangstbevestiging is een PDF', is(brief, '%PDF-'), brief.subarray(0, 20));
}

/** The draft is kept: leave half-way, come back, and nothing is lost. */
async function bewaren(l) {
  await l.knop('Bewaar en stop');
  await l.bekijk('melding concept bewaard');
  await l.menu('Nieuwe melding');
  await l.link(/\/meldingen\/concept\//);
  l.k.kijk('concept: opent waar u stopte', l.pad.endsWith('/vraag'), l.pad);
  const staat = await l.page.$eval('[name=hulpvraag]', (e) => e.value).catch(() => '');
  l.k.kijk('concept: wat getypt is, staat er nog', staat.includes('slaapt soms in de auto'), `${l.pad}: ${staat}`);
}

/** Step 3. The human decides, after the advice. */
export async function doelgroep(l, wie, { alles = false } = {}) {
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
export async function vraagverheldering(l, wie, { spoor, alles = false }) {
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
export async function overdragen(l, wie, { alles = false } = {}) {
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
export async function naarDossier(l, wie) {
  await l.zoek(wie.achternaam);
  if (!l.pad.startsWith('/dossiers/')) await l.link(new RegExp(`^/dossiers/${wie.dossier}$`));
}

/** Step 4. */
export async function woonplaats(l, wie, { alles = false } = {}) {
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
export async function onderzoek(l, wie, { alles = false } = {}) {
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
export async function besluit(l, wie, { alles = false } = {}) {
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
  l.k.kijk('beschikking is een PDF', is(brief, '%PDF-'), brief.subarray(0, 20));
}

/** Step 7. A contracted aanbieder with a free place; the message goes out. */
export async function toewijzing(l, wie) {
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
