"""Runs SQL on a SQLite database, or prints its schema in a form in which the order of columns does not matter."""
import sqlite3
import sys

command, path, *rest = sys.argv[1:]
database = sqlite3.connect(path)
database.execute("PRAGMA foreign_keys = ON")
if command == "run":
    database.executescript(open(rest[0]).read())
    database.commit()
elif command == "query":
    for statement in open(rest[0]).read().split(";"):
        for row in database.execute(statement):
            print(*row, sep="|")
else:
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
