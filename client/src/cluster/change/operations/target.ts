import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Step } from '../carryOut.ts';
import { ownersOf } from '../owners.ts';

/** The object that is changed. */
export interface Target {
  readonly kind: string;
  readonly name: string;
  /** Missing where its kind lies in none. */
  readonly namespace: string | undefined;
  /** In the API. */
  readonly path: string;
}

/** Who changes what, and that the server shall not swallow a field that it does not know. */
export const MANAGER = 'fieldManager=kube-guardrails&fieldValidation=Strict';

/** Name and namespace, as a plan's preview has them. */
export function placeOf({ name, namespace }: Target): {
  readonly name: string;
  readonly namespace?: string;
} {
  return namespace === undefined ? { name } : { name, namespace };
}

/** A change of some fields of an object, or of a subresource of it; its uid is among them, so that no other object of the same name is meant. */
export function mergePatch(
  path: string,
  fields: Json,
  { action, before, subresource }: Pick<Step, 'action' | 'before'> & { readonly subresource?: string },
): Step {
  const type = 'application/merge-patch+json';
  const { uid } = asMap(before?.['metadata']) ?? {};
  const body = { ...fields, metadata: { ...asMap(fields['metadata']), uid } };
  const to = subresource === undefined ? path : `${path}/${subresource}`;
  return { change: { method: 'PATCH', path: `${to}?${MANAGER}`, type, body }, action, path, before };
}

/** What has to be known of everybody else who keeps an object as they want it. */
export async function ownerLines(session: Session, object: Json): Promise<readonly string[]> {
  return (await ownersOf(session, object)).map(({ text }) => text);
}

/** The command's words that choose the namespace. */
export function inNamespace(namespace: string | undefined): readonly string[] {
  return namespace === undefined ? [] : ['--namespace', namespace];
}

export function specOf(object: Json): Json {
  return asMap(object['spec']) ?? {};
}

/** A number of things in words: `1 Pod`, `3 Pods`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
