// Load sends requests to a todo service for some seconds, from many connections, and prints how many were answered, and how many were not as
// they should be: go run load.go URL [SECONDS]
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const connections = 16

func main() {
	seconds := 10
	if len(os.Args) > 2 {
		seconds, _ = strconv.Atoi(os.Args[2])
	}
	url := os.Args[1]
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}, Timeout: 30 * time.Second}
	send := func(method, path, body string, status int) ([]byte, bool) {
		request, err := http.NewRequest(method, url+path, bytes.NewBufferString(body))
		if err != nil {
			return nil, false
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := client.Do(request)
		if err != nil {
			return nil, false
		}
		defer response.Body.Close()
		answer, err := io.ReadAll(response.Body)
		return answer, err == nil && response.StatusCode == status
	}
	const list = `{"name": "errands", "items": [{"text": "bread"}, {"text": "milk"}, {"text": "tea"}], "tags": [{"name": "home"}]}`
	var created struct{ ID string }
	answer, ok := send("POST", "/lists", list, http.StatusCreated)
	if !ok || json.Unmarshal(answer, &created) != nil {
		fmt.Println("no list can be made:", string(answer))
		os.Exit(1)
	}
	for _, kind := range []struct {
		name, method, path, body string
		status                   int
	}{
		{"GET a list", "GET", "/lists/" + created.ID, "", http.StatusOK},
		{"POST a list", "POST", "/lists", list, http.StatusCreated},
		{"PATCH one list", "PATCH", "/lists/" + created.ID, `{"name": "more errands"}`, http.StatusOK},
		{"GET a page of 50", "GET", "/lists", "", http.StatusOK},
	} {
		var good, bad atomic.Int64
		var wait sync.WaitGroup
		begin := time.Now()
		end := begin.Add(time.Duration(seconds) * time.Second)
		for range connections {
			wait.Go(func() {
				for time.Now().Before(end) {
					if _, ok := send(kind.method, kind.path, kind.body, kind.status); ok {
						good.Add(1)
					} else {
						bad.Add(1)
					}
				}
			})
		}
		wait.Wait()
		fmt.Printf("%-18s %8.0f requests per second, %d of %d were errors\n", kind.name, float64(good.Load())/time.Since(begin).Seconds(), bad.Load(), good.Load()+bad.Load())
	}
}
