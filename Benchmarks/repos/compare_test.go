package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"example.com/todo/internal/platform/clock"
	"example.com/todo/internal/platform/ident"
	"example.com/todo/internal/platform/optional"
	"example.com/todo/internal/platform/paging"
	"example.com/todo/internal/platform/sqlitedb"
	"example.com/todo/services/todo/internal/sqlite"
	"example.com/todo/services/todo/internal/todo"
)

// contender is an implementation of the operations that are compared.
type contender struct {
	create func(ctx context.Context, list *todo.List) error
	get    func(ctx context.Context, id todo.ListID) (*todo.List, error)
	update func(ctx context.Context, id todo.ListID, change func(context.Context, *todo.List) error) (*todo.List, error)
	all    func(ctx context.Context) (int, error)
	page   func(ctx context.Context) (int, error)
	ids    []todo.ListID
}

const pageSize = 50

func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("ROUNDS")); err == nil {
		return n
	}
	return 15
}

func succeed(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func generated(t *testing.T) *contender {
	path := filepath.Join(t.TempDir(), "generated.db")
	storage, err := sqlite.Open(t.Context(), sqlitedb.Config{Path: path, Timeout: limit}, clock.System)
	succeed(t, err)
	t.Cleanup(func() { _ = storage.Close() })
	_, err = storage.Up(t.Context())
	succeed(t, err)
	lists := storage.Repos().Lists
	return &contender{
		create: lists.Create, get: lists.Get, update: lists.Update,
		page: func(ctx context.Context) (int, error) {
			page, err := lists.Find(ctx, todo.ListQuery{Limit: pageSize})
			return len(page.Items), err
		},
		all: func(ctx context.Context) (int, error) {
			count := 0
			for after := paging.Cursor(""); ; {
				page, err := lists.Find(ctx, todo.ListQuery{Limit: paging.MaxLimit, After: after})
				count += len(page.Items)
				if after = page.Next; after == "" || err != nil {
					return count, err
				}
			}
		},
	}
}

func byHand(t *testing.T) *contender {
	path := filepath.Join(t.TempDir(), "handwritten.db")
	storage, err := sqlite.Open(t.Context(), sqlitedb.Config{Path: path, Timeout: limit}, clock.System)
	succeed(t, err)
	_, err = storage.Up(t.Context()) // the same tables
	succeed(t, err)
	succeed(t, storage.Close())
	h := openHandwritten(t, path)
	return &contender{
		create: h.Create, get: h.Get, update: h.Update,
		page: func(ctx context.Context) (int, error) {
			lists, err := h.Page(ctx, "", pageSize)
			return len(lists), err
		},
		all: func(ctx context.Context) (int, error) {
			count := 0
			for after := ""; ; {
				lists, err := h.Page(ctx, after, paging.MaxLimit)
				count += len(lists)
				if len(lists) < paging.MaxLimit || err != nil {
					return count, err
				}
				after = lists[len(lists)-1].ID().String()
			}
		},
	}
}

func newList(t *testing.T, n int) *todo.List {
	t.Helper()
	attrs := todo.ListAttrs{Name: fmt.Sprintf("list %d", n), Description: optional.Of("what there is to do")}
	for i := range 5 {
		attrs.Items = append(attrs.Items, todo.ItemAttrs{Text: fmt.Sprintf("item %d", i)})
	}
	for i := range 2 {
		attrs.Tags = append(attrs.Tags, todo.TagAttrs{Name: fmt.Sprintf("tag %d", i)})
	}
	list, err := todo.NewList(ident.New[todo.List](), attrs)
	succeed(t, err)
	return list
}

// TestCompare prints, for each operation, the generated repository's time as a multiple of the time of code that was written by hand: the
// median of rounds, in each of which both take turns.
func TestCompare(t *testing.T) {
	contenders := []*contender{generated(t), byHand(t)}
	operations := []struct {
		name  string
		count int
		run   func(c *contender, n int) error
	}{
		{"create, 5 items and 2 tags", 100, func(c *contender, n int) error {
			list := newList(t, n)
			c.ids = append(c.ids, list.ID())
			return c.create(t.Context(), list)
		}},
		{"get", 200, func(c *contender, n int) error {
			_, err := c.get(t.Context(), c.ids[n%len(c.ids)])
			return err
		}},
		{"update, a name and an item", 100, func(c *contender, n int) error {
			_, err := c.update(t.Context(), c.ids[n%len(c.ids)], func(_ context.Context, list *todo.List) error {
				item := list.Items()[0]
				return errors.Join(
					list.Apply(todo.ListPatch{Name: optional.Of(fmt.Sprintf("renamed %d %d", n, list.Version()))}),
					list.ApplyToItem(item.ID, todo.ItemPatch{Done: optional.Of(!item.Done)}))
			})
			return err
		}},
		{"page of 50", 20, func(c *contender, _ int) error {
			count, err := c.page(t.Context())
			if count != pageSize {
				return fmt.Errorf("%d lists: %w", count, err)
			}
			return err
		}},
	}
	for _, operation := range operations {
		ratios, times := make([]float64, 0, rounds()), make([]time.Duration, 0, rounds())
		for round := range rounds() {
			took := make([]time.Duration, len(contenders))
			for turn := range contenders {
				who := (turn + round) % len(contenders)
				runtime.GC()
				begin := time.Now()
				for n := range operation.count {
					succeed(t, operation.run(contenders[who], round*operation.count+n))
				}
				took[who] = time.Since(begin)
			}
			ratios = append(ratios, float64(took[0])/float64(took[1]))
			times = append(times, took[0]/time.Duration(operation.count))
		}
		report(operation.name, ratios, times)
	}
	compareAll(t, contenders)
}

// aggregates is how many the longest list has.
const aggregates = 10_000

func compareAll(t *testing.T, contenders []*contender) {
	for _, c := range contenders {
		for n := len(c.ids); n < aggregates; n++ {
			succeed(t, c.create(t.Context(), newList(t, n)))
		}
	}
	var ratios []float64
	var times []time.Duration
	for round := range max(3, rounds()/3) {
		took := make([]time.Duration, len(contenders))
		for turn := range contenders {
			who := (turn + round) % len(contenders)
			runtime.GC()
			begin := time.Now()
			count, err := contenders[who].all(t.Context())
			took[who] = time.Since(begin)
			succeed(t, err)
			if count != aggregates {
				t.Fatalf("%d lists", count)
			}
		}
		ratios = append(ratios, float64(took[0])/float64(took[1]))
		times = append(times, took[0])
	}
	report(fmt.Sprintf("all of %d, in pages of %d", aggregates, paging.MaxLimit), ratios, times)
}

func report(name string, ratios []float64, times []time.Duration) {
	slices.Sort(ratios)
	slices.Sort(times)
	fmt.Printf("%-32s %.2f (%.2f to %.2f)  %v\n", name, ratios[len(ratios)/2], ratios[len(ratios)/4], ratios[len(ratios)*3/4], times[len(times)/2].Round(time.Microsecond))
}
