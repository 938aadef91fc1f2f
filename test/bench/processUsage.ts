import { readdirSync, readFileSync } from 'node:fs';

/** Whether this system tells what a process has used; only Linux does, below /proc. */
export const canMeasureUsage = process.platform === 'linux';

/** CPU time of all threads of a process and its children, in milliseconds. */
export function cpuTime(pid: number): number {
  let nanoseconds = 0;
  for (const each of tree(pid)) {
    for (const thread of threads(each)) {
      nanoseconds += Number(read(`/proc/${each}/task/${thread}/schedstat`).split(' ')[0]);
    }
  }
  return nanoseconds / 1e6;
}

/** The most memory that a process and its children have held, in MB (2^20 bytes). */
export function peakMemory(pid: number): number {
  let kilobytes = 0;
  for (const each of tree(pid)) {
    kilobytes += Number(/^VmHWM:\s+(\d+)/m.exec(read(`/proc/${each}/status`))?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

function tree(pid: number): number[] {
  const found = [pid];
  for (const each of found) {
    for (const thread of threads(each)) {
      const children = read(`/proc/${each}/task/${thread}/children`).trim();
      if (children) found.push(...children.split(' ').map(Number));
    }
  }
  return found;
}

function threads(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // it has ended
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
