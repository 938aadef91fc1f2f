/**
 * Whether a text may hold a Kubernetes object: an `apiVersion` and a `kind` as keys, in YAML or JSON.
 * Cheap on purpose, without a parser: it decides whether anything of ours starts at all. The parser has the last word.
 */
export function mayHoldManifest(text: string): boolean {
  return API_VERSION.test(text) && KIND.test(text);
}

const API_VERSION = /(?:^|[\s{,"'-])apiVersion["']?[ \t]*:/m;
const KIND = /(?:^|[\s{,"'-])kind["']?[ \t]*:/m;
