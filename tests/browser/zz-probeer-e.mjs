import puppeteer from 'puppeteer-core';
const b = await puppeteer.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu'] });
const p = await b.newPage(); await p.setViewport({width:1400,height:1000}); const basis='http://127.0.0.1:4790';
await p.goto(basis+'/inloggen');
for (const k of await p.$$('main button')){ if((await k.evaluate(e=>e.textContent)).includes('Fatma')){ await Promise.all([p.waitForNavigation(),k.click()]); break; } }
const kop=async()=>p.evaluate(()=>location.pathname+location.search+' :: '+document.querySelector('main').innerText.replace(/\s+/g,' ').slice(0,260));
await p.goto(basis+'/monitor?op=2025-06-30&bekend=2025-07-15&tijdvak=kwartaal'); console.log('start',await kop());
console.log('kerncijfers', await p.evaluate(()=>document.querySelector('main').innerText.match(/Kerncijfers[\s\S]{0,400}/)[0].replace(/\s+/g,' ')));
// kaart Deurne
let a=await p.evaluateHandle(()=>[...document.querySelectorAll('main a')].find(a=>/gemeente=0762&op/.test(a.getAttribute('href'))&&a.getAttribute('href').startsWith('/monitor?'))??null);
if(a.asElement()){ await Promise.all([p.waitForNavigation(),a.asElement().evaluate(e=>e.click())]); console.log('na klik kaart Deurne:',await kop()); }
// kop: terug
await p.goto(basis+'/monitor?op=2025-06-30&bekend=2025-07-15&tijdvak=kwartaal');
a=await p.evaluateHandle(()=>[...document.querySelectorAll('main a')].find(a=>a.getAttribute('href').startsWith('/monitor/achter'))??null);
await Promise.all([p.waitForNavigation(),a.asElement().evaluate(e=>e.click())]); console.log('achter:',await kop());
a=await p.evaluateHandle(()=>[...document.querySelectorAll('main a')].find(a=>/Terug naar de monitor/.test(a.innerText))??null);
console.log('terug href',await a.asElement().evaluate(e=>e.getAttribute('href'))); await Promise.all([p.waitForNavigation(),a.asElement().evaluate(e=>e.click())]); console.log('terug:',await kop());
// uitsplitsing met bekend
await p.goto(basis+'/monitor/uitsplitsing?op=2025-06-30&bekend=2025-07-15&tijdvak=12-maanden'); console.log('uits',await kop());
console.log(await p.evaluate(()=>[...document.querySelector('main form').elements].map(e=>e.name+'='+e.value).join('&')));
await p.evaluate(()=>{document.querySelector('main form').elements.maat.value='wachttijd-totaal'||''; });
for (const [m,r,k] of [['betaald','gemeente','gemeente'],['wachtenden','aanbieder','leeftijd'],['verblijfsduur','gemeente','vorm']]) { await p.goto(basis+`/monitor/uitsplitsing?op=2026-11-22&maat=${m}&rij=${r}&kolom=${k}&tijdvak=12-maanden`); console.log('\nuits',m,r,k, (await p.evaluate(()=>document.querySelector('main').innerText.replace(/\s+/g,' ').slice(-700)))); }
// foute datum
await p.goto(basis+'/monitor?op-dag=31&op-maand=02&op-jaar=2026&bekend-dag=&bekend-maand=&bekend-jaar=&tijdvak=kwartaal'); console.log('\n31-02:',await kop(), await p.evaluate(()=>['op-dag','op-maand','op-jaar'].map(n=>document.getElementsByName(n)[0]?.value).join('-')));
await p.goto(basis+'/monitor?op-dag=1&op-maand=1&op-jaar=2030'); console.log('2030:',await kop());
await p.goto(basis+'/monitor?op=2026-06-30&bekend=2026-01-01'); console.log('bekend<op:',await kop());
// dashboard
await p.goto(basis+'/monitor?op=2026-06-30&bekend=2026-07-21');
const f = await p.evaluate(()=>{ const f=[...document.querySelectorAll('main form')].find(f=>[...f.elements].some(e=>e.name==='tegel')); const t=[...f.elements].filter(e=>e.name==='tegel'); t.forEach((e,i)=>e.checked=i<2); f.id='zf'; return [f.method,f.getAttribute('action'),[...f.elements].filter(e=>e.type==='hidden').map(e=>e.name+'='+e.value).join('&')]; });
console.log('\nbord',JSON.stringify(f)); await Promise.all([p.waitForNavigation(),p.evaluate(()=>document.getElementById('zf').requestSubmit())]); console.log(await kop());
console.log(await p.evaluate(()=>[...document.querySelectorAll('main form')].map(f=>f.method+' '+f.getAttribute('action')+' '+[...f.elements].map(e=>e.name+':'+e.type).filter(x=>!/tegel/.test(x)).join(',')).join('\n')));
await p.screenshot({path:'/tmp/probeer/bord.png',fullPage:true});
const bf = await p.evaluate(()=>{const f=[...document.querySelectorAll('main form')].find(f=>/borden/.test(f.getAttribute('action')||'')); if(!f) return 0; f.id='zb'; const n=[...f.elements].find(e=>e.type==='text'); if(n) n.value='Mijn twee'; return 1;});
if(bf){ await Promise.all([p.waitForNavigation(),p.evaluate(()=>document.getElementById('zb').requestSubmit())]); console.log('bewaard',await kop()); }
await p.goto(basis+'/monitor'); console.log(await p.evaluate(()=>[...document.querySelectorAll('main a')].filter(a=>/Mijn twee/.test(a.innerText)).map(a=>a.getAttribute('href')).join()));
// verschillen
for (const u of ['/rapporten/11535001/verschillen','/rapporten/11535001/vergelijken','/rapporten/11535001/cijfers']) { await p.goto(basis+u); console.log('\n##',u,await p.evaluate(()=>document.querySelector('main').innerText.replace(/\n+/g,'\n').slice(0,1500))); }
await p.goto(basis+'/rapporten/11535001/verschillen'); await p.screenshot({path:'/tmp/probeer/verschillen.png',fullPage:true});
await b.close();
