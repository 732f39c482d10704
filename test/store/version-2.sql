-- A file as version 2 of the store wrote it. Frozen: every later release must open it and keep what is in it.
PRAGMA application_id = 1936221550;
CREATE TABLE entries (
  key TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  expires INTEGER,
  wake INTEGER, open INTEGER NOT NULL DEFAULT 0 CHECK (open IN (0, 1)),
  CHECK (expires IS NULL OR wake IS NULL)
) STRICT;
CREATE INDEX entries_by_wake ON entries (wake, key) WHERE wake IS NOT NULL;
CREATE INDEX entries_by_expiry ON entries (expires) WHERE expires IS NOT NULL;
CREATE INDEX entries_open ON entries (key) WHERE open = 1;
PRAGMA user_version = 2;
INSERT INTO entries VALUES
  ('complaint:T1:C1:H-7K3Q', '{"order":"1","note":"恶意骚扰"}', NULL, 1795401000000, 1),
  ('seen:Ev1', '', 4102444800000, NULL, 0);
