import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Session } from './session.ts';

export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export function logError(connection: Connection, what: string, error: unknown): void {
  connection.console.error(`${what} failed: ${stackOf(error)}`);
}

/**
 * A request handler that sees the newest texts and, if it fails, gives nothing and writes down which request and file it was.
 * A request that was cancelled before its turn is not worked on. `unsynced`: goes by the editor's text alone, so it need not wait
 * until the engine has read it.
 */
export function guarded<P, R>(
  { connection, checker }: Session,
  method: string,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
  { unsynced = false }: { readonly unsynced?: boolean } = {},
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    if (token.isCancellationRequested)
      throw new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'cancelled');
    try {
      if (!unsynced) checker.sync();
      return await handler(params, token);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      const uri = (params as { textDocument?: { uri?: string } }).textDocument?.uri ?? '';
      logError(connection, `${method} ${uri}`, error);
      throw new ResponseError<void>(ErrorCodes.InternalError, `${method} failed; the log says more`);
    }
  };
}
