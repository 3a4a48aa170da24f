"""What the operating system says of a process: CPU time and memory, from /proc where there is one."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_KILOBYTE = 1024


def cpu_seconds(pid: int) -> float:
    """CPU time that a process has used, user and system together; 0 where /proc is not there."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def resident_megabytes(pid: int) -> float:
    """Memory that a process holds; 0 where /proc is not there."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / _KILOBYTE
