package main

// Document holds what any of the workloads renders.
type Document struct {
	Package    string   `json:"package"`
	Module     string   `json:"module"`
	Entity     string   `json:"entity"`
	Clock      bool     `json:"clock"`
	Versioned  bool     `json:"versioned"`
	SoftDelete bool     `json:"soft_delete"`
	Fields     []Column `json:"fields"`
	Children   []Child  `json:"children"`
	Finders    []Finder `json:"finders"`

	Rows  []Row  `json:"rows"`
	Year  int    `json:"year"`
	Teams []Team `json:"teams"`
}

// Column is a column of an entity or of its child.
type Column struct {
	Column     string `json:"column"`
	Type       string `json:"type"`
	Nullable   bool   `json:"nullable"`
	Searchable bool   `json:"searchable"`
}

// Child is a list that belongs to an entity.
type Child struct {
	Child   string   `json:"child"`
	Parent  string   `json:"parent"`
	Ordered bool     `json:"ordered"`
	Columns []Column `json:"columns"`
}

// Finder is a query by some columns.
type Finder struct {
	Finder string `json:"finder"`
	Many   bool   `json:"many"`
	Parts  []Key  `json:"parts"`
}

// Key is a column that a finder compares.
type Key struct {
	Key  string `json:"key"`
	Type string `json:"type"`
}

// Row is a row of the big table.
type Row struct {
	Cells []int `json:"cells"`
}

// Team is a line of the teams page.
type Team struct {
	Name     string `json:"name"`
	Score    int    `json:"score"`
	Champion bool   `json:"champion"`
}
