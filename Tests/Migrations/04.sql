UPDATE orders SET customer_id = 'c1' WHERE id = 'o1';
INSERT INTO customers (id, name, version) VALUES ('c2', 'Bob', 1);
INSERT INTO orders (id, number, total, stage, labels, customer_id, version) VALUES ('o4', 'N4', 40, 'open', '[]', 'c2', 1);
