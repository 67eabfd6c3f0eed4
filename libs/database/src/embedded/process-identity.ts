import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells this run of process `pid` from any other process that ever had or will have the number: its start time and
 * the boot it belongs to. `undefined` when there is no such process, or only a zombie nobody has collected yet.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxProcessStart(pid);
  if (process.platform === 'win32') return isRunning(pid) ? 'running' : undefined;
  return startByPs(pid);
}

/**
 * The start of a process in clock ticks since boot, from the text of `/proc/<pid>/stat`. The command name in brackets may
 * itself hold brackets and spaces, so fields are counted from the last closing one (proc(5): state is field 3, start time 22).
 */
export function startTicks(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isDead = fields[0] === 'Z' || fields[0] === 'X';
  return isDead ? undefined : fields[19];
}

function linuxProcessStart(pid: number): string | undefined {
  try {
    const ticks = startTicks(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    return ticks && `${boot}-${ticks}`;
  } catch {
    return undefined; // The file is gone with its process.
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return started.replaceAll(/\W+/g, '-') || undefined;
  } catch {
    return undefined; // ps answers 1 when there is no such process.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
