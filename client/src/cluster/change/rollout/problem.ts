/** What stands in the way of a rollout. */
export interface Problem {
  /** Fields that cause it, as the API server writes them: the first that is written counts, else what is nearest to the first. */
  readonly paths: readonly string[];
  /** One word of Kubernetes, such as `ImagePullBackOff`. */
  readonly reason: string;
  readonly message: string;
  /** It does not pass by itself. */
  readonly isError: boolean;
}

/** Where the template of the Pods stands in an object of a kind. */
export function podSpecOf(kind: string): string {
  return kind === 'Pod' ? 'spec' : 'spec.template.spec';
}

/** Text of a cluster in one line, with its full stop. */
export function sentence(text: string): string {
  const line = plain(text).replaceAll(/\s+/g, ' ').trim().replace(/\.+$/, '');
  return line === '' ? '' : `${line}.`;
}

/** Without what would confuse whoever shows it. */
export function plain(text: string): string {
  return text.replaceAll(/[^\P{C}\n]/gu, ' ');
}
