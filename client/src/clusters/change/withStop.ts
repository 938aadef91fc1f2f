import { setTimeout as pause } from 'node:timers/promises';
import type * as vscode from 'vscode';
import { announce } from '../../notice.ts';

/** What is quicker than this is not announced, in milliseconds: VS Code drops notices that come in floods, and the last one matters. */
const QUICK = 800;

/** Runs something that takes a while and that somebody may stop; the result is then what it has by that time. */
export async function withStop<T>(
  title: string,
  run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  let latest = '';
  let tell: ((message: string) => void) | undefined;
  const running = run(stop.signal, (message) => {
    latest = message;
    tell?.(message);
  });
  return announced(title, true, running, (report, token) => {
    token.onCancellationRequested(() => stop.abort());
    tell = report;
    if (latest !== '') report(latest);
  });
}

/** Runs something that takes a while and is not to be stopped in the middle. */
export async function withoutStop<T>(title: string, run: () => Promise<T>): Promise<T> {
  return announced(title, false, run(), () => undefined);
}

async function announced<T>(
  title: string,
  cancellable: boolean,
  running: Promise<T>,
  begin: (report: (message: string) => void, token: vscode.CancellationToken) => void,
): Promise<T> {
  const done = running.then(
    () => true,
    () => true,
  );
  if (await Promise.race([done, pause(QUICK, false, { ref: false })])) return running;
  return announce(title, { cancellable }, (report, token) => {
    begin(report, token);
    return running;
  });
}
