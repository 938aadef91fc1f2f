import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { isFilledIn } from '../../syntax/names.ts';

/** The mapping of a ConfigMap or Secret in which values are text, and the one in which they are base64. */
export interface ConfigData {
  readonly text: Field;
  readonly base64: Field;
}

/** What a ConfigMap or Secret holds; `undefined` for other kinds. */
export function configData({ group, kind, root }: Resource): ConfigData | undefined {
  if (group !== '') return undefined;
  if (kind === 'ConfigMap') return { text: root.at('data'), base64: root.at('binaryData') };
  return kind === 'Secret' ? { text: root.at('stringData'), base64: root.at('data') } : undefined;
}

/** Whether a value waits to be filled in or decrypted, so that what stands there now says nothing (envsubst, SOPS, Argo CD vault plugin). */
export function isPending(text: string, { root }: Resource): boolean {
  return root.at('sops').exists || isFilledIn(text);
}
