-- Numbers instead of bytes, so that an index can be made over them where the extension is installed. Vectors are derived
-- from the log: those that stood here are computed again when their scope is next read.

DROP TABLE vector;

CREATE TABLE vector (
  scope text NOT NULL,
  statement text NOT NULL,
  voice text NOT NULL,
  model text NOT NULL,
  vector real[] NOT NULL,
  PRIMARY KEY (scope, statement, voice, model)
);
