import type { Change } from '../change/approval.ts';
import { ClusterFailure } from '../failure.ts';

/** A request as it goes out. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly accept?: string;
  /** Content type of the body. */
  readonly type?: string;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds until the answer must begin. */
  readonly timeout?: number;
  /** Something is different afterwards, so it is not sent twice. */
  readonly isChange?: boolean;
}

/** The server gives a change up after 60 s, webhooks and all. */
export const CHANGE_TIMEOUT = 65_000;

/**
 * A change as it goes out; `isDry` has the server go through all of it but keep nothing
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run). The options in the body of a DELETE beat those in its query, so
 * there it is said in both.
 */
export function requestOf({ method, path, type, body }: Change, isDry: boolean): Request {
  if (/[?&]dryRun=/i.test(path)) throw new Error(`not to be said by who asks: ${path}`);
  if (method === 'DELETE' && !isDry && !namesOne(body)) throw new Error(`not one object: DELETE ${path}`);
  const options = method === 'DELETE' ? { apiVersion: 'v1', kind: 'DeleteOptions', ...asObject(body) } : body;
  const sent = method === 'DELETE' && isDry ? { ...asObject(options), dryRun: ['All'] } : options;
  return {
    method,
    path: isDry ? `${path}${path.includes('?') ? '&' : '?'}dryRun=All` : path,
    ...(type === undefined ? {} : { type }),
    ...(sent === undefined ? {} : { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
    timeout: CHANGE_TIMEOUT,
    isChange: !isDry,
  };
}

/** Whether a deletion says which object it means, so that it can hit neither another one nor a whole collection. */
function namesOne(body: unknown): boolean {
  const { preconditions } = asObject(body) as { readonly preconditions?: { readonly uid?: unknown } };
  return typeof preconditions?.uid === 'string' && preconditions.uid !== '';
}

/**
 * Throws where a part of a path is empty, "." or "..": such a part falls away on its way to the server
 * (https://url.spec.whatwg.org/#double-dot-path-segment), and what was one object becomes all of its kind, or its namespace.
 */
export function checkPath(path: string): void {
  const [place = ''] = path.split('?');
  const wrong = place
    .slice(1)
    .split(/[/\\]/)
    .find((part) => /^(?:\.|%2e){0,2}$/i.test(part));
  if (wrong === undefined || place === '/') return;
  throw new ClusterFailure(
    'invalid',
    `"${wrong}" cannot be the name of an object or of a namespace: nothing was sent.`,
    'Correct the name.',
  );
}

/** Whether a request may have reached the server before it failed. */
export function mayHaveArrived(error: unknown): boolean {
  if (error instanceof ClusterFailure) return error.kind === 'timeout';
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'connect') return false; // nothing was sent
  return CUT.has(code) || code.startsWith('HPE_');
}

/** Codes of connections that end while they are used. */
const CUT = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);

/**
 * Whether an answer leaves open what became of a change: the server, or what it keeps its objects in, gave up waiting, or it is no answer of
 * the server but of a gateway in between. A webhook that is not there is asked before anything is made.
 */
export function leavesOpen(code: number, { message, status }: ClusterFailure): boolean {
  if (code < 500 || message.includes('failed calling webhook')) return false;
  const isForeign = status?.message === undefined;
  return isForeign || code === 504 || /etcdserver|timed out|deadline exceeded/.test(message);
}

/** A change that was cut: nobody here knows whether it was made. */
export function uncertain(failure: ClusterFailure): ClusterFailure {
  return new ClusterFailure(
    'uncertain',
    `${failure.message} Whether the change was made is not known.`,
    'Look at the object before you try again.',
    { cause: failure },
  );
}

function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {};
}
