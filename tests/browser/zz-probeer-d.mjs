import puppeteer from 'puppeteer-core'; import { writeFileSync } from 'node:fs';
const [naam,...paden]=process.argv.slice(2);
const b = await puppeteer.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu'] });
const p = await b.newPage(); const basis='http://127.0.0.1:4790';
await p.goto(basis+'/inloggen');
for (const k of await p.$$('main button')){ if((await k.evaluate(e=>e.textContent)).includes(naam)){ await Promise.all([p.waitForNavigation(),k.click()]); break; } }
for (const pad of paden){ const r=await p.evaluate(async u=>{const a=await fetch(u); const x=new Uint8Array(await a.arrayBuffer()); let s=''; for(let i=0;i<x.length;i+=8192) s+=String.fromCharCode(...x.subarray(i,i+8192)); return [a.status,a.headers.get('content-type'),a.headers.get('content-disposition'),btoa(s)];},pad);
 const nm='/tmp/probeer/dl_'+pad.replace(/\W+/g,'_')+'.'+(/sheet/.test(r[1])?(/open.*office|openxml/.test(r[1])?'xlsx':'ods'):/pdf/.test(r[1])?'pdf':'csv'); writeFileSync(nm,Buffer.from(r[3],'base64')); console.log(pad,r[0],r[1],r[2],nm); }
await b.close();
