import { serverVersion } from '../resources/serverVersion.ts';
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
  const version = await serverVersion(session.connection);
  const texts = objects.map(({ object }) => checkable(object));
  return ask({ texts, ...(version === undefined ? {} : { kubernetesVersion: version }) });
}
