/**
 * `npm run bench`: measures the built language server and command line and prints each figure beside its budget.
 *
 *     --runs N                  sessions per input; the table shows medians [3]
 *     --only TEXT               only the rows that have this text in their name
 *     --peer "COMMAND --stdio"  measure this language server, too, and print how many times slower or larger it is
 *     --peer-settings JSON      what it is told when it asks for its configuration, by section
 *     --json                    print JSON instead of a table
 *     --strict                  end with code 1 if a figure is over its budget
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Lab } from './lab.ts';
import { ROWS, type Row } from './rows.ts';

interface Result extends Pick<Row, 'name' | 'unit' | 'budget'> {
  readonly value: number | string;
  readonly verdict: 'OK' | 'OVER' | '-';
  readonly peer?: number | string;
}

async function measure(row: Row, lab: Lab, withPeer: boolean): Promise<Result> {
  const { name, unit, budget } = row;
  const value = await attempt(row, lab, 'ours');
  const verdict = typeof value === 'string' ? '-' : value <= budget ? 'OK' : 'OVER';
  const result = { name, unit, budget, value, verdict } as const;
  return withPeer && row.peers ? { ...result, peer: await attempt(row, lab, 'peer') } : result;
}

async function attempt(row: Row, lab: Lab, who: 'ours' | 'peer'): Promise<number | string> {
  try {
    return await row.measure(lab, who);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function line({ name, unit, budget, value, verdict, peer }: Result): string {
  const columns = [
    name.padEnd(WIDTH),
    show(value).padStart(10),
    unit.padEnd(4),
    `budget ${String(budget).padStart(5)}`,
    verdict.padEnd(4),
  ];
  if (peer !== undefined) columns.push(`peer ${show(peer).padStart(8)}${ratio(peer, value)}`);
  return columns.join('  ').trimEnd();
}

function show(value: number | string): string {
  return typeof value === 'number' ? value.toFixed(1) : value;
}

function ratio(peer: number | string, value: number | string): string {
  if (typeof peer === 'string' || typeof value === 'string') return '';
  return `  x ${(peer / value).toFixed(1)}`;
}

const WIDTH = Math.max(...ROWS.map(({ name }) => name.length));

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    peer: { type: 'string' },
    'peer-settings': { type: 'string', default: '{}' },
    json: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
});
const settings = JSON.parse(values['peer-settings']) as Record<string, unknown>;
const peer = values.peer === undefined ? undefined : { command: values.peer, settings };
const [load = 0] = loadavg();
if (!values.json && load > 1) {
  const cores = availableParallelism();
  console.log(`Load is ${load.toFixed(1)} on ${cores} cores: times are longer than on a machine at rest.`);
}
const lab = new Lab(Number(values.runs), peer);
const results: Result[] = [];
for (const row of ROWS.filter(({ name }) => name.includes(values.only))) {
  const result = await measure(row, lab, peer !== undefined);
  results.push(result);
  if (!values.json) console.log(line(result));
}
if (values.json) console.log(JSON.stringify(results, undefined, 2));
if (values.strict && results.some(({ verdict }) => verdict === 'OVER')) process.exitCode = 1;
