import { ClusterFailure } from '../failure.ts';

/** A request that changes something, as it will be sent. */
export interface Change {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query, but without `dryRun`. */
  readonly path: string;
  /** Content type of the body; JSON where it is left out. */
  readonly type?: string;
  /** Sent as it is where it is a text. */
  readonly body?: unknown;
}

/** A way into a pod that lets somebody do anything there. */
export interface Opening {
  readonly subresource: 'exec' | 'attach' | 'portforward';
  readonly namespace: string;
  /** Left out where the pods of an owner take turns. */
  readonly pod?: string;
}

/** What somebody is shown before anything is changed. */
export interface Preview {
  /** One line: what is about to happen. */
  readonly title: string;
  readonly context: string;
  /** Of the API server. */
  readonly server: string;
  readonly user: string;
  /** Missing where what is changed lies in none. */
  readonly namespace?: string;
  /** One fact each: dependants, owners that will make it anew, volumes whose data dies. */
  readonly details: readonly string[];
  /** What has to be typed to go on. */
  readonly mustType?: string;
  /** What the button says: a verb. */
  readonly action: string;
  readonly changes: readonly Change[];
  readonly openings?: readonly Opening[];
}

/** Somebody has seen a preview and said yes. The way to a cluster lets only what was previewed pass. */
export class Approval {
  readonly #preview: Preview;

  /** Throws where what has to be typed was not. */
  constructor(preview: Preview, typed?: string) {
    if (preview.mustType !== undefined && typed !== preview.mustType) {
      const message = `"${preview.mustType}" was not typed: nothing was sent.`;
      throw new ClusterFailure('policy', message, 'Try again, and type the name as it is shown.');
    }
    this.#preview = preview;
  }

  get wasTyped(): boolean {
    return this.#preview.mustType !== undefined;
  }

  /** Whether just this request was previewed, for this context. */
  coversChange(context: string, change: Change): boolean {
    return this.#preview.context === context && this.#preview.changes.includes(change);
  }

  coversPath(context: string, path: string): boolean {
    const { openings = [] } = this.#preview;
    return (
      this.#preview.context === context &&
      openings.some(({ subresource, namespace, pod }) => {
        const found = OPENING.exec(path.split('?')[0] ?? '');
        const [, inNamespace = '', name = '', what] = found?.map(decodeURIComponent) ?? [];
        return inNamespace === namespace && what === subresource && (pod === undefined || pod === name);
      })
    );
  }
}

const OPENING = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/([^/]+)$/;
