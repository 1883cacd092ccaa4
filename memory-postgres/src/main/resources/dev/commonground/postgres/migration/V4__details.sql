-- The rarely used parts of an entry, such as its audience, as a JSON object.
ALTER TABLE entry ADD COLUMN details text;
