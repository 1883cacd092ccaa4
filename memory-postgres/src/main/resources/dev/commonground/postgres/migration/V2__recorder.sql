-- Who wrote an assertion down, if its author did not.
ALTER TABLE entry ADD COLUMN recorder_type text, ADD COLUMN recorder text;
