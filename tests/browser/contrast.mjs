// Contrast of our own tokens, before any page is drawn: text 4.5 to 1, borders of controls and marks 3 to 1 (WCAG 2.2
// 1.4.3 and 1.4.11). Run: node tests/browser/contrast.mjs
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('../../app/src/statisch/thema.css', import.meta.url), 'utf8');
const tokens = Object.fromEntries([...css.matchAll(/(--wh-[a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b/g)].map((m) => [m[1].slice(5), m[2]]));
const PAREN = [
  [4.5, 'inkt', ['papier', 'papier-2', 'wit', 'lamp', 'lamp-100', 'petrol-50', 'petrol-100', 'fout-vlak', 'let-op-vlak', 'goed-vlak', 'info-vlak']],
  [4.5, 'inkt-zacht', ['papier', 'papier-2', 'wit', 'petrol-50', 'petrol-100', 'lamp-100', 'fout-vlak', 'let-op-vlak', 'goed-vlak', 'info-vlak']],
  [4.5, 'link', ['papier', 'papier-2', 'wit', 'petrol-50', 'petrol-100', 'lamp-100', 'fout-vlak', 'let-op-vlak', 'goed-vlak', 'info-vlak']],
  [4.5, 'link-hover', ['papier', 'wit']],
  [4.5, 'wit', ['petrol-900', 'petrol-800', 'petrol-700', 'fout', 'goed']],
  [4.5, 'petrol-700', ['wit', 'papier', 'petrol-50']],
  [4.5, 'petrol-900', ['petrol-50', 'petrol-100', 'wit']],
  [4.5, 'fout', ['papier', 'papier-2', 'wit', 'petrol-50', 'lamp-100', 'fout-vlak']],
  [4.5, 'goed', ['papier', 'wit', 'goed-vlak']],
  [4.5, 'let-op-tekst', ['papier', 'wit', 'let-op-vlak', 'petrol-50', 'lamp-100']],
  [4.5, 'reeks-4-tekst', ['wit']],
  [3, 'lijn-veld', ['papier', 'papier-2', 'wit']],
  [3, 'let-op', ['papier', 'wit', 'let-op-vlak', 'petrol-50', 'lamp-100']],
  [3, 'info', ['info-vlak', 'wit']],
  [3, 'lamp', ['petrol-900']],
  [3, 'reeks-1', ['wit']], [3, 'reeks-2', ['wit']], [3, 'reeks-3', ['wit']], [3, 'reeks-4', ['wit']],
];

const licht = (hex) => {
  const lang = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join('') : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((i) => parseInt(lang.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
let goed = 0;
let fout = 0;
for (const [eis, voor, gronden] of PAREN) {
  for (const grond of gronden) {
    const [a, b] = [tokens[voor], tokens[grond]].map((t) => (t ? licht(t) : NaN)).sort((x, y) => y - x);
    const verhouding = (a + 0.05) / (b + 0.05);
    if (verhouding >= eis) goed += 1;
    else {
      fout += 1;
      console.log(`FOUT  ${voor} op ${grond}: ${verhouding.toFixed(2)}, nodig ${eis}`);
    }
  }
}
console.log(`${goed} passed, ${fout} failed`);
process.exitCode = fout ? 1 : 0;
