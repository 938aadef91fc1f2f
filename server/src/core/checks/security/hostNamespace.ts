import { remove } from '../../manifest/edit.ts';
import type { ObjectContext } from '../check.ts';

/** Reports a namespace of the host that a pod shares. */
export function reportShared(
  { target, report }: ObjectContext,
  key: 'hostNetwork' | 'hostPID' | 'hostIPC',
  effect: string,
): void {
  const field = target.at(key);
  if (field.value !== true) return;
  report(field, `${effect}: remove \`${key}\``, {
    fixes: [{ title: `Remove \`${key}\``, safe: false, edits: () => remove(field) }],
  });
}
