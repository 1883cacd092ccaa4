-- A page of a listing is found without reading all names. The order of names is that of their code points.
CREATE INDEX scope_in_order ON scope (owner, kind, name COLLATE "C");
CREATE INDEX scope_of_task_in_order ON scope (owner, task COLLATE "C");
