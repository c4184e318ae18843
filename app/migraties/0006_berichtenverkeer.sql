-- The traffic of messages: what aanbieders ask, envelopes of the knooppunt, what people did about faults, and the state of each
-- message for lists.

-- aanbiederverzoek: register. What an aanbieder asks, a product (WMO315) or a change (WMO317), and how far the answer is. Bewaren: wmo_15_jaar.
CREATE TABLE aanbiederverzoek (
  verzoek_id   {{INT}} NOT NULL,                              -- pseudoniem: key over versions
  bericht_id   {{INT}} NOT NULL REFERENCES bericht (bericht_id), -- geen: message it came in
  soort        {{TEXT}} NOT NULL CHECK (soort IN ('toewijzing', 'wijziging')), -- geen: a product, or a change as a whole
  regelnr      {{INT}} NOT NULL CHECK (0 < regelnr),          -- geen: which product of the message, from 1
  referentie   {{TEXT}} NOT NULL,                             -- pseudoniem: ReferentieAanbieder
  agb          {{TEXT}} NOT NULL,                             -- geen: AGB code of the aanbieder
  gemeente     {{TEXT}} NOT NULL,                             -- geen: gemeente that is asked
  dossier_id   {{INT}},                                       -- pseudoniem: dossier; none when nobody here has this BSN
  gevraagd_op  {{DATE}} NOT NULL,                             -- geen: dagtekening of the request
  stand        {{TEXT}} NOT NULL CHECK (stand IN ('open', 'in_onderzoek', 'toegewezen', 'afgewezen')), -- geen: how far
  reden        {{TEXT}} NOT NULL,                             -- bijzonder: iWmo code of the refusal (WJ759), '' unless refused
  antwoord_id  {{INT}},                                       -- geen: message that gave the last answer (WMO301 or WMO319)
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (verzoek_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX aanbiederverzoek_actueel ON aanbiederverzoek (verzoek_id) WHERE tot_nr IS NULL;
CREATE INDEX aanbiederverzoek_referentie ON aanbiederverzoek (agb, referentie);
CREATE INDEX aanbiederverzoek_dossier ON aanbiederverzoek (dossier_id);
CREATE INDEX aanbiederverzoek_bericht ON aanbiederverzoek (bericht_id);
CREATE INDEX aanbiederverzoek_antwoord ON aanbiederverzoek (antwoord_id);
CREATE INDEX aanbiederverzoek_open ON aanbiederverzoek (gevraagd_op) WHERE tot_nr IS NULL AND stand IN ('open', 'in_onderzoek');

-- verzoektoewijzing: boek. The toewijzingen with which a request is honoured; they carry its reference once (iWmo IV097). Bewaren: wmo_15_jaar.
CREATE TABLE verzoektoewijzing (
  verzoek_id    {{INT}} NOT NULL,                             -- pseudoniem: request
  toewijzing_id {{INT}} NOT NULL,                             -- pseudoniem: toewijzing
  nr            {{INT}} NOT NULL REFERENCES journaal (nr),    -- geen: recorded by
  PRIMARY KEY (verzoek_id, toewijzing_id)
) {{STRICT}};

-- envelop: boek. The envelope of the knooppunt (StUF-GGk) in which a message came or went. Bewaren: wmo_15_jaar.
CREATE TABLE envelop (
  envelop_id     {{INT}} PRIMARY KEY,                         -- geen: key
  bericht_id     {{INT}} NOT NULL REFERENCES bericht (bericht_id), -- geen: what was in it
  richting       {{TEXT}} NOT NULL CHECK (richting IN ('in', 'uit')), -- geen: direction
  soort          {{TEXT}} NOT NULL CHECK (soort IN ('Di01', 'Du01', 'Fo01')), -- geen: kind
  referentie     {{TEXT}} NOT NULL,                           -- geen: referentienummer
  kruisreferentie {{TEXT}} NOT NULL,                          -- geen: crossRefnummer, '' for a Di01
  nr             {{INT}} NOT NULL REFERENCES journaal (nr)    -- geen: recorded by
) {{STRICT}};
CREATE INDEX envelop_bericht ON envelop (bericht_id);
CREATE INDEX envelop_referentie ON envelop (referentie);

-- berichtafhandeling: boek. Somebody looked at a fault and says why nothing more has to happen. Bewaren: wmo_15_jaar.
CREATE TABLE berichtafhandeling (
  afhandeling_id {{INT}} PRIMARY KEY,                         -- geen: key
  bericht_id     {{INT}} NOT NULL REFERENCES bericht (bericht_id), -- geen: message
  reden          {{TEXT}} NOT NULL CHECK (reden IN ('aanbieder_ingelicht', 'nieuw_bericht', 'in_register_hersteld', 'niet_voor_ons', 'anders')), -- geen: why
  toelichting    {{TEXT}} NOT NULL,                           -- vrije_tekst: what was done
  nr             {{INT}} NOT NULL REFERENCES journaal (nr)    -- geen: recorded by
) {{STRICT}};
CREATE INDEX berichtafhandeling_bericht ON berichtafhandeling (bericht_id);

-- uitpost: kaart. What is decided and kept but not yet written to the folder for outgoing messages. Bewaren: afgeleid.
CREATE TABLE uitpost (
  bericht_id {{INT}} PRIMARY KEY,                             -- geen: message
  bestand    {{TEXT}} NOT NULL,                               -- geen: name of the file
  inhoud     {{BYTES}} NOT NULL                               -- bijzonder: the file, encrypted
) {{STRICT}};

-- verzendfout: kaart. Why toewijzingen of a dossier cannot be sent to an aanbieder. Bewaren: afgeleid.
CREATE TABLE verzendfout (
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  agb          {{TEXT}} NOT NULL,                             -- geen: AGB code of the aanbieder
  gemeente     {{TEXT}} NOT NULL,                             -- geen: gemeente that sends
  regel        {{TEXT}} NOT NULL,                             -- geen: rules that forbid it, separated by spaces
  zin          {{TEXT}} NOT NULL,                             -- geen: plain Dutch sentence without personal data
  sinds_op     {{DATE}} NOT NULL,                             -- geen: since when
  PRIMARY KEY (dossier_id, agb, gemeente)
) {{STRICT}};
CREATE INDEX verzendfout_sinds ON verzendfout (sinds_op);

-- berichtstand: kaart. Where each message stands today, as lists show it. Bewaren: afgeleid.
CREATE TABLE berichtstand (
  bericht_id {{INT}} PRIMARY KEY,                             -- geen: message
  richting   {{TEXT}} NOT NULL,                               -- geen: in or uit
  soort      {{TEXT}} NOT NULL,                               -- geen: WMO301 …, '' when unreadable
  aanbieder  {{TEXT}} NOT NULL,                               -- geen: AGB code of the other side, '' when unknown
  stand      {{TEXT}} NOT NULL                                -- geen: verzonden, verwerkt, afgekeurd, onleesbaar, wacht, bewaard, afgehandeld
) {{STRICT}};
CREATE INDEX berichtstand_stand ON berichtstand (stand, bericht_id);
CREATE INDEX berichtstand_soort ON berichtstand (soort, bericht_id);
CREATE INDEX berichtstand_aanbieder ON berichtstand (aanbieder, bericht_id);

-- berichttelling: kaart. How many messages per aanbieder, direction, kind and state, so that a list counts at once. Bewaren: afgeleid.
CREATE TABLE berichttelling (
  aanbieder {{TEXT}} NOT NULL,                                -- geen: AGB code, '' when unknown
  richting  {{TEXT}} NOT NULL,                                -- geen: in or uit
  soort     {{TEXT}} NOT NULL,                                -- geen: kind
  stand     {{TEXT}} NOT NULL,                                -- geen: state
  aantal    {{INT}} NOT NULL,                                 -- geen: how many
  PRIMARY KEY (aanbieder, richting, soort, stand)
) {{STRICT}};

-- What the newest attempt at a message did, the worst of its lines; what somebody did about it after that comes before it.
CREATE VIEW berichtstand_nu AS
SELECT b.bericht_id, b.richting, b.soort,
       CASE WHEN length(b.afzender) = 8 THEN b.afzender WHEN length(b.ontvanger) = 8 THEN b.ontvanger ELSE '' END AS aanbieder,
       CASE WHEN EXISTS (SELECT 1 FROM berichtafhandeling a WHERE a.bericht_id = b.bericht_id
                         AND a.nr > (SELECT max(g.nr) FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id AND g.uitkomst <> 'dubbel'))
            THEN 'afgehandeld'
            ELSE COALESCE((SELECT CASE WHEN g.uitkomst = 'bewaard' AND g.regel = 'BER-07' THEN 'wacht' ELSE g.uitkomst END
                           FROM berichtgevolg g WHERE g.bericht_id = b.bericht_id AND g.uitkomst <> 'dubbel'
                           AND g.nr = (SELECT max(h.nr) FROM berichtgevolg h WHERE h.bericht_id = b.bericht_id AND h.uitkomst <> 'dubbel')
                           ORDER BY CASE g.uitkomst WHEN 'onleesbaar' THEN 0 WHEN 'afgekeurd' THEN 1 WHEN 'bewaard' THEN 2 ELSE 3 END,
                             g.berichtgevolg_id LIMIT 1), 'verzonden')
       END AS stand
  FROM bericht b;

INSERT INTO berichtstand (bericht_id, richting, soort, aanbieder, stand)
SELECT bericht_id, richting, soort, aanbieder, stand FROM berichtstand_nu;

INSERT INTO berichttelling (aanbieder, richting, soort, stand, aantal)
SELECT aanbieder, richting, soort, stand, count(*) FROM berichtstand GROUP BY aanbieder, richting, soort, stand;

CREATE INDEX termijn_retour ON termijn (onderwerp_id) WHERE soort = 'retour' AND tot_nr IS NULL;
