import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** The lines of a stream, without their ends, as they come. A last line without an end counts; one that is too long comes in pieces. */
export async function* linesOf(stream: Readable, longest = Infinity): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const part of stream) {
    const lines = decoder.write(part as Buffer).split('\n');
    lines[0] = rest + (lines[0] ?? ''); // what was there before is not searched again
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longest) {
      yield rest;
      rest = '';
    }
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}
