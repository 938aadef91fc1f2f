import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import * as vscode from 'vscode';

/** What becomes of each test, in the order in which they ran. */
export type Report = readonly {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  readonly error?: string;
}[];

/** Called by the extension host; runs the file that the environment names. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: function silent() {} as never });
  mocha.addFile(variable('HOST_TEST'));
  const report: Report[number][] = [];
  await new Promise<void>((resolve) => {
    const record = (state: Report[number]['state']) => (test: Mocha.Runnable, error?: Error) => {
      const ms = test.duration ?? 0;
      report.push({
        title: test.fullTitle(),
        state,
        ms,
        ...(error ? { error: error.stack ?? error.message } : {}),
      });
    };
    const runner = mocha.run(() => resolve());
    runner.on('pass', record('passed'));
    runner.on('fail', record('failed'));
    runner.on('pending', record('skipped'));
  });
  writeFileSync(variable('HOST_TEST_REPORT'), JSON.stringify(report));
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
