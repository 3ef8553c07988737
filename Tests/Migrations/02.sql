INSERT INTO orders (id, number, total, note, version) VALUES ('o2', 'N2', 20, 'it''s mine', 1);
INSERT INTO order_lines (order_id, id, position, sku, amount) VALUES ('o2', 'l1', 0, 'pad', 3);
