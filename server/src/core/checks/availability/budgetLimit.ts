import { renameKey, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';

/** A fix that lets a PodDisruptionBudget give up one pod at a time, whatever limit it has now. */
export function oneAtATime(limit: Field): Fix {
  const rename = limit.key === 'maxUnavailable' ? [] : [limit];
  return {
    title: 'Set `maxUnavailable: 1`',
    safe: false,
    edits: () => [...rename.flatMap((field) => renameKey(field, 'maxUnavailable')), ...set(limit, 1)],
  };
}
