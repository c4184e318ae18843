// The showcase under the headers of the product: every component in every state, and all checks over it.
//   cargo run --example etalage -- target/etalage && node tests/browser/etalage.mjs target/etalage [folder for pictures]
import { createServer } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { Keuring, keurPagina, foto, axe } from './lib.mjs';
import { gedrag, anders } from './gedrag.mjs';

const [map = 'target/etalage', uit = ''] = process.argv.slice(2);
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
  + "form-action 'self'; frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'";
const SOORTEN = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const gepost = [];

const server = createServer(async (vraag, antwoord) => {
  antwoord.setHeader('Content-Security-Policy', CSP);
  antwoord.setHeader('X-Content-Type-Options', 'nosniff');
  antwoord.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  antwoord.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  antwoord.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  if (vraag.method === 'POST') {
    let tekst = '';
    for await (const stuk of vraag) tekst += stuk;
    gepost.push(`${vraag.url} ${tekst}`);
    antwoord.setHeader('x-concept-versie', String(gepost.length + 1));
    antwoord.writeHead(204).end();
    return;
  }
  const pad = normalize(new URL(vraag.url, 'http://x').pathname).replace(/^\/$/, '/werkvoorraad.html');
  try {
    // One page as for somebody who did not switch the keys on.
    const inhoud = pad === '/zonder-toetsen.html'
      ? (await readFile(join(map, 'werkvoorraad.html'), 'utf8')).replace(' data-toetsen="aan"', '')
      : await readFile(join(map, pad));
    antwoord.setHeader('Content-Type', SOORTEN[extname(pad)] ?? 'text/plain');
    antwoord.end(inhoud);
  } catch {
    antwoord.writeHead(404).end();
  }
});
await new Promise((klaar) => server.listen(0, '127.0.0.1', klaar));
const basis = `http://127.0.0.1:${server.address().port}`;

const k = await Keuring.start({ uit });
for (const bestand of (await readdir(map)).filter((n) => n.endsWith('.html')).sort()) {
  const naam = bestand.replace('.html', '');
  const page = await keurPagina(k, basis, `/${bestand}`, { naam });
  await page.close();
}
await gedrag(k, basis, gepost);
await anders(k, basis, { axe, foto });
await k.sluit();
server.close();
