// Command apply brings a database, the file of SQLite or the address of PostgreSQL, up to the migrations of a folder, or down to a version.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"example.com/shop/internal/platform/clock"
	"example.com/shop/internal/platform/migrate"
	"example.com/shop/internal/platform/postgresdb"
	"example.com/shop/internal/platform/sqldb"
	"example.com/shop/internal/platform/sqlitedb"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	db, err := open(ctx, args[0])
	if err != nil {
		return err
	}
	defer db.Close()
	m, err := sqldb.NewMigrator(db, clock.System, migrate.Set{Name: migrate.Main, Files: os.DirFS(args[1])})
	if err != nil {
		return err
	}
	if len(args) == 2 {
		_, err = m.Up(ctx)
		return err
	}
	version, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	_, err = m.Down(ctx, migrate.Main, version)
	return err
}

func open(ctx context.Context, where string) (*sqldb.DB, error) {
	if strings.HasPrefix(where, "postgres://") {
		return postgresdb.Open(ctx, postgresdb.Config{DSN: where, Timeout: time.Minute, MaxConns: 2})
	}
	return sqlitedb.Open(ctx, sqlitedb.Config{Path: where, Timeout: time.Minute})
}
