import puppeteer from 'puppeteer-core';
const b = await puppeteer.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu'] });
const p = await b.newPage(); await p.setViewport({width:1300,height:900});
const basis='http://127.0.0.1:4790';
await p.goto(basis+'/inloggen');
for (const k of await p.$$('main button')){ if((await k.evaluate(e=>e.textContent)).includes('Hans')){ await Promise.all([p.waitForNavigation(),k.click()]); break; } }
async function boek(bedrag,dag,mnd,jr,omschrijving='proef'){
  await p.goto(basis+'/geld/grootboek/nieuw');
  const soorten = await p.evaluate(()=>[...document.querySelectorAll('[name=soort]')].map(e=>e.value));
  await p.evaluate((bedrag,dag,mnd,jr,o)=>{ const f=document.querySelector('[name=soort]').form; const s=[...f.querySelectorAll('[name=soort]')].find(e=>/overhead/.test(e.value)); s.checked=true; f.elements.bedrag.value=bedrag; f.elements['datum-dag'].value=dag;f.elements['datum-maand'].value=mnd;f.elements['datum-jaar'].value=jr; f.elements.omschrijving.value=o; f.elements.document.value='stuk proef'; [...f.elements].forEach(e=>e.removeAttribute('required')); f.id='zzf';},bedrag,dag,mnd,jr,omschrijving);
  await Promise.all([p.waitForNavigation(), p.$eval('#zzf',f=>f.submit())]);
  const t = await p.evaluate(()=>({u:location.pathname, f:[...document.querySelectorAll('[class*=fout]')].slice(0,1).map(e=>e.innerText.replace(/\s+/g,' ')), m:document.querySelector('main').innerText.replace(/\s+/g,' ').slice(0,420), beh:document.getElementsByName('bedrag')[0]?.value}));
  console.log('\n#',bedrag,dag,mnd,jr,JSON.stringify(t), soorten.join());
}
await boek('1.00,50','31','3','2026'); await boek('-5','31','3','2026'); await boek('0','31','3','2026'); await boek('1.000,5','31','3','2026'); await boek('1000.50','31','3','2026');
await boek('999.999.999.999,99','31','3','2026'); await boek('10','1','1','2099'); await boek('10','1','1','1900'); await boek('10','31','12','2026');
await boek('12','31','3','26');
await b.close();
