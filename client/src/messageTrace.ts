import * as vscode from 'vscode';
import { SECTION } from '../../server/src/core/settings.ts';

/**
 * The log, as the language client wants it for tracing. The client traces only into a channel at level Trace;
 * this one claims that level while `kubeGuardrails.trace.server` asks for messages, and writes them at a level that shows.
 */
export function messageTrace(
  log: vscode.LogOutputChannel,
  subscriptions: vscode.Disposable[],
): vscode.LogOutputChannel {
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const level = (): vscode.LogLevel => (isTraced() ? vscode.LogLevel.Trace : log.logLevel);
  subscriptions.push(
    changed,
    log.onDidChangeLogLevel(() => changed.fire(level())),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) changed.fire(level());
    }),
  );
  return new Proxy({} as vscode.LogOutputChannel, {
    get(_, name) {
      if (name === 'logLevel') return level();
      if (name === 'onDidChangeLogLevel') return changed.event;
      const value: unknown = Reflect.get(log, name === 'trace' && isTraced() ? 'info' : name);
      return typeof value === 'function' ? value.bind(log) : value;
    },
  });
}

const SETTING = `${SECTION}.trace.server`;

function isTraced(): boolean {
  return vscode.workspace.getConfiguration().get<string>(SETTING, 'off') !== 'off';
}
