import { existsSync, statSync } from 'node:fs';
import { VSIX } from '../../scripts/package.ts';
import type { Input, Lab, Who } from './lab.ts';
import { SERVER } from './lab.ts';
import { canMeasureUsage } from './processUsage.ts';
import type { Session } from './session.ts';
import { median, percentile } from './statistics.ts';

/** One line of the table. */
export interface Row {
  readonly name: string;
  readonly unit: 'ms' | 'MB' | 'KiB';
  readonly budget: number;
  /** Whether it can be asked of any language server, not only of ours. */
  readonly peers: boolean;
  /** The figure, or why there is none. */
  readonly measure: (lab: Lab, who: Who) => Promise<number | string>;
}

const SMALL: Input = 'documents, 5,000 lines';
const LARGE: Input = 'documents, 20,000 lines';
const LIST: Input = 'List, 5,000 lines';

export const ROWS: readonly Row[] = [
  session('spawn to initialized', 150, SMALL, ({ initialize }) => initialize),
  session('spawn to first findings', 500, SMALL, ({ firstFindings }) => firstFindings),
  session('key to findings, p50', 8, SMALL, ({ keys }) => median(keys)),
  session('key to findings, p95', 25, SMALL, ({ keys }) => percentile(keys, 0.95)),
  usage('CPU per key', 'ms', 8, SMALL, ({ cpuPerKey }) => median(cpuPerKey)),
  session('hover behind an edit', 15, SMALL, ({ hover }) => median(hover)),
  session('completion behind an edit', 15, SMALL, ({ completion }) => median(completion)),
  usage('peak memory', 'MB', 160, SMALL, ({ peakMemory }) => peakMemory),
  session('spawn to first findings', 1500, LARGE, ({ firstFindings }) => firstFindings),
  session('key to findings, p50', 15, LARGE, ({ keys }) => median(keys)),
  session('key to findings, p95', 40, LARGE, ({ keys }) => percentile(keys, 0.95)),
  usage('CPU per key', 'ms', 15, LARGE, ({ cpuPerKey }) => median(cpuPerKey)),
  usage('peak memory', 'MB', 300, LARGE, ({ peakMemory }) => peakMemory),
  session('key to findings, p50', 80, LIST, ({ keys }) => median(keys)),
  session('hover behind an edit', 15, LIST, ({ hover }) => median(hover)),
  session('completion behind an edit', 15, LIST, ({ completion }) => median(completion)),
  {
    name: 'check of 1,000 files, 2,000 documents, 3 MB',
    unit: 'ms',
    budget: 1600,
    peers: false,
    measure: (lab) => lab.scan(),
  },
  size('server bundle without pages', SERVER, 900),
  size('.vsix', VSIX, 1536),
];

function session(name: string, budget: number, input: Input, figure: (session: Session) => number): Row {
  const measure = (lab: Lab, who: Who) => lab.session(who, input, figure);
  return { name: `${name} (${input})`, unit: 'ms', budget, peers: true, measure };
}

function usage(
  name: string,
  unit: Row['unit'],
  budget: number,
  input: Input,
  figure: (session: Session) => number,
): Row {
  const row = session(name, budget, input, figure);
  return canMeasureUsage ? { ...row, unit } : { ...row, unit, measure: async () => 'needs Linux' };
}

function size(name: string, file: string, budget: number): Row {
  const measure = async () => (existsSync(file) ? statSync(file).size / 1024 : 'not built');
  return { name, unit: 'KiB', budget, peers: false, measure };
}
