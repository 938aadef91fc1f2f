import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { withQuery } from '../../resources/address.ts';
import type { Session } from '../../session.ts';
import { mistakenObject } from '../../transport/identity.ts';
import type { Step } from '../carryOut.ts';
import { metadataOf } from '../metadata.ts';
import type { Manifest } from './readManifests.ts';
import { withUid } from './withUid.ts';

/** The name under which the API server keeps what is applied from here. It is never changed, or fields would have no owner. */
export const MANAGER = 'kube-guardrails';

/**
 * The request that applies a manifest: what somebody wrote, checked strictly, and never forced over others
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/). Where there is an object, that one is meant and no other.
 */
export function stepFor(
  { text }: Manifest,
  path: string,
  before: Json | undefined,
  uid = uidOf(before),
): Step {
  const query = { fieldManager: MANAGER, fieldValidation: 'Strict' };
  const type = 'application/apply-patch+yaml';
  return {
    change: { method: 'PATCH', path: withQuery(path, query), type, body: withUid(text, uid) },
    action: 'applied',
    path,
    before,
  };
}

/** Why the server refused a manifest, as far as the text that somebody wrote is concerned. */
export async function refusalOf(
  session: Session,
  step: Step,
  manifest: Manifest,
  failure: ClusterFailure,
): Promise<ClusterFailure> {
  return ofOwnUid(failure, manifest) ?? withOwnLines(session, step, manifest, failure);
}

/** A uid that somebody left in a manifest means an object that may be long gone. */
function ofOwnUid({ status = {} }: ClusterFailure, { root }: Manifest): ClusterFailure | undefined {
  const uid = root.at('metadata', 'uid').written;
  const mistaken = mistakenObject(status);
  if (uid === undefined || !mistaken) return undefined;
  const what = mistaken === 'gone' ? 'no object' : 'another object';
  const message = `The manifest means the object with the uid ${uid}, and ${what} has this name.`;
  return new ClusterFailure('conflict', message, 'Take "uid" out of its metadata.', { status });
}

/** What the server says of lines is to be true of the text as somebody wrote it. */
async function withOwnLines(
  { connection }: Session,
  { change }: Step,
  { text }: Manifest,
  failure: ClusterFailure,
): Promise<ClusterFailure> {
  if (change.body === text || !/\bline \d/.test(failure.message)) return failure;
  try {
    await connection.dryRun({ ...change, body: text });
  } catch (error) {
    if (error instanceof ClusterFailure) return error;
    throw error;
  }
  return failure;
}

export function uidOf(object: Json | undefined): string | undefined {
  return object && metadataOf(object).uid;
}
