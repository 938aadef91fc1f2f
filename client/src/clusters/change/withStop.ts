import * as vscode from 'vscode';

/** Runs something that takes a while and that somebody may stop; the result is then what it has by that time. */
export async function withStop<T>(
  title: string,
  run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    return run(stop.signal, (message) => progress.report({ message }));
  });
}
