-- Every key leads with what a distributed database shards by: the owner for names, the scope for what scopes hold.

CREATE TABLE scope (
  owner text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  task text NOT NULL,
  id text NOT NULL,
  salt bytea NOT NULL,
  PRIMARY KEY (owner, kind, name, task)
);

CREATE INDEX scope_of_task ON scope (owner, task);

-- The one row that writers of a scope queue for; room on its page lets it be updated without touching an index.
CREATE TABLE head (
  scope text NOT NULL PRIMARY KEY,
  position bigint NOT NULL,
  archived boolean NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE lane (
  scope text NOT NULL,
  lane bigint NOT NULL,
  run text NOT NULL,
  thread text NOT NULL,
  agent text NOT NULL,
  node text NOT NULL,
  incarnation integer NOT NULL,
  head bigint NOT NULL,
  PRIMARY KEY (scope, lane),
  UNIQUE (scope, run, agent, node, incarnation)
);

CREATE TABLE tip (
  scope text NOT NULL,
  run text NOT NULL,
  lanes text NOT NULL,
  PRIMARY KEY (scope, run)
);

CREATE TABLE entry (
  scope text NOT NULL,
  position bigint NOT NULL,
  lane bigint NOT NULL,
  run text,
  number bigint NOT NULL,
  commit_id text NOT NULL,
  ordinal integer NOT NULL,
  action text NOT NULL,
  at text,
  author_type text,
  author text,
  node text,
  thread text,
  retracts text,
  statement text,
  kind text,
  key text,
  value text,
  text text,
  origin text,
  trust double precision,
  evidence text,
  metadata text,
  expires text,
  derived_from text,
  tip text,
  PRIMARY KEY (scope, position)
);

-- Partial, although every entry has a commit: so it is never taken for a way to the entries beyond a position, which a
-- planner without statistics cannot tell from the better one.
CREATE UNIQUE INDEX entry_of_commit ON entry (scope, commit_id, ordinal) WHERE commit_id <> '';

-- An entry without a lane is numbered by its position, which is its key already.
CREATE UNIQUE INDEX entry_on_lane ON entry (scope, lane, number) WHERE lane <> 0;

CREATE TABLE vector (
  scope text NOT NULL,
  statement text NOT NULL,
  voice text NOT NULL,
  model text NOT NULL,
  vector bytea NOT NULL,
  PRIMARY KEY (scope, statement, voice, model)
);

CREATE TABLE record (
  collection text NOT NULL,
  key text NOT NULL,
  ordinal bigint NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (collection, key)
);

CREATE INDEX record_in_order ON record (collection, ordinal);
