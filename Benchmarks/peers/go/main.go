// Peer: Go's text/template, and plain Go (-engine go-direct) that calls the same filters and appends the same strings.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"syscall"
	"text/template"
	"time"
)

type dataFile struct {
	Workload  string                       `json:"workload"`
	Syntaxes  map[string]map[string]string `json:"syntaxes"`
	Documents []*Document                  `json:"documents"`
}

type result struct {
	Engine      string  `json:"engine"`
	Workload    string  `json:"workload"`
	USPerRender float64 `json:"us_per_render"`
	CPUUS       float64 `json:"cpu_us"`
	MBPerS      float64 `json:"mb_per_s"`
	SHA256      string  `json:"sha256"`
	RSSKB       int64   `json:"rss_kb"`
}

var filters = template.FuncMap{
	"snake": snake, "kebab": kebab, "pascal": pascal, "camel": camel, "title": title, "go_name": goName, "plural": plural,
}

func parse(templates map[string]string) *template.Template {
	root := template.New("main").Funcs(filters)
	template.Must(root.Parse(templates["main"]))
	for name, text := range templates {
		if name != "main" {
			template.Must(root.New(name).Parse(text))
		}
	}
	return root
}

var direct = map[string]func([]byte, *Document) []byte{
	"repository": repository, "repository-1000": repository, "big-table": bigTable, "teams": teams,
}

func usage() (time.Duration, int64) {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano()), r.Maxrss
}

func main() {
	engine := flag.String("engine", "text/template", "text/template or go-direct")
	workload := flag.String("workload", "", "name of the workload")
	seconds := flag.Float64("seconds", 1, "how long to measure")
	path := flag.String("data", "", "data file")
	flag.Parse()

	content, err := os.ReadFile(*path)
	if err != nil {
		panic(err)
	}
	var data dataFile
	if err := json.Unmarshal(content, &data); err != nil {
		panic(err)
	}
	templates := data.Syntaxes["go"]
	isParse := strings.HasPrefix(*workload, "parse")

	// Both append to one buffer that is kept between the renders.
	var render func(*Document) []byte
	if *engine == "go-direct" {
		function, known := direct[*workload]
		if !known {
			fmt.Fprintln(os.Stderr, "go-direct has no", *workload)
			os.Exit(2)
		}
		var buffer []byte
		render = func(d *Document) []byte {
			buffer = function(buffer[:0], d)
			return buffer
		}
	} else {
		parsed := parse(templates)
		var buffer bytes.Buffer
		render = func(d *Document) []byte {
			buffer.Reset()
			if err := parsed.Execute(&buffer, d); err != nil {
				panic(err)
			}
			return buffer.Bytes()
		}
	}

	hash, size := sha256.New(), 0
	for _, d := range data.Documents {
		output := render(d)
		hash.Write(output)
		size += len(output)
	}
	perStep := len(data.Documents)
	step := func() {
		for _, d := range data.Documents {
			render(d)
		}
	}
	if isParse {
		perStep, size = 1, 0
		for _, text := range templates {
			size += len(text)
		}
		step = func() { parse(templates) }
	}

	for warm := time.Now(); time.Since(warm).Seconds() < *seconds/5; {
		step()
	}
	count := 0
	cpuBefore, _ := usage()
	start := time.Now()
	for time.Since(start).Seconds() < *seconds {
		step()
		count++
	}
	elapsed := time.Since(start).Seconds()
	cpuAfter, rss := usage()
	renders := float64(count * perStep)
	line, err := json.Marshal(result{
		Engine: *engine, Workload: *workload, USPerRender: elapsed * 1e6 / renders,
		CPUUS:  float64((cpuAfter - cpuBefore).Microseconds()) / renders,
		MBPerS: float64(size*count) / elapsed / 1e6, SHA256: hex.EncodeToString(hash.Sum(nil)), RSSKB: rss,
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}
