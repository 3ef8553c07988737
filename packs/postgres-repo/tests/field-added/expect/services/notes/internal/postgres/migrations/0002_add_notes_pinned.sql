-- up

ALTER TABLE notes ADD COLUMN pinned boolean NOT NULL DEFAULT 'false';
ALTER TABLE notes ALTER COLUMN pinned DROP DEFAULT;

-- down

ALTER TABLE notes DROP COLUMN pinned;
