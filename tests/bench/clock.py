"""One line a measurement: name, median in microseconds, bytes written."""

import resource
import statistics
import time


def measure(name, times, work):
    written = work()
    taken = []
    for _ in range(times):
        started = time.perf_counter_ns()
        work()
        taken.append(time.perf_counter_ns() - started)
    print(f"{name}\t{int(statistics.median(taken)) // 1000}\t{len(written)}", flush=True)


def told_memory(name):
    """The most memory that this process has held at once, in bytes."""
    print(f"{name}\t0\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}", flush=True)
