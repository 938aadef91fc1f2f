import type { ReadResult } from '../../io/files.ts';
import { MAX_BYTES, decode } from '../../io/files.ts';

/**
 * All of standard input, unless it is too large or no text. Nothing at all is what a shell passes on from a program that failed;
 * `kubectl apply -f -` refuses it, too.
 */
export async function readStdin(input: AsyncIterable<Buffer | string> = process.stdin): Promise<ReadResult> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of input) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > MAX_BYTES) return { problem: 'too large' };
    parts.push(bytes);
  }
  const result = decode(Buffer.concat(parts));
  return result.text?.trim() === '' ? { problem: 'empty' } : result;
}
