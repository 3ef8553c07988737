INSERT INTO purchases (id, code, total, stage, labels, version, created_at, created_by, updated_at, updated_by)
VALUES ('o7', 'N7', 70, 'paid', '[]', 1, 1, 'me', 2, 'me');
