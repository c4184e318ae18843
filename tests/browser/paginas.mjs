// Every page that the people of the demo can reach by links, one of each kind, with all checks of lib.mjs.
//   node tests/browser/paginas.mjs http://127.0.0.1:8080 [--uit folder] [--wie "Naam"]... [--max 80] [/pad ...]
// Without --wie: everybody who has a button on the login page. With paths: only those, as the first person. A page kind is
// its path with the numbers left out; a page that was looked at as somebody else is looked at again, because it differs.
import { parseArgs } from 'node:util';
import { Keuring, keurPagina, wordPersoon } from './lib.mjs';

const { values: opties, positionals: [basis, ...paden] } = parseArgs({
  allowPositionals: true,
  options: { uit: { type: 'string', default: '' }, wie: { type: 'string', multiple: true }, max: { type: 'string', default: '80' } },
});
if (!basis) {
  console.log('gebruik: node paginas.mjs http://127.0.0.1:POORT [--uit map] [--wie Naam] [/pad ...]');
  process.exit(2);
}

const soort = (url) => url.pathname.replace(/\d+(-\d+)*/g, '{n}');
const k = await Keuring.start({ uit: opties.uit });
const deur = await keurPagina(k, basis, '/inloggen', { naam: 'inloggen' });
const namen = opties.wie ?? await deur.$$eval('main button.bw-persoon', (e) => e.map((n) => (n.querySelector('strong') ?? n).textContent.trim()));
k.kijk('inloggen: er zijn mensen om als in te loggen', namen.length > 0);
await deur.close();

for (const naam of paden.length ? namen.slice(0, 1) : namen) await loop(naam);
await k.sluit();

// As one person: from the start page along every link, one page of each kind.
async function loop(naam) {
  const eerst = await k.tab();
  if (!await wordPersoon(k, eerst, basis, naam)) return;
  await eerst.close();
  const gezien = new Set();
  const rij = paden.length ? [...paden] : ['/'];
  const kort = naam.split(' ')[0].toLowerCase();
  while (rij.length && gezien.size < Number(opties.max)) {
    const url = new URL(rij.shift(), basis);
    if (gezien.has(soort(url))) continue;
    gezien.add(soort(url));
    const page = await keurPagina(k, basis, url.pathname + url.search, { naam: `${kort} ${soort(url)}` });
    if (!paden.length) rij.push(...await koppelingen(page));
    await page.close();
  }
  console.log(`${naam}: ${gezien.size} soorten pagina's`);
  await uitloggen();
}

// Links to pages of ours; files to download are not pages.
async function koppelingen(page) {
  return page.$$eval('a[href]', (as) => as
    .filter((a) => a.origin === location.origin && !a.hasAttribute('download') && !/(\.(pdf|csv|xlsx|ods|xml|json)|\/(uitvoer|csv|pdf|xml|bestand|inhoud))$/.test(a.pathname))
    .map((a) => a.pathname + a.search));
}

async function uitloggen() {
  const page = await k.tab();
  await page.goto(basis);
  await Promise.all([page.waitForNavigation(), page.$eval('form[action="/uitloggen"]', (f) => f.submit())]);
  await page.close();
}
