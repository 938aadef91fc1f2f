import { defineCheck } from '../check.ts';
import { reportPairs } from '../metadata/requiredPairs.ts';
import { claimTemplates } from './volumes.ts';

export default defineCheck({
  id: 'vct-annotation',
  title: 'Volume claim templates carry the annotations that are asked for',
  category: 'storage',
  severity: 'off',
  scope: 'object',
  kinds: ['StatefulSet'],
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  options: {
    annotations: {
      type: 'strings',
      default: [],
      description:
        'Annotations that every `volumeClaimTemplates` entry has to carry: `backup`, or with a regular expression for the whole value `backup=daily|never`. Empty: none.',
    },
  },
  check(context) {
    for (const claim of claimTemplates(context.resource))
      reportPairs(claim.at('metadata', 'annotations'), context, context.options.annotations, 'annotation');
  },
});
