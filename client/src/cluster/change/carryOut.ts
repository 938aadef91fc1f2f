import { ClusterFailure } from '../failure.ts';
import type { Json } from '../look/comparable.ts';
import { asMap } from '../look/comparable.ts';
import type { Session } from '../session.ts';
import type { Changed } from '../transport/connection.ts';
import type { Approval, Change } from './approval.ts';
import type { Journal } from './journal.ts';
import { placeOf } from './journal/line.ts';
import type { Entry } from './journal/entry.ts';

/** One change and what the journal says of it. */
export interface Step {
  readonly change: Change;
  /** A verb in the past: `applied`, `deleted`, `scaled`. */
  readonly action: string;
  /** Path of the object that is changed. */
  readonly path: string;
  /** The object as it was; missing where there was none. */
  readonly before: Json | undefined;
}

/** `Deployment shop`, as texts name what a step changes. */
export function titleOfStep({ change, path, before }: Step): string {
  const { resource, name } = placeOf(path);
  const kind = (before ?? asMap(change.body))?.['kind'];
  return `${typeof kind === 'string' ? kind : resource} ${name}`;
}

/** Makes a change that was approved, and writes it down. Throws what the server says to it; a change that was cut is written down as such. */
export async function carryOut(
  { connection, context }: Session,
  journal: Journal,
  { change, action, path, before }: Step,
  approval: Approval,
): Promise<Changed<Json>> {
  const { name, cluster } = context;
  const where = { context: name, server: cluster.server };
  const record = (after: Json | undefined, outcome: Entry['outcome'], isUnseen = false): void => {
    const what = { action, path, before, after, outcome, ...(isUnseen ? { isUnseen } : {}) };
    journal.record({ time: Date.now(), ...where, ...what });
  };
  try {
    const changed = await connection.change<Json>(change, approval);
    const isGone = change.method === 'DELETE' || isStatus(before, changed.object);
    const isUnseen = !before && !isGone && !changed.isNew;
    record(isGone ? undefined : changed.object, 'done', isUnseen);
    return changed;
  } catch (error) {
    if (error instanceof ClusterFailure && error.kind === 'uncertain') record(undefined, 'uncertain');
    throw error;
  }
}

/** An eviction is answered with a Status: the Pod goes. What else is not the object itself, such as a Scale, the journal knows. */
function isStatus(before: Json | undefined, answer: Json): boolean {
  return before !== undefined && answer['kind'] === 'Status';
}
