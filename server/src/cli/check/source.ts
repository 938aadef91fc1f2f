import type { Resource } from '../../core/manifest/resource.ts';

/**
 * The file that a rendered document was made from: `helm template` names it in a comment in front of the object, Kustomize in an
 * annotation (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/#originannotations).
 * `start`: where the document starts in its file.
 */
export function sourceOf(text: string, start: number, resource: Resource | undefined): string | undefined {
  const comments = leadingComments(text, start);
  const helm = /^# Source: (\S.*?)\s*$/m.exec(comments)?.[1];
  if (helm !== undefined) return helm;
  const origin = resource?.root.at('metadata', 'annotations', 'config.kubernetes.io/origin').string;
  return origin && /^(?:path|configuredIn): (\S.*?)\s*$/m.exec(origin)?.[1];
}

/** What stands in front of the first line that is no comment; of very long comments, the beginning. */
function leadingComments(text: string, start: number): string {
  return /^(?:(?:---[^\n]*|#[^\n]*|[ \t\r]*)\n)*/.exec(text.slice(start, start + 2000))?.[0] ?? '';
}
