// usage: node zz-probeer-a.mjs Naam pad1 pad2 ... ; shots + text to /tmp/probeer
import puppeteer from 'puppeteer-core';
import { writeFileSync } from 'node:fs';
const [naam, ...paden] = process.argv.slice(2);
const b = await puppeteer.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu'] });
const p = await b.newPage(); await p.setViewport({width:1400,height:1000});
const basis='http://127.0.0.1:4790';
await p.goto(basis+'/inloggen');
const ks = await p.$$('main button'); let ok=false;
for (const k of ks){ const t=await k.evaluate(e=>e.textContent); if(t.includes(naam)){ await Promise.all([p.waitForNavigation(),k.click()]); ok=true;break; } }
if(!ok) console.log('geen knop');
let i=0;
for (const pad of paden){
  const r = await p.goto(basis+pad,{waitUntil:'load'});
  const nm = (naam.split(' ')[0]+pad).replace(/[^a-zA-Z0-9]+/g,'_').slice(0,90);
  if (/html/.test(r.headers()['content-type']||'')) {
  await p.screenshot({path:`/tmp/probeer/${nm}.png`,fullPage:true});
  const t = await p.evaluate(()=>{ const m=document.querySelector('main')||document.body; return m.innerText; });
  const links = await p.evaluate(()=>[...document.querySelectorAll('main a[href]')].map(a=>a.innerText.trim().replace(/\s+/g,' ')+' -> '+a.getAttribute('href')));
  const forms = await p.evaluate(()=>[...document.querySelectorAll('main form')].map(f=>f.method+' '+f.getAttribute('action')+' ['+[...f.elements].map(e=>e.name+':'+e.type).join(', ')+']'));
  writeFileSync(`/tmp/probeer/${nm}.txt`, `${pad} ${r.status()}\n${t}\n\nLINKS\n${links.join('\n')}\n\nFORMS\n${forms.join('\n')}\n`);
  console.log(pad, r.status(), nm, t.length);
  } else console.log(pad, r.status(), r.headers()['content-type']);
}
await b.close();
