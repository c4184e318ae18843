-- Who somebody is, corrected and completed; and a melding in a dossier that somebody else holds.

-- correctie: boek. That the data of an inwoner were corrected or completed, why and on which proof (AVG art. 16, Wmo 2015 art. 2.3.4);
-- what it was before stands in the earlier version of inwoner. Bewaren: wmo_15_jaar.
CREATE TABLE correctie (
  correctie_id {{INT}} PRIMARY KEY,                           -- geen: key
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  inwoner_id   {{INT}} NOT NULL,                              -- pseudoniem: who it is about
  soort        {{TEXT}} NOT NULL CHECK (soort IN ('aanvulling', 'verbetering', 'verandering')), -- geen: was missing, was wrong, or changed in the world
  bewijs       {{TEXT}} NOT NULL CHECK (bewijs IN ('opgegeven', 'identiteitsbewijs', 'brp')), -- geen: what the identity rests on
  velden       {{TEXT}} NOT NULL,                             -- geen: names of the fields that changed, between commas
  reden        {{TEXT}} NOT NULL,                             -- vrije_tekst: why
  adres_van    {{DATE}},                                      -- geen: first day of the address, when that changed
  melding_id   {{INT}},                                       -- pseudoniem: the melding at which it was told, when there is one
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};
CREATE INDEX correctie_dossier ON correctie (dossier_id);
CREATE INDEX correctie_inwoner ON correctie (inwoner_id, nr);

-- opgave: register. How to reach an inwoner who was known already, as it was told at a later melding; changes nothing until a holder of
-- the dossier has judged it. Bewaren: wmo_15_jaar.
CREATE TABLE opgave (
  opgave_id  {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id {{INT}} NOT NULL,                              -- pseudoniem: dossier
  inwoner_id {{INT}} NOT NULL,                              -- pseudoniem: who it is about
  melding_id {{INT}} NOT NULL,                              -- pseudoniem: melding at which it was told
  inhoud     {{BYTES}} NOT NULL,                            -- persoon: encrypted fields: address, telephone, e-mail
  status     {{TEXT}} NOT NULL CHECK (status IN ('open', 'overgenomen', 'niet_overgenomen')), -- geen: state
  vanaf_nr   {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr     {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (opgave_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX opgave_dossier ON opgave (dossier_id);

-- inname: boek. How a melding in a dossier that ran, or had been closed, was taken in, and who came to see the dossier by it, with
-- why. Bewaren: wmo_15_jaar.
CREATE TABLE inname (
  inname_id    {{INT}} PRIMARY KEY,                           -- geen: key
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id   {{INT}} NOT NULL,                              -- pseudoniem: melding
  soort        {{TEXT}} NOT NULL CHECK (soort IN ('zelf', 'samen', 'heropend')), -- geen: by the holder, with a colleague, or in a dossier that nobody held
  gebruiker_id {{INT}},                                       -- pseudoniem: who came to see the dossier by it
  reden        {{TEXT}} NOT NULL,                             -- vrije_tekst: why this colleague must see the dossier, '' for 'zelf'
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};
CREATE INDEX inname_dossier ON inname (dossier_id);

-- Whoever registered a melding finds it back, also when the dossier is of somebody else.
CREATE INDEX journaal_gemeld ON journaal (gebruiker_id, nr) WHERE handeling = 'melding geregistreerd';
