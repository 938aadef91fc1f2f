import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import { pageLink } from '../pages.ts';

export const EXPLAIN = 'kubeGuardrails.explain';

/** Opens a check's page in editors that have no such command of their own. */
export const explain: Feature = (session) => {
  const { connection, client } = session;
  if (client.pageLink !== undefined || !client.showsDocuments) return {};
  connection.onExecuteCommand(
    guarded(session, 'workspace/executeCommand', async ({ command, arguments: given }) => {
      const id: unknown = given?.[0];
      if (command === EXPLAIN && typeof id === 'string') {
        await connection.window.showDocument({ uri: pageLink(id, undefined) });
      }
      return null;
    }),
  );
  return { executeCommandProvider: { commands: [EXPLAIN] } };
};
