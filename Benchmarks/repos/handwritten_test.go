package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"example.com/todo/internal/platform/actor"
	"example.com/todo/internal/platform/audit"
	"example.com/todo/internal/platform/civil"
	"example.com/todo/internal/platform/clock"
	"example.com/todo/internal/platform/fault"
	"example.com/todo/internal/platform/ident"
	"example.com/todo/internal/platform/optional"
	"example.com/todo/services/todo/internal/todo"
)

// handwritten is what somebody would write with database/sql alone for the tables of lists: with the guarantees of the generated repository,
// and no layer between them and the driver.
type handwritten struct {
	writer, reader *sql.DB
	now            clock.Clock
}

func openHandwritten(t *testing.T, path string) *handwritten {
	t.Helper()
	open := func(size int, extra url.Values) *sql.DB {
		settings := url.Values{"_pragma": {"busy_timeout(5000)", "foreign_keys(1)", "journal_mode(WAL)", "synchronous(NORMAL)"}}
		for name, values := range extra {
			settings[name] = append(settings[name], values...)
		}
		db, err := sql.Open("sqlite", "file:"+path+"?"+settings.Encode())
		if err != nil {
			t.Fatal(err)
		}
		db.SetMaxOpenConns(size)
		db.SetMaxIdleConns(size)
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	return &handwritten{
		writer: open(1, url.Values{"_txlock": {"immediate"}}),
		reader: open(runtime.GOMAXPROCS(0), url.Values{"_pragma": {"query_only(1)"}}),
		now:    clock.System,
	}
}

// limit is that of a transaction.
const limit = 10 * time.Second

func transact(ctx context.Context, db *sql.DB, work func(ctx context.Context, tx *sql.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := work(ctx, tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (h *handwritten) Create(ctx context.Context, list *todo.List) error {
	state := list.State()
	state.Version = 1
	stamp := audit.Stamp{At: h.now(), By: actor.From(ctx)}
	state.Audit = audit.Trail{Created: stamp, Updated: stamp}
	err := transact(ctx, h.writer, func(ctx context.Context, tx *sql.Tx) error {
		id := state.ID.String()
		if _, err := tx.ExecContext(ctx,
			"INSERT INTO lists (id, name, description, version, created_at, created_by, updated_at, updated_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			id, state.Name, state.Description.Pointer(), state.Version, stamp.At.UnixMicro(), stamp.By, stamp.At.UnixMicro(), stamp.By); err != nil {
			return err
		}
		if err := insertItems(ctx, tx, id, state.Items); err != nil {
			return err
		}
		return insertTags(ctx, tx, id, state.Tags)
	})
	if err != nil {
		return err
	}
	*list = *todo.RehydrateList(state)
	return nil
}

func insertItems(ctx context.Context, tx *sql.Tx, list string, items []todo.Item) error {
	if len(items) == 0 {
		return nil
	}
	args := make([]any, 0, 6*len(items))
	for position, item := range items {
		args = append(args, list, item.ID.String(), position, item.Text, item.Done, optional.Map(item.Due, civil.Date.String).Pointer())
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO list_items (list_id, id, position, text, done, due) VALUES (?, ?, ?, ?, ?, ?)"+
		strings.Repeat(", (?, ?, ?, ?, ?, ?)", len(items)-1), args...)
	return err
}

func insertTags(ctx context.Context, tx *sql.Tx, list string, tags []todo.Tag) error {
	if len(tags) == 0 {
		return nil
	}
	args := make([]any, 0, 5*len(tags))
	for position, tag := range tags {
		args = append(args, list, tag.ID.String(), position, tag.Name, tag.Color)
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO list_tags (list_id, id, position, name, color) VALUES (?, ?, ?, ?, ?)"+
		strings.Repeat(", (?, ?, ?, ?, ?)", len(tags)-1), args...)
	return err
}

const listColumns = "SELECT id, name, description, version, created_at, created_by, updated_at, updated_by FROM lists "

func (h *handwritten) Get(ctx context.Context, id todo.ListID) (found *todo.List, err error) {
	err = transact(ctx, h.reader, func(ctx context.Context, tx *sql.Tx) error {
		found, err = getList(ctx, tx, id)
		return err
	})
	return found, err
}

func getList(ctx context.Context, tx *sql.Tx, id todo.ListID) (*todo.List, error) {
	lists, err := selectLists(ctx, tx, listColumns+"WHERE id = ?", id.String())
	if err != nil {
		return nil, err
	}
	if len(lists) == 0 {
		return nil, &fault.NotFoundError{Resource: "list", ID: id.String()}
	}
	return lists[0], nil
}

// Page returns up to count lists after an id, the newest last.
func (h *handwritten) Page(ctx context.Context, after string, count int) (lists []*todo.List, err error) {
	err = transact(ctx, h.reader, func(ctx context.Context, tx *sql.Tx) error {
		lists, err = selectLists(ctx, tx, listColumns+"WHERE id > ? ORDER BY id LIMIT ?", after, count+1)
		return err
	})
	return lists[:min(count, len(lists))], err
}

func selectLists(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]*todo.List, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var states []todo.ListState
	at := make(map[string]int)
	for rows.Next() {
		var state todo.ListState
		var id string
		var description sql.Null[string]
		var created, updated int64
		if err := rows.Scan(&id, &state.Name, &description, &state.Version, &created, &state.Audit.Created.By, &updated, &state.Audit.Updated.By); err != nil {
			return nil, err
		}
		if state.ID, err = ident.Parse[todo.List](id); err != nil {
			return nil, err
		}
		if description.Valid {
			state.Description = optional.Of(description.V)
		}
		state.Audit.Created.At, state.Audit.Updated.At = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
		at[id] = len(states)
		states = append(states, state)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	owners := ownersOf(states)
	if err := selectItems(ctx, tx, owners, func(owner string, item todo.Item) {
		state := &states[at[owner]]
		state.Items = append(state.Items, item)
	}); err != nil {
		return nil, err
	}
	if err := selectTags(ctx, tx, owners, func(owner string, tag todo.Tag) {
		state := &states[at[owner]]
		state.Tags = append(state.Tags, tag)
	}); err != nil {
		return nil, err
	}
	lists := make([]*todo.List, len(states))
	for i, state := range states {
		lists[i] = todo.RehydrateList(state)
	}
	return lists, nil
}

// owners selects what belongs to some lists.
type owners struct{ where, parameter string }

func ownersOf(states []todo.ListState) owners {
	if len(states) == 1 {
		return owners{"= ?", states[0].ID.String()}
	}
	ids := make([]string, 0, len(states))
	for _, state := range states {
		ids = append(ids, fmt.Sprintf("%q", state.ID))
	}
	return owners{"IN (SELECT value FROM json_each(?))", "[" + strings.Join(ids, ",") + "]"}
}

func selectItems(ctx context.Context, tx *sql.Tx, of owners, found func(owner string, item todo.Item)) error {
	rows, err := tx.QueryContext(ctx, "SELECT list_id, id, text, done, due FROM list_items WHERE list_id "+of.where+" ORDER BY list_id, position", of.parameter)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var owner, id string
		var item todo.Item
		var due sql.Null[string]
		if err := rows.Scan(&owner, &id, &item.Text, &item.Done, &due); err != nil {
			return err
		}
		if item.ID, err = ident.Parse[todo.Item](id); err != nil {
			return err
		}
		if due.Valid {
			day, err := civil.ParseDate(due.V)
			if err != nil {
				return err
			}
			item.Due = optional.Of(day)
		}
		found(owner, item)
	}
	return rows.Err()
}

func selectTags(ctx context.Context, tx *sql.Tx, of owners, found func(owner string, tag todo.Tag)) error {
	rows, err := tx.QueryContext(ctx, "SELECT list_id, id, name, color FROM list_tags WHERE list_id "+of.where+" ORDER BY list_id, position", of.parameter)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var owner, id string
		var tag todo.Tag
		if err := rows.Scan(&owner, &id, &tag.Name, &tag.Color); err != nil {
			return err
		}
		if tag.ID, err = ident.Parse[todo.Tag](id); err != nil {
			return err
		}
		found(owner, tag)
	}
	return rows.Err()
}

// Update writes the list and the items that the change touches. It does not do more than the benchmark needs: items that come or go, tags.
func (h *handwritten) Update(ctx context.Context, id todo.ListID, change func(context.Context, *todo.List) error) (updated *todo.List, err error) {
	err = transact(ctx, h.writer, func(ctx context.Context, tx *sql.Tx) error {
		list, err := getList(ctx, tx, id)
		if err != nil {
			return err
		}
		before := list.State()
		if err := change(ctx, list); err != nil {
			return err
		}
		state := list.State()
		state.Audit.Updated = audit.Stamp{At: h.now(), By: actor.From(ctx)}
		result, err := tx.ExecContext(ctx, "UPDATE lists SET version = version + 1, updated_at = ?, updated_by = ?, name = ?, description = ? WHERE id = ? AND version = ?",
			state.Audit.Updated.At.UnixMicro(), state.Audit.Updated.By, state.Name, state.Description.Pointer(), id.String(), state.Version)
		if err != nil {
			return err
		}
		if changed, err := result.RowsAffected(); err != nil || changed != 1 {
			return errors.Join(err, fault.ErrStale)
		}
		for position, item := range state.Items {
			if item == before.Items[position] {
				continue
			}
			if _, err := tx.ExecContext(ctx, "UPDATE list_items SET position = ?, text = ?, done = ?, due = ? WHERE list_id = ? AND id = ?",
				position, item.Text, item.Done, optional.Map(item.Due, civil.Date.String).Pointer(), id.String(), item.ID.String()); err != nil {
				return err
			}
		}
		state.Version++
		updated = todo.RehydrateList(state)
		return nil
	})
	return updated, err
}
