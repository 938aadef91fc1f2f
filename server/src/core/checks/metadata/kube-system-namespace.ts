import { defineCheck } from '../check.ts';
import { isNamespaced } from './builtin.ts';

export default defineCheck({
  id: 'kube-system-namespace',
  title: 'Objects stay out of kube-system',
  category: 'metadata',
  severity: 'off',
  scope: 'object',
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0037'] },
  check({ target, resource, report }) {
    if (resource.namespace !== 'kube-system' || !isNamespaced(resource)) return;
    // A Role can only be given where it is, and this one is of Kubernetes itself.
    if (target.at('roleRef', 'name').string === 'extension-apiserver-authentication-reader') return;
    report(
      target.at('metadata', 'namespace'),
      'kube-system is for what Kubernetes itself needs: use a namespace of your own',
    );
  },
});
