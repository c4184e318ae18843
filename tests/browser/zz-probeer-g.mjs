import puppeteer from 'puppeteer-core';
const b = await puppeteer.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu'] });
const p = await b.newPage(); await p.setViewport({width:1400,height:1000}); const basis='http://127.0.0.1:4790';
async function in_(n){ await p.goto(basis+'/inloggen'); for (const k of await p.$$('main button')){ if((await k.evaluate(e=>e.textContent)).includes(n)){ await Promise.all([p.waitForNavigation(),k.click()]); break; } } }
await in_('Hans');
async function klik(re){ const a=await p.evaluateHandle(s=>[...document.querySelectorAll('main a')].find(a=>new RegExp(s).test(a.textContent.replace(/\s+/g,' ')))??null,re); if(!a.asElement()){console.log('geen',re);return false;} const t=await a.asElement().evaluate(e=>e.textContent.replace(/\s+/g,' ')); await Promise.all([p.waitForNavigation(),a.asElement().evaluate(e=>e.click())]); console.log(' klik',t,'->',p.url()); return true;}
const kop=()=>p.evaluate(()=>document.querySelector('main').innerText.replace(/\s+/g,' ').slice(0,330));
await p.goto(basis+'/geld/begroting?jaar=2026');
await klik('Beschermd wonen, Deurne'); await klik('gedeclareerd, totaal'); console.log(await kop()); await klik('de dagen achter'); console.log(await kop());
await p.goto(basis+'/geld/begroting?jaar=2026'); await klik('Lasten samen'); console.log('tot', await p.evaluate(()=>[...document.querySelectorAll('main table tr')].pop().innerText.replace(/\s+/g,' ')));
await p.goto(basis+'/geld/begroting?jaar=2026'); for (const r of ['Uitvoeringskosten, Deurne','Inbreng, Deurne','^€ 57']) await klik(r);
// breedte tabel
await p.goto(basis+'/geld/begroting?jaar=2026'); console.log(await p.evaluate(()=>{const t=document.querySelector('main table'); const w=t.parentElement; return [t.scrollWidth,w.clientWidth,w.scrollWidth,getComputedStyle(w).overflowX,w.tabIndex].join()}));
// monitor Hans: achter betaald -> dagen
await p.goto(basis+'/monitor/uitsplitsing?op=2026-11-22&maat=betaald&rij=gemeente&kolom=vorm&tijdvak=heel-jaar'); console.log((await kop()).slice(0,60), await p.evaluate(()=>document.querySelector('main table').innerText.replace(/\s+/g,' ')));
await klik('Deurne, Beschermd wonen|Deurne, Totaal'); console.log(await kop());
// geld per ander jaar: onzin
for (const u of ['/geld?jaar=abc','/geld?jaar=2026&gemeente=9999','/geld?jaar=2026&per=onzin','/geld/boekingen?jaar=2026&pagina=999','/geld/boekingen/1','/geld/facturen/1','/rapporten/1','/monitor/achter?maat=onzin&op=2026-01-01&nr=1','/monitor?op=abc','/stelsel/gemeente/0762?jaar=2050']) { const r=await p.goto(basis+u); console.log(u,r.status(),(await kop()).slice(0,150)); }
await b.close();
