import type { Session } from '../session.ts';
import type { Preview } from './approval.ts';

/** What a preview is about; the session says the rest. */
export interface About extends Pick<
  Preview,
  'title' | 'namespace' | 'details' | 'action' | 'changes' | 'openings'
> {
  /** What is typed where something has to be: the name of the object, or of the namespace or context where there are several. */
  readonly name: string;
  /** Typed whatever the policy of the context is. */
  readonly isGrave?: boolean;
}

/** What somebody has to see, and in a protected context to type, before anything is changed. */
export function previewFor(
  { context, policy }: Session,
  { name, isGrave = false, ...about }: About,
): Preview {
  const { user, cluster } = context;
  const acting = user.impersonate?.user;
  return {
    ...about,
    context: context.name,
    server: cluster.server,
    user: acting === undefined ? user.name : `${user.name}, acting as ${acting}`,
    ...(isGrave || policy === 'protected' ? { mustType: name } : {}),
  };
}

/** The lines of a preview: what happens where, and what to know of it. */
export function previewText({ context, server, user, namespace, details }: Preview): string {
  const place = [
    `Context: ${context}`,
    `Server: ${server}`,
    ...(user === '' ? [] : [`User: ${user}`]),
    namespace === undefined ? 'Namespace: none (cluster-wide)' : `Namespace: ${namespace}`,
  ];
  // Details that have nothing in front of their first empty line need no second one.
  return [...place, ...(details.length > 0 ? ['', ...details] : [])].join('\n').replaceAll(/\n{3,}/g, '\n\n');
}
