// Every page that the people of the demo can reach by links, one of each kind.
//   node tests/browser/paginas.mjs http://127.0.0.1:8080 [--uit folder] [--iedereen] [--wie "Naam"]... [--max 80] [/pad ...]
// As one person of each role; with --iedereen as everybody who has a button on the login page. With paths: only those, as
// the first person. A page kind is its path with the numbers left out. The first who comes to a kind gets all checks of
// lib.mjs; whoever comes after sees other things on it, and gets those that depend on that (`keurKort`).
import { parseArgs } from 'node:util';
import { Keuring, keurKort, keurPagina, wordPersoon } from './lib.mjs';

const { values: opties, positionals: [basis, ...paden] } = parseArgs({
  allowPositionals: true,
  options: {
    uit: { type: 'string', default: '' },
    wie: { type: 'string', multiple: true },
    iedereen: { type: 'boolean', default: false },
    max: { type: 'string', default: '80' },
  },
});
if (!basis) {
  console.log('gebruik: node paginas.mjs http://127.0.0.1:POORT [--uit map] [--iedereen] [--wie Naam] [/pad ...]');
  process.exit(2);
}

// Pages that are the same for everybody.
const GELIJK = new Set(['/hulp', '/instellingen', '/toegankelijkheid', '/monitor/begrippen']);
const soort = (url) => url.pathname.replace(/\d+(-\d+)*/g, '{n}');
const bekend = new Set();
const k = await Keuring.start({ uit: opties.uit });
const deur = await keurPagina(k, basis, '/inloggen', { naam: 'inloggen' });
const mensen = await deur.$$eval('main button.bw-persoon', (es) => es.map((e) => ({
  naam: e.querySelector('strong').textContent.trim(), rol: e.querySelector('span').textContent.trim(),
})));
k.kijk('inloggen: er zijn mensen om als in te loggen', mensen.length > 0);
await deur.close();
const perRol = mensen.filter((m, i) => mensen.findIndex((n) => n.rol === m.rol) === i);
const namen = opties.wie ?? (opties.iedereen ? mensen : perRol).map((m) => m.naam);

for (const naam of paden.length ? namen.slice(0, 1) : namen) await loop(naam);
await k.sluit();

// As one person: from the start page along every link, one page of each kind.
async function loop(naam) {
  const eerst = await k.tab();
  if (!await wordPersoon(k, eerst, basis, naam)) return;
  const begin = Date.now();
  const gezien = new Set();
  const rij = paden.length ? [...paden] : ['/'];
  const kort = naam.split(' ')[0].toLowerCase();
  while (rij.length && gezien.size < Number(opties.max)) {
    const url = new URL(rij.shift(), basis);
    const dit = soort(url);
    if (gezien.has(dit) || (GELIJK.has(dit) && bekend.has(dit))) continue;
    if (await isDicht(eerst, url)) {
      if (!bekend.has('dicht')) await (await keurPagina(k, basis, url.pathname, { naam: 'dossier van een ander', status: 403 })).close();
      bekend.add('dicht');
      continue;
    }
    gezien.add(dit);
    const keur = bekend.has(dit) ? keurKort : keurPagina;
    bekend.add(dit);
    const page = await keur(k, basis, url.pathname + url.search, { naam: `${kort} ${dit}` });
    if (!paden.length) rij.push(...await koppelingen(page));
    await page.close();
  }
  console.log(`${naam}: ${gezien.size} soorten pagina's, ${Math.round((Date.now() - begin) / 1000)} s`);
  await eerst.close();
  await uitloggen();
}

// A list of the region names dossiers that this person does not treat: those open with the noodknop only.
async function isDicht(page, url) {
  if (!url.pathname.startsWith('/dossiers/')) return false;
  return page.evaluate(async (u) => {
    const a = await fetch(u);
    return a.status === 403 && (await a.text()).includes('/noodknop');
  }, url.href);
}

// Links to pages of ours; files to download, and what says that it is data (type), are not pages.
async function koppelingen(page) {
  return page.$$eval('a[href]', (as) => as
    .filter((a) => a.origin === location.origin && !a.hasAttribute('download') && !a.type && !/(\.(pdf|csv|xlsx|ods|xml|json)|\/(uitvoer|csv|pdf|xml|bestand|inhoud))$/.test(a.pathname))
    .map((a) => a.pathname + a.search));
}

async function uitloggen() {
  const page = await k.tab();
  await page.goto(basis);
  await Promise.all([page.waitForNavigation(), page.$eval('form[action="/uitloggen"]', (f) => f.submit())]);
  await page.close();
}
