import puppeteer from 'puppeteer-core';
const b = await puppeteer.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu'] });
const p = await b.newPage(); await p.setViewport({width:1300,height:900});
const basis='http://127.0.0.1:4790';
await p.goto(basis+'/inloggen');
for (const k of await p.$$('main button')){ if((await k.evaluate(e=>e.textContent)).includes('Hans')){ await Promise.all([p.waitForNavigation(),k.click()]); break; } }
async function vul(pad, actie, waarden, naam, keuze={}){
  await p.goto(basis+pad);
  const r = await p.evaluate((actie,w,keuze)=>{ const f=[...document.querySelectorAll('main form')].find(f=>f.getAttribute('action').split('?')[0]===actie && f.method==='post'); if(!f) return 'geen form';
    for (const [k,v] of Object.entries(keuze)) { const e=[...f.elements].find(e=>e.name===k&&e.value===v); if(e) e.checked=true; }
    for (const [k,v] of Object.entries(w)) { const e=f.elements[k]; if(!e) return 'geen veld '+k; e.value=v; } 
    [...f.elements].forEach(e=>e.removeAttribute&&e.removeAttribute('required')); f.id='zzf'; return 'ok'; },actie,waarden,keuze);
  if(r!=='ok'){ console.log(pad,r); return; }
  const [resp]=await Promise.all([p.waitForNavigation(), p.$eval('#zzf',f=>f.submit())]);
  const uit = await p.evaluate((w)=>({url:location.pathname+location.search, fout:[...document.querySelectorAll('.bw-foutmelding,.bw-foutsamenvatting,[class*=fout]')].map(e=>e.innerText.replace(/\s+/g,' ')).slice(0,6), mel:[...document.querySelectorAll('[role=status],[class*=melding]')].map(e=>e.innerText.replace(/\s+/g,' ')).slice(0,2), behouden:Object.keys(w).map(k=>k+'='+(document.getElementsByName(k)[0]?.value))}),waarden);
  console.log('\n##',pad,JSON.stringify(waarden),'->',resp?.status(),JSON.stringify(uit));
  if(naam) await p.screenshot({path:`/tmp/probeer/in_${naam}.png`,fullPage:true});
}
const D={'datum-dag':'31','datum-maand':'3','datum-jaar':'2026'};
for (const bedrag of ['1.000,50x','abc','-5','1.00,50','1,000.50','99999999999999999999999','0','1e5','€ 12'])
  await vul('/geld/grootboek/nieuw','/geld/grootboek/nieuw',{bedrag,...D,omschrijving:'proef',document:''},bedrag==='abc'?'boek_abc':'',{soort:'uitvoering'});
await vul('/geld/grootboek/nieuw','/geld/grootboek/nieuw',{bedrag:'1.000,50','datum-dag':'31','datum-maand':'02','datum-jaar':'2026',omschrijving:'proef <b>x</b>',document:'stuk'},'boek_3102');
await vul('/geld/grootboek/nieuw','/geld/grootboek/nieuw',{bedrag:'1.000,50','datum-dag':'1','datum-maand':'1','datum-jaar':'2099',omschrijving:'proef',document:'stuk'},'boek_2099',{soort:'uitvoeringskosten'});
await vul('/geld/grootboek/ontvangst','/geld/grootboek/ontvangst',{'o-0762':'-5','o-0794':'abc',...D,circulaire:'',overeenkomst:''},'ontv');
await vul('/geld/grootboek/ontvangst','/geld/grootboek/ontvangst',{'o-0762':'9999999999999999','datum-dag':'1','datum-maand':'2','datum-jaar':'2026',circulaire:'x',overeenkomst:'y'},'ontv2');
await vul('/geld/begroting/wijziging?jaar=2026','/geld/begroting/wijziging',{},'wijz_leeg');
await vul('/geld/begroting/bedragen?jaar=2027','/geld/begroting/bedragen',{'b-0762-bw':'1'},'bedr2027');
await vul('/geld/pot/sleutel','/geld/pot/sleutel',{inbreng:'50',inwoners:'60',gebruik:'abc','besloten-dag':'31','besloten-maand':'2','besloten-jaar':'2026',document:''},'sleutel',{letter:'e'});
await vul('/geld/verrekening/11503001','/geld/verrekening/11503001/factuur',{'vanaf-dag':'1','vanaf-maand':'1','vanaf-jaar':'2026','tot-dag':'31','tot-maand':'2','tot-jaar':'2026'},'factuur');
await vul('/geld/verrekening/11503001','/geld/verrekening/11503001/factuur',{'vanaf-dag':'1','vanaf-maand':'10','vanaf-jaar':'2025','tot-dag':'31','tot-maand':'12','tot-jaar':'2025'},'factuur_dubbel');
await vul('/stelsel/bedragen/nieuw','/stelsel/bedragen/nieuw',{jaar:'20267',bedrag:'1.000,50,3',omschrijving:'o',bron:''},'stb');
await vul('/stelsel/paden/nieuw','/stelsel/paden/nieuw',{naam:'P',stappen:'10\n5\n120',startjaar:'abc',bron:''},'pad',{soort:'eigen'});
await b.close();
