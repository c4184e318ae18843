-- The worklist is ordered and filtered inside an index: each holds all columns that a filter can ask, so that a page late in the list, a rare
-- filter and a count read no rows of the table. Nothing asked for the index by fase.
DROP INDEX werkitem_vervalt;
DROP INDEX werkitem_geopend;
DROP INDEX werkitem_gemeente;
DROP INDEX werkitem_houder;
DROP INDEX werkitem_fase;
CREATE INDEX werkitem_vervalt ON werkitem (vervalt_op, dossier_id, gemeente, fase, vorm, taak_rol, taak, spoed, houder, medehouder);
CREATE INDEX werkitem_geopend ON werkitem (geopend_op, dossier_id, gemeente, fase, vorm, taak_rol, taak, spoed, houder, medehouder, vervalt_op);
CREATE INDEX werkitem_gemeente ON werkitem (gemeente, vervalt_op, dossier_id, fase, vorm, taak_rol, taak, spoed, houder, medehouder);
CREATE INDEX werkitem_houder ON werkitem (houder, vervalt_op, dossier_id, gemeente, fase, vorm, taak_rol, taak, spoed, medehouder);
CREATE INDEX werktelling_gemeente ON werktelling (gemeente, fase, vorm, taak_rol, spoed, houder, medehouder, aantal);

-- The timeline of a dossier stands together in an index: its acts are spread over years, so each would be a page of its own to read.
DROP INDEX journaal_dossier;
CREATE INDEX journaal_dossier ON journaal (dossier_id, nr, tijdstip, gebruiker_id, rol, handeling, onderwerp, onderwerp_id);
