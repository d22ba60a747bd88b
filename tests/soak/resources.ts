import { readFileSync, readdirSync } from 'node:fs';

/** What a process held at one moment. */
export interface Sample {
  at: string;
  pid: number;
  /** Real seconds that the soak has lasted. */
  second: number;
  residentMb: number;
  /** Open files and sockets. */
  handles: number;
}

export function sampleOf(pid: number, second: number): Sample {
  const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    at: new Date().toISOString(),
    pid,
    second: Math.round(second),
    residentMb: Math.round(Number(resident) / 1024),
    handles: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** Growth of one process from its first samples to its last ones. */
export interface Growth {
  pid: number;
  seconds: number;
  residentMb: readonly [number, number];
  handles: readonly [number, number];
}

/** Caches and compiled code settle within the first samples. */
const SETTLING_SAMPLES = 2;

/** Growth of every process that lived long enough to tell: medians of an early and of a late third. */
export function growths(samples: readonly Sample[]): Growth[] {
  return [...new Set(samples.map(({ pid }) => pid))].flatMap((pid) => {
    const own = samples.filter((sample) => sample.pid === pid).slice(SETTLING_SAMPLES);
    const third = Math.floor(own.length / 3);
    const [first, last] = [own[0], own.at(-1)];
    if (third < 1 || first === undefined || last === undefined) return [];
    const of = (figure: 'residentMb' | 'handles') =>
      [median(own.slice(0, third), figure), median(own.slice(-third), figure)] as const;
    return [
      { pid, seconds: last.second - first.second, residentMb: of('residentMb'), handles: of('handles') },
    ];
  });
}

function median(samples: readonly Sample[], figure: 'residentMb' | 'handles'): number {
  const sorted = samples.map((sample) => sample[figure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
