import type { CancellationToken } from 'vscode-languageserver/node';
import { CHECK_WORKSPACE } from '../../core/protocol.ts';
import type { Feature } from '../features.ts';

/** Checks everything because the user asks for it. */
export const checkWorkspace: Feature = ({ connection, scans }) => {
  connection.onRequest(CHECK_WORKSPACE, async (...parameters: unknown[]) =>
    scans.now(parameters.at(-1) as CancellationToken),
  );
  return {};
};
