INSERT INTO orders (id, number, total, stage, labels, version) VALUES ('o3', 'N3', 30, 'paid', '["a"]', 1);
INSERT INTO order_lines (order_id, id, position, sku, amount, gift) VALUES ('o3', 'l1', 0, 'cup', 4, FALSE);
