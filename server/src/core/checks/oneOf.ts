import type { Field } from '../manifest/field.ts';
import type { TextEdit } from '../text.ts';
import { set } from '../manifest/edit.ts';
import type { Fix } from './check.ts';
import { nearest } from './config.ts';
import { removeAll } from './services/removeAll.ts';

/** The entries of a mapping that are written, of these names and in their order. */
export function writtenOf(field: Field, names: readonly string[]): Field[] {
  return names.map((name) => field.at(name)).filter(({ exists }) => exists);
}

/** Whether a mapping has entries of other names: misspelt ones, which the schema reports. */
export function hasOthers(field: Field, names: readonly string[]): boolean {
  return field.entries().some(({ key, exists }) => exists && !names.includes(String(key)));
}

/** Fixes that keep one of several entries of which only one may stand. Which one is meant only the author knows. */
export function keepOne(fields: readonly Field[]): Fix[] {
  return fields.map((kept) => ({
    title: `Keep only \`${kept.key}\``,
    safe: false,
    edits: (): TextEdit[] => removeAll(fields.filter((field) => field !== kept)),
  }));
}

/** `a`, `b` and `c`, for messages. */
export function listed(names: readonly unknown[], word = 'and'): string {
  const quoted = names.map((name) => `\`${String(name)}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${word} ${last}`;
}

/** What a field with a word of a fixed list was meant to say: a hint for the message, and a fix, which is safe if only the case differs. */
export function spelling(
  field: Field,
  known: readonly string[],
): { readonly hint: string; readonly fixes: Fix[] } {
  const word = field.written ?? '';
  const same = known.find((one) => one.toLowerCase() === word.toLowerCase());
  const lower = same
    ? undefined
    : nearest(
        word,
        known.map((one) => one.toLowerCase()),
      );
  const near = same ?? known.find((one) => one.toLowerCase() === lower);
  if (!near) return { hint: `write ${listed(known, 'or')}`, fixes: [] };
  const edits = (): TextEdit[] => set(field, near);
  return {
    hint: `did you mean \`${near}\`?`,
    fixes: [{ title: `Change to \`${near}\``, safe: same !== undefined, edits }],
  };
}
