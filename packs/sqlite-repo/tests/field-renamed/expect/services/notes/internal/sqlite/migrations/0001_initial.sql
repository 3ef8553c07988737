-- up

CREATE TABLE notes (
	id TEXT NOT NULL,
	text TEXT NOT NULL CHECK (length(text) >= 1),
	version INTEGER NOT NULL CHECK (version >= 1),
	PRIMARY KEY (id)
) STRICT;

-- down

DROP TABLE notes;
