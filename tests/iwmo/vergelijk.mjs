// Compares what `controleer` found in the iWmo check files with what was expected of it. Ends with `N passed, N failed`.
//   node tests/iwmo/vergelijk.mjs FOLDER RESULTS
// FOLDER holds oracle/expected.json; RESULTS has one JSON object per file on a line.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const [map, resultaten] = process.argv.slice(2);
const regels = readFileSync(resultaten, 'utf8').split('\n').filter(Boolean).map((r) => JSON.parse(r));
const per = new Map(regels.map((r) => [r.bestand, r]));
let goed = 0;
let fout = 0;

function kijk(naam, ok, gezien) {
  if (ok) goed += 1;
  else {
    fout += 1;
    console.log(`FOUT  ${naam}: ${gezien}`);
  }
}

const lijst = (codes) => [...new Set(codes)].sort().join(' ');

// None is lost: every file has an outcome.
for (const deel of ['samples', 'oracle', 'samples-reconstructed', 'bench']) {
  for (const naam of readdirSync(join(map, deel)).filter((n) => n.endsWith('.xml'))) {
    kijk(`${deel}/${naam}`, per.has(join(map, deel, naam)), 'geen uitkomst');
  }
}

const verwacht = JSON.parse(readFileSync(join(map, 'oracle', 'expected.json'), 'utf8')).cases;
for (const v of verwacht) {
  const r = per.get(join(map, 'oracle', v.file));
  if (!r) continue;
  const leesbaar = v.xsd_valid === (r.niveau1?.length === 0);
  kijk(`${v.file}: schema`, leesbaar, `verwacht ${v.xsd_valid}, gezien ${JSON.stringify(r.niveau1 ?? r.onleesbaar)}`);
  if (v.xsd_valid) kijk(`${v.file}: regels`, lijst(v.xslt_codes) === lijst(r.niveau2), `verwacht ${lijst(v.xslt_codes)}, gezien ${lijst(r.niveau2)}`);
}

// A number that is no BSN (CS002) has no typed form, so there is nothing to write.
const getypeerd = (r) => r.heen_en_weer !== undefined && r.niveau1.length === 0 && !r.niveau2.includes('CS002');
for (const r of regels.filter(getypeerd)) {
  kijk(`${basename(r.bestand)}: geschreven en weer gelezen hetzelfde`, r.heen_en_weer !== false, 'anders');
}
for (const r of regels.filter((x) => x.onleesbaar)) console.log(`onleesbaar  ${basename(r.bestand)}: ${r.onleesbaar}`);
console.log(`${goed} passed, ${fout} failed`);
process.exitCode = fout ? 1 : 0;
