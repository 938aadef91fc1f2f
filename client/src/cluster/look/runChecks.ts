import type { Session } from '../session.ts';
import { checkable } from './checkable.ts';
import type { Problem } from './checkReport.ts';
import type { FoundObjects } from './readObjects.ts';

/** What the language server is asked. */
export interface CheckRequest {
  readonly texts: readonly string[];
  readonly kubernetesVersion?: string;
}

/** Has objects of a cluster checked. Only masked copies of them leave this process. */
export async function runChecks(
  session: Session,
  { objects }: FoundObjects,
  ask: (request: CheckRequest) => Promise<readonly Problem[]>,
): Promise<readonly Problem[]> {
  const version = await versionOf(session);
  const texts = objects.map(({ object }) => checkable(object));
  return ask({ texts, ...(version === undefined ? {} : { kubernetesVersion: version }) });
}

/** Such as `1.36`; some providers add a plus sign to the number. */
async function versionOf({ connection }: Session): Promise<string | undefined> {
  const { major = '', minor = '' } = await connection.json<{ major?: string; minor?: string }>({
    path: '/version',
  });
  const text = `${major}.${/^\d*/.exec(minor)?.[0] ?? ''}`;
  return /^\d+\.\d+$/.test(text) ? text : undefined;
}
