/**
 * Whether a text may hold a Kubernetes object: an `apiVersion` and a `kind` as keys, in YAML or JSON.
 * Cheap on purpose, without a parser: it decides whether anything of ours starts at all. The parser has the last word.
 */
export function mayHoldManifest(text: string): boolean {
  return API_VERSION.test(text) && KIND.test(text) && !isOtherJson(text);
}

/** OpenAPI documents and the like have these keys somewhere inside, are large, and take the YAML parser seconds. */
function isOtherJson(text: string): boolean {
  if (text.length < LARGE || !/^\s*\{/.test(text)) return false;
  try {
    const root = JSON.parse(text) as object;
    return !('apiVersion' in root && 'kind' in root);
  } catch {
    return false;
  }
}

const LARGE = 50_000;

const API_VERSION = /(?:^|[\s{,"'-])apiVersion["']?[ \t]*:/m;
const KIND = /(?:^|[\s{,"'-])kind["']?[ \t]*:/m;
