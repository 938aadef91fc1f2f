/** What somebody says of an object: the API server, or a policy behind it. */
export interface Saying {
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** Who says so, where it is not the API server itself: a policy, a webhook, a quota. */
  readonly by?: string;
  /** Paths of the field in the API server's notation; the first that is there counts. None: the object as a whole. */
  readonly paths: readonly string[];
  /** A line of the text that was sent, from 1, and the key on it. */
  readonly line?: { readonly number: number; readonly key: string };
  /** Paths that may be meant; they count only if they are there. */
  readonly maybe?: readonly string[];
  /** The name of the field is meant, not its value. */
  readonly onKey?: boolean;
  /** What is wrong below the place, where this is a list or a mapping: a key or a value. */
  readonly within?: string;
  /** Values of which one may stand at the place. */
  readonly values?: readonly string[];
  /** What the JSON at the end of a path without indices is. */
  readonly type?: string;
  /** What is not as it has to be, where nobody says where that is. */
  readonly amiss?: 'quantity' | 'base64' | 'number';
  /** The server could not read the object, so that it looked at nothing else. */
  readonly isReading?: boolean;
  /** Said to a second question; what was said to the first at the same place counts. */
  readonly isSecond?: boolean;
  /** Id of the check whose page says more. */
  readonly check?: string;
  /** The cluster does not serve the kind, or not in this version. */
  readonly isOfKind?: boolean;
  /** The namespace that is not there. */
  readonly missingNamespace?: string;
}

/** The object of which something is said. */
export interface Subject {
  readonly kind: string;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
}

const POD_SPECS: Readonly<Record<string, string>> = {
  Pod: 'spec',
  PodTemplate: 'template.spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
};

/** Where the spec of its Pods lies in an object of a kind. */
export function podSpecPath({ kind }: Subject): string {
  return POD_SPECS[kind] ?? 'spec.template.spec';
}

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** The paths that a container of a name may have, and a field below it. */
export function containerPaths(subject: Subject, name: string, field = ''): string[] {
  const below = field === '' ? '' : `.${field}`;
  return CONTAINER_LISTS.map((list) => `${podSpecPath(subject)}.${list}[name="${name}"]${below}`);
}
