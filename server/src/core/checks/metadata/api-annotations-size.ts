import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { annotationMaps } from './labelPlaces.ts';

/** 256 KiB, keys and values together: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/. */
const MAX_BYTES = 262_144;

export default defineCheck({
  id: 'api-annotations-size',
  title: 'The annotations of an object take at most 256 KiB',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ resource, pod, report }) {
    for (const map of annotationMaps(resource, pod)) {
      const bytes = sizeOf(map);
      if (bytes > MAX_BYTES)
        report(
          map,
          `these annotations take ${bytes} bytes, but at most ${MAX_BYTES} are allowed: move data to a ConfigMap`,
        );
    }
  },
});

function sizeOf(map: Field): number {
  let characters = 0;
  const texts = map.entries().flatMap((entry) => [String(entry.key), entry.string ?? '']);
  for (const text of texts) characters += text.length;
  if (characters * 3 <= MAX_BYTES) return characters;
  let bytes = 0;
  for (const text of texts) bytes += utf8Length(text);
  return bytes;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}
