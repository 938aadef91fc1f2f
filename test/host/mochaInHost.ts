import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What becomes of each test, in the order in which they ran. */
export type Report = readonly {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  readonly error?: string;
}[];

/** Called by the extension host; runs the file that the environment names. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: Silent });
  mocha.addFile(variable('HOST_TEST'));
  const report: Report[number][] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => report.push(entry('passed', test)));
    runner.on('fail', (test, error: Error) => report.push(entry('failed', test, error)));
    runner.on('pending', (test) => report.push(entry('skipped', test)));
  });
  writeFileSync(variable('HOST_TEST_REPORT'), JSON.stringify(report));
}

/** The report is printed outside of the editor. */
class Silent extends Mocha.reporters.Base {}

function entry(state: Report[number]['state'], test: Mocha.Runnable, error?: Error): Report[number] {
  const details = error ? { error: error.stack ?? error.message } : {};
  return { title: test.fullTitle(), state, ms: test.duration ?? 0, ...details };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
