INSERT INTO orders (id, code, total, stage, labels, version) VALUES ('o5', 'N5', 50, 'open', '[]', 1);
INSERT INTO order_items (order_id, id, position, sku, quantity, gift) VALUES ('o5', 'l1', 0, 'ink', 5, TRUE);
