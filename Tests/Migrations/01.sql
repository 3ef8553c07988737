INSERT INTO customers (id, name, version) VALUES ('c1', 'Ann', 1);
INSERT INTO orders (id, number, total, version) VALUES ('o1', 'N1', 10, 1);
INSERT INTO order_lines (order_id, id, position, sku, amount) VALUES ('o1', 'l1', 0, 'pen', 1), ('o1', 'l2', 1, 'ink', 2);
