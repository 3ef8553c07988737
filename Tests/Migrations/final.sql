SELECT 'customer', id, name FROM customers ORDER BY id;
SELECT 'bill', id, code, total, note, labels, customer_id, version, created_by FROM bills ORDER BY code;
SELECT 'item', bill_id, id, position, sku, quantity, CASE WHEN gift THEN 1 ELSE 0 END FROM bill_items ORDER BY bill_id, id;
SELECT 'remark', bill_id, bill_item_id, id, text FROM bill_item_remarks;
SELECT 'tag', bill_id, tag_id, name FROM bill_tags JOIN tags ON tags.id = tag_id;
