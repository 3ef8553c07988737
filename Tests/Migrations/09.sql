INSERT INTO tags (id, name, version) VALUES ('t1', 'blue', 1);
INSERT INTO purchase_tags (purchase_id, tag_id, position) VALUES ('o1', 't1', 0);
INSERT INTO purchase_item_remarks (purchase_id, purchase_item_id, id, position, text) VALUES ('o1', 'l1', 'r1', 0, 'soon');
