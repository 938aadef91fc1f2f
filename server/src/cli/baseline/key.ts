import { createHash } from 'node:crypto';
import type { PlacedFinding } from '../../core/checks/finding.ts';
import type { Field } from '../../core/manifest/field.ts';
import type { Resource } from '../../core/manifest/resource.ts';
import { objectName } from '../formats/report.ts';

/** What a finding is known by from one run to the next, wherever its lines have moved. */
export interface FindingKey {
  readonly file: string;
  /** `Deployment shop/web`, '' if it is about no object. */
  readonly object: string;
  readonly check: string;
  /** The field, its list items by name where they have one; the message of what is about no field. */
  readonly at: string;
}

/** `file` is what the file is called. */
export function findingKey({ id, resource, path, message }: PlacedFinding, file: string): FindingKey {
  return {
    file,
    object: resource ? objectName(resource) : '',
    check: id,
    at: resource && path !== '' ? namedPath(resource, path) : message,
  };
}

/** One line for each key, as the key of a map. */
export function keyText({ file, object, check, at }: FindingKey): string {
  return JSON.stringify([file, object, check, at]);
}

/** Gives each finding in turn a fingerprint of its own: equal keys are told apart by their number. */
export function fingerprints(): (key: FindingKey) => string {
  const seen = new Map<string, number>();
  return (key) => {
    const text = keyText(key);
    const number = seen.get(text) ?? 0;
    seen.set(text, number + 1);
    return createHash('sha256').update(`${text}${number}`).digest('hex');
  };
}

/** `spec.containers[web].image` for `spec.containers[0].image`: items change places more often than names. */
function namedPath({ root }: Resource, path: string): string {
  let field: Field = root;
  return path.replace(TOKEN, (token: string, index: string | undefined, name: string | undefined) => {
    if (index !== undefined && field.isSeq) {
      field = field.at(Number(index));
      return `[${field.at('name').string ?? '*'}]`;
    }
    field = field.at(index ?? name ?? token.replace(/^\./, ''));
    return token;
  });
}

/** `[0]`, `[app.kubernetes.io/name]` or `.spec`. */
const TOKEN = /\[(\d+)\]|\[([^\]]*)\]|\.?[^.[\]]+/g;
