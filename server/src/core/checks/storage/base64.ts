const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Whether the API server can read a text as base64: the standard alphabet, padded, with line breaks anywhere. */
export function isBase64(text: string): boolean {
  const letters = plain(text);
  return letters.length % 4 === 0 && BASE64.test(letters);
}

/** How many bytes a base64 text stands for. */
export function decodedSize(text: string): number {
  const { length } = plain(text).replace(/=+$/, '');
  return Math.floor((length * 3) / 4);
}

/** The text that a base64 text stands for, read as UTF-8. */
export function decode(text: string): string {
  let [bits, count] = [0, 0];
  const bytes: number[] = [];
  for (const letter of plain(text).replace(/=+$/, '')) {
    bits = ((bits << 6) | ALPHABET.indexOf(letter)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** A text as base64 of its UTF-8 bytes. */
export function encode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const letters = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
    const used = Math.min(3, bytes.length - at) + 1;
    result += letters.map((letter, index) => (index < used ? ALPHABET[letter] : '=')).join('');
  }
  return result;
}

/** How many bytes a text has in UTF-8. */
export function byteSize(text: string): number {
  return new TextEncoder().encode(text).length;
}

function plain(text: string): string {
  return text.replaceAll(/[\r\n]/g, '');
}
