-- The chain of hashes: a salted commitment to each entry, and a link for each commit. An erasure removes the salt.
ALTER TABLE entry ADD COLUMN salt bytea, ADD COLUMN commitment bytea, ADD COLUMN link bytea;
ALTER TABLE head ADD COLUMN link bytea NOT NULL DEFAULT '';
