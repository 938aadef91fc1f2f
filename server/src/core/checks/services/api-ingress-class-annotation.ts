import { remove } from '../../manifest/edit.ts';
import { isIngressV1 } from './ingressPaths.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-ingress-class-annotation',
  title: 'The class of an Ingress stands in one place',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Ingress'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    if (!isIngressV1(resource)) return;
    const annotation = target.at('metadata', 'annotations', 'kubernetes.io/ingress.class');
    const field = target.at('spec', 'ingressClassName');
    if (annotation.string === undefined || field.string === undefined || annotation.string === field.string)
      return;
    report(
      annotation,
      `the class here is "${annotation.string}", but ingressClassName is "${field.string}": remove the annotation`,
      {
        related: [{ field, message: 'ingressClassName' }],
        fixes: [{ title: 'Remove the annotation', safe: false, edits: () => remove(annotation) }],
      },
    );
  },
});
