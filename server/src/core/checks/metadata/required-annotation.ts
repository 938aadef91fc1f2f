import { transformsOf } from '../../references/kustomized.ts';
import { defineCheck } from '../check.ts';
import { isObject, reportPairs } from './requiredPairs.ts';

export default defineCheck({
  id: 'required-annotation',
  title: 'Objects carry the annotations that are asked for',
  category: 'metadata',
  severity: 'off',
  scope: 'workspace',
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-linter': ['required-annotation-email'] },
  options: {
    annotations: {
      type: 'strings',
      default: [],
      description:
        'Annotations that objects have to carry: `email`, or with a regular expression for the whole value `email=.+@example[.]com`. Empty: none.',
    },
    kinds: { type: 'strings', default: [], description: 'Kinds that have to carry them. Empty: all.' },
  },
  check(context) {
    const { resource, workspace, slot, options } = context;
    if (!isObject(resource) || (options.kinds.length > 0 && !options.kinds.includes(resource.kind))) return;
    const { annotations } = transformsOf(workspace, slot.uri);
    reportPairs(
      resource.root.at('metadata', 'annotations'),
      context,
      options.annotations,
      'annotation',
      annotations,
    );
  },
});
