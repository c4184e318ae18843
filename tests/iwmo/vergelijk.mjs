// Compares what `controleer` found in the iWmo check files with what was expected of it. Ends with `N passed, N failed`.
//   node tests/iwmo/vergelijk.mjs FOLDER RESULTS [WRITTEN]
// FOLDER holds oracle/expected.json and the schemas; RESULTS has one JSON object per file on a line; WRITTEN holds messages and
// envelopes as we write them, which xmllint holds against the schemas.
import { readFileSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';

const [map, resultaten, geschreven] = process.argv.slice(2);
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
// The schema of a written file, by the kind with which its name starts.
function schema(naam) {
  const soort = naam.split('_')[0];
  if (soort === 'GGK') return join(map, 'ggk/ggk0210/ggkberichten/ggk0210_msg_ggkberichten.xsd');
  if (soort === 'STUF') return join(map, 'ggk/0301/stuf0301.xsd');
  const retour = ['WMO302', 'WMO306', 'WMO308', 'WMO316', 'WMO318', 'WMO320', 'WMO325'].includes(soort);
  return join(map, retour ? 'xsd-reconstructed' : 'xsd', `${soort}.xsd`);
}

if (geschreven) {
  const perSchema = new Map();
  for (const naam of readdirSync(geschreven).sort()) {
    const xsd = schema(naam);
    perSchema.set(xsd, [...(perSchema.get(xsd) ?? []), naam]);
  }
  kijk('geschreven soorten', perSchema.size === 16, `${perSchema.size} van 16`);
  for (const [xsd, namen] of perSchema) {
    const bestanden = namen.map((n) => join(geschreven, n));
    const uit = spawnSync('xmllint', ['--nonet', '--noout', '--schema', xsd, ...bestanden], { encoding: 'utf8' });
    if (uit.error) throw uit.error;
    const meldingen = uit.stderr.split('\n');
    for (const b of bestanden) kijk(`${basename(b)}: ${basename(xsd)}`, meldingen.includes(`${b} validates`), meldingen.find((m) => m.startsWith(b)));
  }
}

for (const r of regels.filter((x) => x.onleesbaar)) console.log(`onleesbaar  ${basename(r.bestand)}: ${r.onleesbaar}`);
console.log(`${goed} passed, ${fout} failed`);
process.exitCode = fout ? 1 : 0;
