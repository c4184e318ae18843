import puppeteer from 'puppeteer-core';
const b = await puppeteer.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu'] });
const p = await b.newPage(); await p.setViewport({width:1400,height:1000}); const basis='http://127.0.0.1:4790';
async function in_(n){ await p.goto(basis+'/inloggen'); for (const k of await p.$$('main button')){ if((await k.evaluate(e=>e.textContent)).includes(n)){ await Promise.all([p.waitForNavigation(),k.click()]); break; } } }
await in_('Fatma');
// uitsplitsing via formulier: wachtenden + aanbieder + leeftijd
await p.goto(basis+'/monitor/uitsplitsing');
await p.select('[name=maat]','wachtenden'); await p.select('[name=rij]','aanbieder').catch(e=>console.log(e.message)); await p.select('[name=kolom]','leeftijd');
await Promise.all([p.waitForNavigation(), p.$eval('main form',f=>f.requestSubmit())]);
console.log('uitspl', await p.evaluate(()=>location.search+' '+['maat','rij','kolom'].map(n=>document.getElementsByName(n)[0].value)+' | '+document.querySelector('main table')?.innerText.replace(/\s+/g,' ').slice(0,200)+' | fouten '+[...document.querySelectorAll('[class*=fout]')].map(e=>e.innerText).join(';')));
// onbekende maat/bekend vroeger dan op: kerncijfers
await p.goto(basis+'/monitor?op=2026-06-30&bekend=2026-01-01'); console.log(await p.evaluate(()=>document.querySelector('main').innerText.match(/Kerncijfers[\s\S]{0,260}/)[0].replace(/\s+/g,' ')));
await p.goto(basis+'/monitor?op-dag=1&op-maand=1&op-jaar=2030'); console.log(await p.evaluate(()=>document.querySelector('main').innerText.match(/Kerncijfers[\s\S]{0,300}/)[0].replace(/\s+/g,' ')));
// woonplaats: afwijken zonder reden, met vreemde gemeente
await p.goto(basis+'/dossiers/10677002/woonplaats');
await p.evaluate(()=>{const f=[...document.querySelectorAll('form')].find(f=>f.getAttribute('action')?.endsWith('/woonplaats')&&f.method==='post'); f.id='w'; const r=[...f.querySelectorAll('[name=oordeel]')]; console.log(r.map(x=>x.value)); r[1].checked=true; f.elements.gemeente.value='Atlantis'; f.elements.reden.value='';});
await Promise.all([p.waitForNavigation(),p.$eval('#w',f=>f.submit())]);
console.log('woonplaats:',await p.evaluate(()=>location.pathname+' '+[...document.querySelectorAll('[class*=fout]')].map(e=>e.innerText.replace(/\s+/g,' ')).slice(0,3).join(' ; ')+' gem='+document.getElementsByName('gemeente')[0]?.value));
await p.screenshot({path:'/tmp/probeer/wpfout.png',fullPage:false});
// print
await p.goto(basis+'/dossiers/883002/woonplaats/afdruk'); await p.pdf({path:'/tmp/probeer/afdruk.pdf',format:'A4'}); 
// termijn zoeken op verjaarde datum
await p.goto(basis+'/termijnen?termijn=awb.beslissing_op_bezwaar_commissie&op=2026-06-05'); console.log(await p.evaluate(()=>document.querySelector('main').innerText.match(/Uiterlijk [\s\S]{0,420}/)[0].replace(/\s+/g,' ')));
await p.goto(basis+'/termijnen?termijn=werkafspraken.indicatie_einde&op=2027-01-02'); console.log(await p.evaluate(()=>(document.querySelector('main').innerText.match(/gerekend vanaf[\s\S]{0,420}/)||['?'])[0].replace(/\s+/g,' ')));
await p.goto(basis+'/termijnen?termijn=awb.bezwaar&op=9999-12-31'); console.log(await p.evaluate(()=>document.querySelector('main').innerText.slice(0,200).replace(/\s+/g,' ')));
// Hans: 3 klikken vanaf begroting
await in_('Hans'); 
await p.goto(basis+'/geld/begroting?jaar=2025');
let a=await p.evaluateHandle(()=>[...document.querySelectorAll('main a')].find(a=>/Programmakosten/.test(a.innerText)));
console.log('1', a.asElement()?await a.asElement().evaluate(e=>e.innerText.replace(/\s+/g,' ')):'geen'); await Promise.all([p.waitForNavigation(),a.asElement().evaluate(e=>e.click())]); console.log(p.url());
a=await p.evaluateHandle(()=>[...document.querySelectorAll('main table a')].find(a=>/gedeclareerd, Deurne/.test(a.innerText))); await Promise.all([p.waitForNavigation(),a.asElement().evaluate(e=>e.click())]); console.log('2',p.url(), await p.evaluate(()=>document.querySelector('main').innerText.match(/Gedeclareerd[^.]*\./)?.[0]));
a=await p.evaluateHandle(()=>[...document.querySelectorAll('main table a')].find(a=>/de dagen achter/.test(a.innerText))); await Promise.all([p.waitForNavigation(),a.asElement().evaluate(e=>e.click())]); console.log('3',p.url());
// verrekening nieuw foute invoer
await p.goto(basis+'/geld/verrekening/nieuw'); console.log(await p.evaluate(()=>[...document.querySelector('main form').elements].map(e=>e.name+':'+e.type).slice(0,20).join()));
await b.close();
