import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient/node';
import { crashBudget } from './crashBudget.ts';

/** Brings a crashed server back, quietly, until it crashes too often; then says what to do. */
export function restartHandler(): ErrorHandler {
  const mayRestart = crashBudget({ crashes: 4, minutes: 3 });
  return {
    error: (_error, _message, count) => ({
      action: count !== undefined && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      handled: true,
    }),
    closed: () =>
      mayRestart(Date.now())
        ? {
            action: CloseAction.Restart,
            message: 'The language server stopped and is started again.',
            handled: true,
          }
        : { action: CloseAction.DoNotRestart, message: GIVEN_UP },
  };
}

const GIVEN_UP =
  'Kube Guardrails: the language server stopped five times within three minutes, so it stays off. ' +
  'The log says why; "Kube Guardrails: Restart the Language Server" starts it again.';
