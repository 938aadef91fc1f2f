import { ClusterFailure } from '../failure.ts';
import type { Approval, Change } from './approval.ts';
import type { Policy } from './policy.ts';
import { refusal } from './policy.ts';

/** What stands below every command: no change passes that the policy of its context forbids, or that nobody has seen before. */
export class Guard {
  readonly #context: string;
  readonly #policy: () => Policy;

  constructor(context: string, policy: () => Policy) {
    this.#context = context;
    this.#policy = policy;
  }

  /** Throws unless the change may be made. */
  change(change: Change, approval: Approval | undefined): void {
    this.#pass(approval, approval?.coversChange(this.#context, change) ?? false);
  }

  /** Throws unless the way into a pod may be opened. */
  opening(path: string, approval: Approval | undefined): void {
    if (this.#policy() === 'normal') return;
    this.#pass(approval, approval?.coversPath(this.#context, path) ?? false);
  }

  /** Throws where a path that is read leads on into a pod or a Service, where reading may do anything. */
  reading(path: string): void {
    const policy = this.#policy();
    if (policy === 'normal' || !leadsOn(path)) return;
    throw policy === 'readOnly' ? refusal(this.#context) : untyped(this.#context);
  }

  /** Throws where a change cannot be tried without making it: what leads on into a pod or a Service knows no dry run. */
  trial({ path }: Change): void {
    if (leadsOn(path)) throw new Error(`no dry run: ${path}`);
  }

  #pass(approval: Approval | undefined, isCovered: boolean): void {
    const policy = this.#policy();
    if (policy === 'readOnly') throw refusal(this.#context);
    if (!isCovered) throw new Error(`nobody approved this for "${this.#context}"`);
    if (policy === 'protected' && !approval?.wasTyped) throw untyped(this.#context);
  }
}

function untyped(context: string): ClusterFailure {
  const message = `The context "${context}" is protected and no name was typed: nothing was sent.`;
  return new ClusterFailure('policy', message, 'Try again.');
}

/** However its letters are written. */
function leadsOn(path: string): boolean {
  return LEADS_ON.test(
    (path.split('?')[0] ?? '').replaceAll(/%[2-7][0-9a-f]/gi, (code) => decodeURIComponent(code)),
  );
}

const LEADS_ON = /\/(?:pods|services|nodes)\/[^/]+\/(?:proxy|exec|attach|portforward)(?:\/|$)/;
