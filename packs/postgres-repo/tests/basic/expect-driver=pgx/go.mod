module example.com/basic

go 1.26.0

require (
	github.com/jackc/pgx/v5 v5.9.2
)
