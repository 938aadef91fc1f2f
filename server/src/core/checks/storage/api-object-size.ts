import { defineCheck } from '../check.ts';
import { byteSize, decodedSize } from './base64.ts';
import { configData } from './configData.ts';

/** Source: https://kubernetes.io/docs/concepts/configuration/configmap/#motivation. */
const MEBIBYTE = 1024 * 1024;

export default defineCheck({
  id: 'api-object-size',
  title: 'A ConfigMap or Secret holds at most 1 MiB',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['ConfigMap', 'Secret'],
  on: 'object',
  fix: null,
  options: {
    bytes: {
      type: 'number',
      default: MEBIBYTE,
      description:
        'The most bytes that all values may have together. Lower it to 262144 for objects that `kubectl apply` writes, which keeps a copy in an annotation.',
    },
  },
  check({ resource, options, report }) {
    const data = configData(resource);
    // No text has more bytes than three for each UTF-16 unit.
    if (!data || resource.root.source.text.length * 3 <= options.bytes) return;
    const sizes = new Map<string, number>();
    for (const { key, written } of data.base64.entries()) sizes.set(String(key), decodedSize(written ?? ''));
    for (const { key, written } of data.text.entries()) sizes.set(String(key), byteSize(written ?? ''));
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    if (total <= options.bytes) return;
    const { root } = resource;
    const name = root.at('metadata', 'name');
    const message = `the values of this ${resource.kind} have ${total} bytes, but at most ${options.bytes} are allowed: split it, or mount the data from a volume`;
    report(root, message, { at: name.exists ? name : root.at('kind') });
  },
});
