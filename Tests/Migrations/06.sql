INSERT INTO purchases (id, code, total, stage, labels, version) VALUES ('o6', 'N6', 60, 'open', '[]', 1);
INSERT INTO purchase_items (purchase_id, id, position, sku, quantity, gift) VALUES ('o6', 'l1', 0, 'ink', 6, TRUE);
