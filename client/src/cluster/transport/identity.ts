import type { Status } from '../failure.ts';

/** Why an object is not the one that a change named by its uid. */
export type Mistaken = 'another' | 'gone';

/**
 * Whether a refusal says that the object that was meant is not there any more. A deletion and an eviction name it in their preconditions
 * and are answered with a conflict; of a patch `metadata.uid` is a field that cannot be changed, or, where nothing is there, a conflict.
 */
export function mistakenObject({ message = '', details }: Status): Mistaken | undefined {
  if (/: uid mismatch: .*no existing object was found/.test(message)) return 'gone';
  if (/: (?:Precondition failed: UID in precondition: |the UID in the precondition \()/.test(message))
    return 'another';
  const causes = details?.causes ?? [];
  const isOfUid = causes.length > 0 && causes.every(({ field }) => field === 'metadata.uid');
  return isOfUid ? 'another' : undefined;
}

/** The same in words. */
export const MISTAKEN: Readonly<Record<Mistaken, string>> = {
  another:
    'Another object has its name by now: the one that was looked at was deleted, and one of the same name made since. It was left alone.',
  gone: 'It is gone: the object that was looked at was deleted meanwhile, and none was made in its place.',
};
