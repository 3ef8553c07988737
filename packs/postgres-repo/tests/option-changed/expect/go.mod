module example.com/basic

go 1.26.0

require (
	github.com/lib/pq v1.10.9
	github.com/jackc/pgx/v5 v5.9.2
)

// A line of the user's.
