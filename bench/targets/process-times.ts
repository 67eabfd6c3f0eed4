import { readFile, readdir } from 'node:fs/promises';

/** Linux counts in hundredths of a second in these files, whatever the kernel's own tick is. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly parent: number;
  readonly own: number;
  /** Of children that ended and were waited for. */
  readonly endedChildren: number;
}

/** CPU seconds of a process and its threads; undefined where there is no /proc. */
export async function cpuOf(pid: number): Promise<number | undefined> {
  return (await timesOf(pid))?.own;
}

/** CPU seconds of a process and its children, those that ended too. */
export async function cpuOfFamily(pid: number): Promise<number | undefined> {
  const parent = await timesOf(pid);
  if (parent === undefined) return undefined;
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(numbers.map(timesOf));
  const children = all.filter((times) => times?.parent === pid).reduce((sum, times) => sum + (times?.own ?? 0), 0);
  return parent.own + parent.endedChildren + children;
}

/** Process that started a process; undefined where there is no /proc. */
export async function parentOf(pid: number): Promise<number | undefined> {
  return (await timesOf(pid))?.parent;
}

/** Largest resident memory of a process so far, in MiB. */
export async function peakMemoryOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = /^VmHWM:\s*(\d+)/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1_024;
}

/** Seconds in which a core of this machine was not idle or its host had it do something else, all cores together. */
export async function busySeconds(): Promise<number | undefined> {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = stat
    .slice(0, stat.indexOf('\n'))
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts + stolen) / TICKS_PER_SECOND;
}

/** See proc_pid_stat(5). The program's name may hold anything, so fields are counted from its closing bracket. */
async function timesOf(pid: number): Promise<ProcessTimes | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  return {
    parent,
    own: (user + system) / TICKS_PER_SECOND,
    endedChildren: (childUser + childSystem) / TICKS_PER_SECOND,
  };
}
