-- up

ALTER TABLE notes RENAME COLUMN text TO body;

-- down

ALTER TABLE notes RENAME COLUMN body TO text;
