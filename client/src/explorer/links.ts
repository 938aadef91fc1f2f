/** Who answers for an object, and where to read on. */
export interface Link {
  readonly label: string;
  /** What is opened; without it, there is only something to read. */
  readonly url?: string;
  readonly text: string;
}

/** Annotations with a meaning of their own (https://ambassadorlabs.github.io/k8s-for-humans/). */
const HUMAN = 'a8r.io/';
const LABELS = [
  'owner',
  'description',
  'runbook',
  'documentation',
  'logs',
  'performance',
  'uptime',
  'incidents',
  'bugs',
  'chat',
  'support',
  'repository',
  'dependencies',
];
/** `title|URL` or a URL (https://argo-cd.readthedocs.io/en/stable/user-guide/external-url/). */
const ARGO = 'link.argocd.argoproj.io/';

/** Reads owner and links from annotations. Only addresses on the web can be opened. */
export function linksOf(annotations: Readonly<Record<string, string>> = {}): readonly Link[] {
  const human = LABELS.flatMap((name) => {
    const value = annotations[`${HUMAN}${name}`];
    return value === undefined || value === '' ? [] : [linkOf(name, value)];
  });
  const argo = Object.entries(annotations).flatMap(([key, value]) => {
    if (!key.startsWith(ARGO)) return [];
    const bar = value.indexOf('|');
    const title = bar > 0 ? value.slice(0, bar) : key.slice(ARGO.length);
    return [linkOf(title.trim(), value.slice(bar + 1))];
  });
  return [...human, ...argo];
}

function linkOf(name: string, value: string): Link {
  const text = oneLine(value);
  const label = oneLine(name.charAt(0).toUpperCase() + name.slice(1));
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url && (url.protocol === 'https:' || url.protocol === 'http:');
  // An address that carries a login could pass for another host.
  return isWeb && url.username === '' && url.password === ''
    ? { label, url: url.href, text: url.href }
    : { label, text };
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}
