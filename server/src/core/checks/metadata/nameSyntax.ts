import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { isFilledIn } from '../../syntax/names.ts';
import type { Fix } from '../check.ts';

/**
 * The text of a name that is to be checked: of `generateName` what stands before the generated suffix, which may end with a
 * hyphen. `undefined` where nothing is written, or what another tool fills in (`${NAME}`, `<name>`).
 */
export function checkedName(field: Field): string | undefined {
  const text = field.string;
  if (!text || isFilledIn(text)) return undefined;
  if (field.key !== 'generateName' || text.length < 2 || !text.endsWith('-')) return text;
  return `${text.slice(0, -2)}a`;
}

/** The fix that writes the nearest valid name. Never safe: whatever refers to the name has to follow. */
export function renameFix(field: Field, dots: boolean, problem: (name: string) => string | undefined): Fix[] {
  const name = (field.string ?? '')
    .toLowerCase()
    .replaceAll(dots ? /[^-a-z0-9.]+/g : /[^-a-z0-9]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  if (name === '' || name === field.string || problem(name)) return [];
  const written = field.key === 'generateName' ? `${name}-` : name;
  return [{ title: `Rename to \`${written}\``, safe: false, edits: () => set(field, written) }];
}
