import { transformsOf } from '../../references/kustomized.ts';
import { defineCheck } from '../check.ts';
import { isObject, reportPairs } from './requiredPairs.ts';

export default defineCheck({
  id: 'required-label',
  title: 'Objects carry the labels that are asked for',
  category: 'metadata',
  severity: 'off',
  scope: 'workspace',
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-linter': ['required-label-owner'] },
  options: {
    labels: {
      type: 'strings',
      default: [],
      description:
        'Labels that objects have to carry: `owner`, or with a regular expression for the whole value `tier=web|api|data`. Empty: none.',
    },
    kinds: { type: 'strings', default: [], description: 'Kinds that have to carry them. Empty: all.' },
  },
  check(context) {
    const { resource, workspace, slot, options } = context;
    if (!isObject(resource) || (options.kinds.length > 0 && !options.kinds.includes(resource.kind))) return;
    const { labels } = transformsOf(workspace, slot.uri);
    reportPairs(resource.root.at('metadata', 'labels'), context, options.labels, 'label', labels);
  },
});
