"""How long `hatmax pack dev` takes from a change of a template to the difference on the screen: python3 Benchmarks/tools/dev.py HATMAX [--rounds N].

Beside it the time of a whole `hatmax pack dev --once` on the same pack, which starts with nothing, and the same in CPU time.
"""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time


def milliseconds(times):
    ordered = sorted(times)
    return f"median {1000 * statistics.median(ordered):.0f} ms, nine of ten within {1000 * ordered[len(ordered) * 9 // 10]:.0f} ms"


def cpu(pid):
    """The CPU time of a running process, from /proc."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("hatmax")
    parser.add_argument("--rounds", type=int, default=50)
    arguments = parser.parse_args()
    hatmax = os.path.realpath(arguments.hatmax)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HATMAX_HOME": folder + "/home"}
        subprocess.run([hatmax, "pack", "new", "acme/greeting", "-q"], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [hatmax, "pack", "dev", "greeting", "greeting/tests/basic/spec.yml", "-o", "out"]
        subprocess.run([*command, "--once", "-q"], cwd=folder, env=environment, check=True)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([*command, "--once", "-q"], cwd=folder, env=environment, check=True)
        once, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        template = pathlib.Path(folder, "greeting/templates/middleware.go.stencil")
        text = template.read_text()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        said = process.stderr
        assert "changed" in said.readline()
        files = len([each for each in pathlib.Path(folder, "out").rglob("*") if each.is_file() and ".hatmax" not in each.parts])
        time.sleep(0.3)
        times, work = [], cpu(process.pid)
        for number in range(arguments.rounds):
            start = time.perf_counter()
            template.write_text(text.replace("Middleware sets", f"Middleware {number} sets"))
            line = said.readline()
            assert ", 1 changed" in line, line
            times.append(time.perf_counter() - start)
        work = (cpu(process.pid) - work) / arguments.rounds
        process.terminate()
        process.wait()
    print(f"{files} files, {arguments.rounds} changes of a template; load {os.getloadavg()[0]:.1f}")
    print(f"from the change to the difference: {milliseconds(times)}; CPU time of a round {1000 * work:.0f} ms")
    print(f"pack dev --once: {1000 * once:.0f} ms, CPU time {1000 * used:.0f} ms")


if __name__ == "__main__":
    main()
