// Benchmarks of the generated store of events beside the same work written by hand on database/sql. run.sh puts this file into a
// generated project.

package sqlevents_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"example.com/bank/internal/platform/clock"
	"example.com/bank/internal/platform/eventstore"
	"example.com/bank/internal/platform/eventstore/eventstoretest"
	"example.com/bank/internal/platform/sqldb"
	"example.com/bank/internal/platform/sqlevents"
	"example.com/bank/internal/platform/sqlevents/sqliteschema"
	"example.com/bank/internal/platform/sqlitedb"
)

func prepare(t *testing.T, path string) (*sqlevents.Store, *sql.DB) {
	t.Helper()
	db, err := sqlitedb.Open(t.Context(), sqlitedb.Config{Path: path, Timeout: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	migrator, err := sqldb.NewMigrator(db, clock.System, sqliteschema.Migrations())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := migrator.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	hand, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	hand.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = hand.Close() })
	return sqlevents.New(db, clock.System), hand
}

// appendByHand does what an append must: compare the version, insert, remember the version, in a transaction.
func appendByHand(ctx context.Context, db *sql.DB, batch eventstore.Batch) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var version int64
	err = tx.QueryRowContext(ctx, "SELECT version FROM event_streams WHERE stream_type = ? AND stream_id = ?", batch.Stream.Type, batch.Stream.ID).Scan(&version)
	if err != nil && err != sql.ErrNoRows {
		return err
	}
	if version != int64(batch.Expected) {
		return fmt.Errorf("at version %d", version)
	}
	for _, e := range batch.Events {
		version++
		meta, err := json.Marshal(e.Meta)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO events (event_id, stream_type, stream_id, version, type, schema, data, meta, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			e.ID.String(), batch.Stream.Type, batch.Stream.ID, version, e.Type, e.Schema, string(e.Data), string(meta), time.Now().UnixMicro())
		if err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO event_streams (stream_type, stream_id, version) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET version = ?3",
		batch.Stream.Type, batch.Stream.ID, version)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// replayByHand reads all events, decodes their data and adds their numbers.
func replayByHand(ctx context.Context, db *sql.DB, watch func(n int)) (n, sum int, err error) {
	rows, err := db.QueryContext(ctx, "SELECT position, event_id, stream_type, stream_id, version, type, schema, data, meta, recorded_at FROM events ORDER BY position")
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var position, version, schema, at int64
		var id, kind, stream, name, data, meta string
		if err := rows.Scan(&position, &id, &kind, &stream, &version, &name, &schema, &data, &meta, &at); err != nil {
			return n, sum, err
		}
		var m eventstore.Meta
		if err := json.Unmarshal([]byte(meta), &m); err != nil {
			return n, sum, err
		}
		var event struct{ N int }
		if err := json.Unmarshal([]byte(data), &event); err != nil {
			return n, sum, err
		}
		n++
		sum += event.N
		watch(n)
	}
	return n, sum, rows.Err()
}

func replay(ctx context.Context, store eventstore.Store, watch func(n int)) (n, sum int, err error) {
	for recorded, err := range eventstore.All(ctx, store, eventstore.Position{}) {
		if err != nil {
			return n, sum, err
		}
		var event struct{ N int }
		if err := json.Unmarshal(recorded.Data, &event); err != nil {
			return n, sum, err
		}
		n++
		sum += event.N
		watch(n)
	}
	return n, sum, nil
}

// memory is what is live on the heap, at ten instants of a replay.
type memory struct {
	every       int
	first, most uint64 // KiB
}

func (m *memory) watch(n int) {
	if m.every == 0 || n%m.every != 0 {
		return
	}
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	live := stats.HeapAlloc >> 10
	if m.first == 0 {
		m.first = live
	}
	m.most = max(m.most, live)
}

// cpu returns the CPU time of the process: unlike the clock, it doesn't count how long others had the processor.
func cpu(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// TestFigures prints one line for each measurement; EVENTS says how many events are replayed.
func TestFigures(t *testing.T) {
	ctx := t.Context()
	const appends = 2000
	for round := range 5 {
		store, hand := prepare(t, filepath.Join(t.TempDir(), "x.db"))
		for name, do := range map[string]func(eventstore.Batch) error{
			"generated": func(b eventstore.Batch) error { _, err := store.Append(ctx, b); return err },
			"by hand":   func(b eventstore.Batch) error { return appendByHand(ctx, hand, b) },
		} {
			begin := cpu(t)
			for range appends {
				if err := do(eventstoretest.Batch(eventstoretest.Stream(), eventstore.NoStream, 1)); err != nil {
					t.Fatal(err)
				}
			}
			fmt.Printf("append %s %d: %.0f per second of CPU time\n", name, round, appends/(cpu(t)-begin).Seconds())
		}
	}
	count, err := strconv.Atoi(os.Getenv("EVENTS"))
	if err != nil {
		t.Fatal(err)
	}
	store, hand := prepare(t, filepath.Join(t.TempDir(), "y.db"))
	for n := 0; n < count; n += 1000 {
		if _, err := store.Append(ctx, eventstoretest.Batch(eventstoretest.Stream(), eventstore.NoStream, min(1000, count-n))); err != nil {
			t.Fatal(err)
		}
	}
	for round := range 3 {
		for name, do := range map[string]func(watch func(int)) (int, int, error){
			"generated": func(watch func(int)) (int, int, error) { return replay(ctx, store, watch) },
			"by hand":   func(watch func(int)) (int, int, error) { return replayByHand(ctx, hand, watch) },
		} {
			begin := cpu(t)
			n, _, err := do(func(int) {})
			if err != nil || n != count {
				t.Fatal(n, err)
			}
			speed := float64(n) / (cpu(t) - begin).Seconds()
			live := memory{every: count / 10}
			if _, _, err := do(live.watch); err != nil {
				t.Fatal(err)
			}
			fmt.Printf("replay %s %d: %.0f per second of CPU time, live heap %d KiB after a tenth, at most %d KiB\n", name, round, speed, live.first, live.most)
		}
	}
}
