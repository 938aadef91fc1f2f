/** What went wrong on the way to a cluster, as far as it changes what somebody can do about it. */
export type FailureKind =
  | 'config' // the kubeconfig does not fit together
  | 'plugin' // a credential plugin is missing or failed
  | 'certificate' // the server's certificate is not trusted
  | 'unreachable'
  | 'proxy'
  | 'timeout'
  | 'unauthorized' // 401
  | 'forbidden' // 403: a right is missing
  | 'denied' // admission said no: a policy, a webhook, a quota
  | 'invalid' // 400, 422: the object is not as it must be
  | 'conflict' // 409: it is there already, has changed meanwhile, or its fields belong to another manager
  | 'budget' // 429: a PodDisruptionBudget lets no Pod go at the moment
  | 'policy' // our own: the context is read-only or protected
  | 'uncertain' // a change was cut, and may have been made
  | 'notFound' // 404
  | 'gone' // 410: a watch is too old
  | 'upgrade' // a WebSocket was refused
  | 'server'; // any other answer that is no success

/** After these nothing else arrives either. */
export const ENDS: readonly FailureKind[] = [
  'unreachable',
  'timeout',
  'uncertain',
  'unauthorized',
  'certificate',
  'proxy',
  'plugin',
  'policy',
];

/** The body of an answer that is no success (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/). */
export interface Status {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: {
    readonly name?: string;
    readonly kind?: string;
    readonly group?: string;
    readonly causes?: readonly {
      readonly field?: string;
      readonly message?: string;
      readonly reason?: string;
    }[];
    readonly retryAfterSeconds?: number;
  };
}

/** A failure in plain words: what happened and what to do about it. */
export class ClusterFailure extends Error {
  readonly kind: FailureKind;
  /** What to do about it; one sentence. */
  readonly advice: string;
  readonly status: Status | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    advice: string,
    rest: { readonly status?: Status; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: rest.cause });
    this.name = 'ClusterFailure';
    this.kind = kind;
    this.advice = advice;
    this.status = rest.status;
  }
}

/** Whether there is nothing at an address as its kind or version is not served; else it is told what is missing there. */
export function isNotServed({ kind, status }: ClusterFailure): boolean {
  return kind === 'notFound' && status?.details?.name === undefined;
}
