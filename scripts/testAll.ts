/**
 * `npm test`: every check of the code and every suite, one after the other, and their sum as the last line.
 * Arguments name further suites to run: `npm test -- test:oracles`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { NOTHING, parseSummary, sum, summaryLine, type Counts } from './summary.ts';

/** npm scripts that have to succeed. They count only when they fail. */
const STEPS = ['build', 'typecheck', 'lint', 'format:check', 'knip'];

/** npm scripts that end with the summary line. */
const SUITES = [
  'test:unit',
  'test:cli',
  'test:protocol',
  'test:host',
  'test:e2e',
  'test:corpus',
  'test:truth',
  'test:cluster',
  ...process.argv.slice(2),
];

interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly counts: Counts;
}

async function run(name: string, isSuite: boolean): Promise<Outcome> {
  console.log(`\n=== ${name}`);
  const started = performance.now();
  const { output, code } = await npmRun(name);
  const found = isSuite ? parseSummary(output) : NOTHING;
  const counts = found ?? NOTHING;
  // A failure that the counts do not show: a step, or a suite that broke off.
  const hidden = (code !== 0 || found === undefined) && counts.failed === 0;
  const seconds = (performance.now() - started) / 1000;
  return { name, seconds, counts: hidden ? { ...counts, failed: 1 } : counts };
}

function npmRun(name: string): Promise<{ output: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', name], {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, KUBE_GUARDRAILS_BUILT: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const print = (part: Buffer) => {
      output += part.toString();
      process.stdout.write(part);
    };
    child.stdout.on('data', print);
    child.stderr.on('data', print);
    child.once('error', reject);
    child.once('close', (code) => resolve({ output, code }));
  });
}

const outcomes: Outcome[] = [];
for (const name of STEPS) outcomes.push(await run(name, false));
for (const name of SUITES) outcomes.push(await run(name, true));

console.log();
for (const { name, seconds, counts } of outcomes) {
  const result = SUITES.includes(name) ? summaryLine(counts) : counts.failed > 0 ? 'failed' : 'ok';
  console.log(`${name.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s  ${result}`);
}
const total = sum(outcomes.map(({ counts }) => counts));
console.log(summaryLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
