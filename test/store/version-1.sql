-- A file as version 1 of the store wrote it. Frozen: every later release must open it and keep what is in it.
PRAGMA application_id = 1936221550;
CREATE TABLE entries (
  key TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  expires INTEGER,
  wake INTEGER,
  CHECK (expires IS NULL OR wake IS NULL)
) STRICT;
CREATE INDEX entries_by_wake ON entries (wake, key) WHERE wake IS NOT NULL;
CREATE INDEX entries_by_expiry ON entries (expires) WHERE expires IS NOT NULL;
PRAGMA user_version = 1;
INSERT INTO entries VALUES
  ('complaint:T1:C1:H-7K3Q', '{"order":"1","note":"恶意骚扰"}', NULL, 1795401000000),
  ('seen:Ev1', '', 4102444800000, NULL);
