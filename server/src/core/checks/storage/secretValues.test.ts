import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../../test/harness/check.ts';
import { decode, decodedSize, encode, isBase64 } from './base64.ts';

describe('base64', () => {
  it.each(['', 'd2Vi', 'd2U=', 'dw==', 'd2\nVi', 'd2V='])('reads %j', (text) => {
    expect(isBase64(text)).toBe(true);
  });

  it.each(['d2V', 'd2V===', 'd=Vi', 's3cr3t!', 'd2Vi d2Vi', 'd2-_', '===='])('refuses %j', (text) => {
    expect(isBase64(text)).toBe(false);
  });

  it.each(['', 'w', 'we', 'web', 'Größe', '{"auths":{}}'])('writes and reads %j', (text) => {
    expect(encode(text)).toBe(Buffer.from(text).toString('base64'));
    expect(decode(encode(text))).toBe(text);
    expect(decodedSize(encode(text))).toBe(Buffer.from(text).length);
  });
});

describe('values that are filled in or decrypted later', () => {
  it.each(['${PASSWORD}', '<path:secret/data/web#password>', 'ENC[AES256_GCM,data:abc]', '{{ password }}'])(
    'leaves %s alone',
    (value) => {
      const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\ndata:\n  password: "${value}"\n`;
      expect(new TestRun(text).findings(['api-secret-type-keys'])).toEqual([]);
    },
  );
});
