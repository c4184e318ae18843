// Level 1 against another validator: damages valid messages element by element and asks both `controleer` and xmllint with the published
// schemas whether the outcome is valid. The same damage on every run. Ends with `N passed, N failed`.
//   node tests/iwmo/tegenproef.mjs FOLDER CONTROLEER [AANTAL]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [map, controleer, aantal = '1000'] = process.argv.slice(2);
const HEEN = ['301', '305', '307', '315', '317', '319', '323'];
// Around every limit and form that a field has.
const WAARDEN = [
  '', ' ', '0', '00', '1', '-1', '+1', ' 1 ', '1.0', '9', '99', '100', '99999999', '100000000', '999999999', '1000000000',
  '999999999999', '1000000000000', '1'.repeat(30), 'A', 'a b', ...[1, 4, 5, 6, 8, 9, 10, 11, 12, 13, 15, 16, 20, 21, 24, 25, 26, 35,
    36, 37, 64, 65, 80, 81, 200, 201].map((n) => 'x'.repeat(n)), 'é', 'ÀÿŸ', '٣', 'ab\ncd', 'ab\tcd', '\n', '2023-02-29', '2024-02-29',
  '2023-13-01', '2023-1-01', '2023-01-01Z', '2023-01-01+01:00', ' 2023-01-01 ', '12023-01-01', '-2023-01-01', '0000-01-01',
  '24:00:00', '24:00:01', '12:00', '12:00:00.5', '12:00:00Z', '12:00:60', '1.0.0', '01.0.0', '1.0.0.0', 'NL', 'nl', 'ZZ', 'C', 'c',
  '13', '15', '18', '19', '83', '0200', '0001', 'S300', '9999', '12345678', '1234567', '999900006', '1234AB', '-', '_', '1e3', '&amp;',
  '&#x9;', '<![CDATA[x]]>', '<!--c-->x', '-0',
];

let stand = 20250610;
function toeval(tot) {
  stand = (Math.imul(stand, 1664525) + 1013904223) >>> 0;
  return Math.floor((stand / 2 ** 32) * tot);
}

function beschadig(tekst) {
  const bladen = [...tekst.matchAll(/<((?:\w+:)?\w+)>([^<]*)<\/\1>/g)];
  const m = bladen[toeval(bladen.length)];
  const [voor, na] = [tekst.slice(0, m.index), tekst.slice(m.index + m[0].length)];
  const soort = toeval(20);
  if (soort < 15) return `${voor}<${m[1]}>${WAARDEN[toeval(WAARDEN.length)]}</${m[1]}>${na}`;
  if (soort < 17) return voor + na;
  if (soort < 19) return voor + m[0] + m[0] + na;
  const n = bladen[toeval(bladen.length)];
  return n.index < m.index ? voor.slice(0, n.index) + m[0] + voor.slice(n.index) + na : voor + na;
}

const bronnen = ['samples', 'samples-reconstructed'].flatMap((d) => readdirSync(join(map, d)).map((n) => join(map, d, n)));
const teksten = bronnen.filter((b) => b.endsWith('.xml')).map((b) => readFileSync(b, 'utf8'));
const uitmap = mkdtempSync(join(tmpdir(), 'tegenproef-'));
const perSoort = new Map();
for (let i = 0; i < Number(aantal); i += 1) {
  const tekst = beschadig(teksten[toeval(teksten.length)]);
  const soort = tekst.match(/wmo(3\d\d)\/schema/)[1];
  const bestand = join(uitmap, `${soort}_${i}.xml`);
  writeFileSync(bestand, tekst);
  perSoort.set(soort, [...(perSoort.get(soort) ?? []), bestand]);
}
let goed = 0;
let fout = 0;
for (const [soort, bestanden] of perSoort) {
  const xsd = join(map, HEEN.includes(soort) ? 'xsd' : 'xsd-reconstructed', `WMO${soort}.xsd`);
  const max = { encoding: 'utf8', maxBuffer: 2 ** 28 };
  const lint = spawnSync('xmllint', ['--nonet', '--noout', '--schema', xsd, ...bestanden], max);
  if (lint.error) throw lint.error;
  const geldig = new Set(lint.stderr.split('\n').filter((r) => r.endsWith(' validates')).map((r) => r.slice(0, -' validates'.length)));
  const wij = spawnSync(controleer, bestanden, max).stdout.split('\n').filter(Boolean).map((r) => JSON.parse(r));
  for (const r of wij) {
    if ((r.niveau1?.length === 0) === geldig.has(r.bestand)) goed += 1;
    else {
      fout += 1;
      console.log(`FOUT  ${soort}: xmllint ${geldig.has(r.bestand)}, gezien ${JSON.stringify(r.niveau1 ?? r.onleesbaar)}`);
    }
  }
  if (wij.length !== bestanden.length) fout += 1;
}
rmSync(uitmap, { recursive: true });
console.log(`${goed} passed, ${fout} failed`);
process.exitCode = fout ? 1 : 0;
