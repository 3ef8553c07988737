INSERT INTO purchases (id, code, total, stage, labels, version, created_at, created_by, updated_at, updated_by)
VALUES ('o8', 'N8', '80 EUR', 'sent', '[]', 1, 1, 'me', 2, 'me');
