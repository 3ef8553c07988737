INSERT INTO bills (id, code, total, note, labels, version, created_at, created_by, updated_at, updated_by)
VALUES ('o10', 'N10', '100', 'last', '[]', 1, 1, 'me', 2, 'me');
