#!/usr/bin/env python3
"""Runs a libFuzzer target until it has used so much CPU time: Fuzz/cpu-time.py SECONDS TARGET [ARGUMENTS].

libFuzzer's own -max_total_time is time on the clock; on a machine busy with other work it says little of what was tried.
"""

import resource
import subprocess
import sys


def used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    wanted, command = float(sys.argv[1]), sys.argv[2:]
    runs = 0
    while used() < wanted:
        runs += 1
        clock = max(1, int(wanted - used()))
        status = subprocess.run([command[0], f"-max_total_time={clock}", "-print_final_stats=1", *command[1:]]).returncode
        if status != 0:
            return status
    print(f"{command[0]}: {used():.0f} s of CPU time in {runs} runs", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
