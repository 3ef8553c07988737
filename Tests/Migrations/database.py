"""Runs SQL on a database, the file of SQLite or the address of PostgreSQL, or prints its schema in a form in which the order of columns
does not matter.

The SQL is SQLite's. For PostgreSQL identifiers such as 'o1' become UUIDs, and these become 'o1' again in what is printed.
"""
import re
import sqlite3
import subprocess
import sys

POSTGRES_SCHEMA = """
SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
WHERE table_schema = 'public' AND table_name NOT LIKE 'schema_%' ORDER BY 1, 2;
SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'schema_%' ORDER BY 1, 2;
SELECT pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'schema_%')
AND NOT indisprimary ORDER BY 1;
"""


def postgres(address, text):
    text = re.sub(r"'([clort])(\d+)'", lambda id: f"'{ord(id[1]):08x}-0000-7000-8000-{int(id[2]):012}'", text)
    text = text.replace("1, 'me', 2, 'me'", "to_timestamp(1), 'me', to_timestamp(2), 'me'")
    psql = ["psql", "-X", "-q", "-At", "-F", "|", "-P", "null=None", "-v", "ON_ERROR_STOP=1", "-1", address]
    printed = subprocess.run(psql, input=text, stdout=subprocess.PIPE, text=True, check=True).stdout
    return re.sub(r"([0-9a-f]{8})-0000-7000-8000-(\d{12})", lambda id: chr(int(id[1], 16)) + str(int(id[2])), printed)


def sqlite(path, text):
    database = sqlite3.connect(path)
    database.execute("PRAGMA foreign_keys = ON")
    rows = [row for statement in text.split(";") for row in database.execute(statement)]
    database.commit()
    return "".join("|".join(map(str, row)) + "\n" for row in rows)


def sqlite_schema(path):
    database = sqlite3.connect(path)
    tables = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'schema_%' ORDER BY name").fetchall()
    for (table,) in tables:
        sql = database.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]
        # A renamed table is quoted where others refer to it.
        lines = sorted(line.strip().rstrip(",").replace('"', "") for line in sql.splitlines()[1:])
        print(table, *lines, sep="\n  ")
        for (index,) in database.execute(
            "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name", [table]):
            print(" ", index)


command, where, *rest = sys.argv[1:]
is_postgres = where.startswith("postgres://")
if command == "run":
    with open(rest[0]) as file:
        print((postgres if is_postgres else sqlite)(where, file.read()), end="")
elif is_postgres:
    print(postgres(where, POSTGRES_SCHEMA), end="")
else:
    sqlite_schema(where)
