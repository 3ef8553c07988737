-- up

CREATE TABLE tags (
	id uuid NOT NULL,
	name text NOT NULL CHECK (char_length(name) >= 1),
	version bigint NOT NULL CHECK (version >= 1),
	PRIMARY KEY (id)
);

CREATE TABLE notes (
	id uuid NOT NULL,
	text text NOT NULL CHECK (char_length(text) >= 1),
	version bigint NOT NULL CHECK (version >= 1),
	PRIMARY KEY (id)
);

-- down

DROP TABLE notes, tags;
