-- up

CREATE TABLE new_notes (
	id TEXT NOT NULL,
	text TEXT NOT NULL CHECK (length(text) >= 1),
	pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
	version INTEGER NOT NULL CHECK (version >= 1),
	PRIMARY KEY (id)
) STRICT;

INSERT INTO new_notes (id, text, pinned, version)
SELECT id, text, 0, version FROM notes;

DROP TABLE notes;

ALTER TABLE new_notes RENAME TO notes;

-- down

ALTER TABLE notes DROP COLUMN pinned;
