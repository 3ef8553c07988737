module hatmax/benchmarks

go 1.22
