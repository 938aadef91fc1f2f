import type { ClusterFailure } from '../../failure.ts';
import { decodingSayings } from '../../verdict/decoding.ts';

/** Why the server refused an object, field by field where it could not read it. */
export function refusedText({ message }: ClusterFailure): string {
  if (!message.includes('failed to create typed')) return message;
  const said = decodingSayings(message).map(({ message: what, paths: [path = ''] }) =>
    path === '' ? what : `${path.replace(/^\./, '')}: ${what}`,
  );
  return said.length === 0 ? message : said.join('; ');
}
