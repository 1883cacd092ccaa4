-- Who was shown which statement; the statement is null once it is erased.
CREATE TABLE reading (
  scope text NOT NULL,
  ordinal bigint NOT NULL,
  statement text,
  reader_type text NOT NULL,
  reader text NOT NULL,
  task text,
  node text,
  thread text,
  run text,
  at text NOT NULL,
  PRIMARY KEY (scope, ordinal)
);

CREATE INDEX reading_of_statement ON reading (scope, statement);

CREATE INDEX reading_by_reader ON reading (scope, reader_type, reader);
