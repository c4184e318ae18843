// SPDX-License-Identifier: EUPL-1.2
// Makes faster what already works without it. No markup from text (Trusted Types), no third party, no framework.
'use strict';
(() => {
  const een = (kies, in_ = document) => in_.querySelector(kies);
  const alle = (kies, in_ = document) => [...in_.querySelectorAll(kies)];
  const maak = (naam, tekst, kenmerken = {}) => {
    const e = document.createElement(naam);
    e.textContent = tekst;
    Object.assign(e, kenmerken);
    return e;
  };
  const stuur = (url, vorm, extra = {}) => fetch(url, {
    method: 'POST', body: new URLSearchParams(new FormData(vorm)), headers: extra, credentials: 'same-origin', redirect: 'manual',
  });

  let leeft = () => {}; // tells the session warning that the server heard from us

  // ---- a page with errors starts at the list of errors
  een('#foutenlijst')?.focus();

  // ---- menus that lie over the page close with Escape and with a click elsewhere
  const sluit = (e) => alle('.bw-gebruiker[open]').forEach((m) => { if (!m.contains(e)) m.open = false; });
  document.addEventListener('click', (g) => sluit(g.target));
  document.addEventListener('focusin', (g) => sluit(g.target));
  document.addEventListener('keydown', (g) => {
    const menu = g.key === 'Escape' && een('.bw-gebruiker[open]');
    if (menu) { menu.open = false; een('summary', menu).focus(); }
  });

  // ---- a second press on the button does not send the form again
  document.addEventListener('submit', (g) => {
    if (g.target.dataset.bezig) { g.preventDefault(); return; }
    g.target.dataset.bezig = '1';
    setTimeout(() => { delete g.target.dataset.bezig; }, 3000);
  });
  addEventListener('pageshow', () => alle('[data-bezig]').forEach((f) => { delete f.dataset.bezig; }));

  // ---- choose all rows of this page, and say how many are chosen
  for (const alles of alle('input[data-alles]')) {
    const vorm = alles.closest('form') ?? alles.closest('table');
    const rijen = () => alle('tbody input[type=checkbox]', vorm);
    const tel = () => {
      const gekozen = rijen().filter((r) => r.checked).length;
      alles.checked = gekozen > 0 && gekozen === rijen().length;
      alles.indeterminate = gekozen > 0 && !alles.checked;
      const stand = een('[data-gekozen]', vorm);
      if (stand) stand.textContent = `${gekozen} gekozen`;
    };
    alles.hidden = false;
    alles.addEventListener('change', () => { rijen().forEach((r) => { r.checked = alles.checked; }); tel(); });
    vorm.addEventListener('change', tel);
    tel();
  }

  // ---- keys in lists, only when the person switched them on (WCAG 2.1.4)
  const hulp = () => {
    let vak = een('#toetsenhulp');
    if (!vak) {
      vak = maak('dialog', '', { id: 'toetsenhulp', className: 'bw-toetsenhulp' });
      vak.setAttribute('aria-labelledby', 'toetsenhulp-kop');
      const lijst = maak('dl', '');
      for (const [toets, wat] of [['/', 'Naar het zoekveld'], ['j', 'Volgende rij'], ['k', 'Vorige rij'],
        ['Enter', 'Open de rij'], ['x', 'Kies de rij'], ['?', 'Deze uitleg']]) {
        lijst.append(maak('dt', toets), maak('dd', wat));
      }
      const dicht = maak('button', 'Sluiten', { className: 'utrecht-button utrecht-button--secondary-action', type: 'button' });
      dicht.addEventListener('click', () => vak.close());
      vak.append(maak('h2', 'Toetsen', { id: 'toetsenhulp-kop' }), lijst, dicht);
      document.body.append(vak);
    }
    vak.showModal();
  };
  const rij = (stap) => {
    const rijen = alle('.bw-tabel--lijst tbody tr').filter((r) => een('a', r));
    if (!rijen.length) return;
    const nu = rijen.indexOf(document.activeElement.closest('tr'));
    const doel = nu < 0 ? 0 : Math.min(Math.max(nu + stap, 0), rijen.length - 1);
    een('a', rijen[doel]).focus();
  };
  const toetsen = {
    '/': () => een('#zoek')?.focus(),
    j: () => rij(1),
    k: () => rij(-1),
    x: () => een('input[type=checkbox]', document.activeElement.closest('tr') ?? document.createElement('i'))?.click(),
    '?': hulp,
  };
  if (document.documentElement.dataset.toetsen === 'aan') {
    document.addEventListener('keydown', (g) => {
      const typt = /^(INPUT|TEXTAREA|SELECT)$/.test(g.target.tagName) && g.target.type !== 'checkbox';
      if (typt || g.ctrlKey || g.metaKey || g.altKey || een('dialog[open]')) return;
      const doe = Object.hasOwn(toetsen, g.key) && toetsen[g.key];
      if (doe) { g.preventDefault(); doe(); }
    });
  }

  // ---- drafts: the form goes to the server a few seconds after the last key
  for (const vorm of alle('form[data-concept]')) {
    const stand = een('[data-concept-stand]', vorm);
    const zeg = (tekst) => { if (stand && stand.textContent !== tekst) stand.textContent = tekst; };
    let klok, vuil = false, bezig = false, dicht = false;
    const bewaar = async () => {
      if (!vuil || bezig || dicht) return;
      bezig = true; vuil = false;
      try {
        const a = await stuur(vorm.dataset.concept, vorm, { 'x-concept': '1' });
        const versie = a.headers.get('x-concept-versie');
        const veld = een('input[name=versie]', vorm);
        if (a.ok) {
          leeft();
          if (versie && veld) veld.value = versie;
          zeg(`Bewaard om ${new Date().toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit' })}`);
        } else if (a.status === 409) {
          dicht = true;
          zeg('Niet bewaard: een collega heeft dit ook gewijzigd. Verstuur het formulier om beide teksten te zien.');
        } else {
          vuil = true;
          zeg(a.type === 'opaqueredirect' || a.status === 401 || a.status === 403
            ? 'Niet bewaard: u bent uitgelogd. Log in een ander tabblad in; uw tekst staat hier nog.'
            : 'Niet bewaard: de server kon dit niet vastleggen. We proberen het opnieuw.');
        }
      } catch {
        vuil = true;
        zeg('Niet bewaard: geen verbinding. Uw tekst staat hier nog. We proberen het opnieuw.');
      }
      bezig = false;
      if (vuil) plan(15000);
    };
    const plan = (over) => { clearTimeout(klok); klok = setTimeout(bewaar, over); };
    vorm.addEventListener('input', () => { vuil = true; plan(3000); });
    vorm.addEventListener('submit', () => { dicht = true; clearTimeout(klok); });
    document.addEventListener('visibilitychange', () => { if (document.hidden) bewaar(); });
    addEventListener('beforeunload', (g) => { if (vuil && !dicht) g.preventDefault(); });
    addEventListener('pageshow', (g) => { if (g.persisted) dicht = false; });
  }

  // ---- one warning before the session ends; no countdown, so a screen reader hears it once
  const minuten = Number(document.documentElement.dataset.sessieMinuten);
  const plek = een('#meldplaats');
  if (minuten > 0 && plek) {
    let klok;
    const waarschuw = () => {
      const over = Math.min(5, minuten);
      const knop = maak('button', 'Blijf ingelogd', { type: 'button', className: 'utrecht-button utrecht-button--secondary-action' });
      knop.addEventListener('click', async () => {
        const a = await stuur('/sessie/verleng', een('#sessie')).catch(() => null);
        if (a?.ok) leeft(); else plek.replaceChildren(maak('p', 'Dat lukte niet. Bewaar uw tekst en log opnieuw in.'));
      });
      plek.replaceChildren(maak('p', `Over ${over} minuten wordt u uitgelogd, omdat u niets hebt gedaan.`), knop);
      klok = setTimeout(() => plek.replaceChildren(maak('p', 'U bent nu waarschijnlijk uitgelogd. Uw tekst staat hier nog: kopieer die voordat u opnieuw inlogt.')), over * 60000);
    };
    const opnieuw = () => { clearTimeout(klok); klok = setTimeout(waarschuw, Math.max(minuten - 5, 0) * 60000); };
    leeft = () => { plek.replaceChildren(); opnieuw(); };
    opnieuw();
  }
})();
