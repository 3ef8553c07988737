"""The data that the workloads render: the same bytes on every machine."""

import random

ADJECTIVES = """active archived billing blocked business client daily delivery digital draft external family file global
group home internal invoice legal local main manual member mobile monthly order paid partner payment pending personal
price private product public purchase regional rental report return sales service shared shipping shop stock store supply
support tax team temporary transport travel user vendor visitor weekly yearly""".split()
NOUNS = """account address agreement article asset batch box branch budget category channel city class comment company
contact contract country coupon course currency customer deposit device discount document employee entry event expense
facility invoice item journey key ledger lesson license machine match message method note offer order package payment
person policy price product profile project property query quote receipt record refund region rental reply report
request reservation response role route rule schedule search section session shipment story subscription survey switch
task tax team ticket transfer vehicle visit voucher warehouse watch""".split()
COLUMNS = [
    ("id", "string"), ("customer_id", "string"), ("externalURL", "string"), ("api_key", "string"), ("status", "string"),
    ("total_amount", "int64"), ("currency_code", "string"), ("createdAt", "time.Time"), ("updated_at", "time.Time"),
    ("ip_address", "string"), ("note", "string"), ("sha256_sum", "string"), ("is_active", "bool"), ("HTTPMethod", "string"),
    ("json_payload", "[]byte"), ("ownerUUID", "string"), ("due_date", "time.Time"), ("tax_rate", "float64"),
    ("version", "int64"), ("displayName", "string"), ("email", "string"), ("oauth2_token", "string"),
]
ITEM_COLUMNS = [
    ("id", "string"), ("sku", "string"), ("quantity", "int64"), ("unit_price", "int64"), ("discountRate", "float64"),
    ("imageURL", "string"), ("position", "int64"), ("created_at", "time.Time"), ("tax_code", "string"),
]


def column(pair, dice):
    name, kind = pair
    return {
        "column": name,
        "type": kind,
        "nullable": dice.random() < 0.3,
        "searchable": dice.random() < 0.4,
    }


def entity(adjective, noun, dice):
    """One entity: thirteen columns, two children, five finders, so that the file has about 280 lines."""
    style = dice.choice(["snake", "camel", "pascal"])
    name = {
        "snake": f"{adjective}_{noun}",
        "camel": adjective + noun.capitalize(),
        "pascal": adjective.capitalize() + noun.capitalize(),
    }[style]
    fields = [column(COLUMNS[0], dice)] + [column(c, dice) for c in dice.sample(COLUMNS[1:], 12)]
    children = [
        {
            "child": f"{noun}_{child}",
            "parent": name,
            "ordered": dice.random() < 0.5,
            "columns": [column(c, dice) for c in dice.sample(ITEM_COLUMNS, 6)],
        }
        for child in dice.sample(NOUNS, 2)
    ]
    finders = []
    for _ in range(5):
        keys = dice.sample(COLUMNS[1:], dice.choice([1, 2]))
        finders.append(
            {
                "finder": "_and_".join(key for key, _ in keys),
                "many": dice.random() < 0.5,
                "parts": [{"key": key, "type": kind} for key, kind in keys],
            }
        )
    return {
        "package": f"{noun}s",
        "module": f"example.com/{adjective}/{noun}",
        "entity": name,
        "clock": dice.random() < 0.5,
        "versioned": dice.random() < 0.5,
        "soft_delete": dice.random() < 0.5,
        "fields": fields,
        "children": children,
        "finders": finders,
    }


def entities(count):
    dice = random.Random(20240229)
    names = [(a, n) for a in ADJECTIVES for n in NOUNS]
    dice.shuffle(names)
    return [entity(a, n, dice) for a, n in names[:count]]


def big_table():
    return {"rows": [{"cells": [row * 10 + cell for cell in range(10)]} for row in range(1000)]}


def teams():
    return {
        "year": 2015,
        "teams": [
            {"name": "Jiangsu", "score": 43, "champion": True},
            {"name": "Beijing", "score": 27, "champion": False},
            {"name": "Guangzhou", "score": 22, "champion": False},
            {"name": "Shandong", "score": 12, "champion": False},
        ],
    }
