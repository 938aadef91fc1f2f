import type { ReadResult } from '../../io/files.ts';
import { MAX_BYTES, decode } from '../../io/files.ts';

/** All of standard input, unless it is too large or no text. */
export async function readStdin(input: AsyncIterable<Buffer | string> = process.stdin): Promise<ReadResult> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of input) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > MAX_BYTES) return { problem: 'too large' };
    parts.push(bytes);
  }
  return decode(Buffer.concat(parts));
}
