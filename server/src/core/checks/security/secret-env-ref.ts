import { defineCheck } from '../check.ts';
import { envVars } from '../workload/envSources.ts';

export default defineCheck({
  id: 'secret-env-ref',
  title: 'Secrets are mounted as files and not given as environment variables',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: null,
  aliases: { 'kube-linter': ['read-secret-from-env-var'], checkov: ['CKV_K8S_35'] },
  check({ target, report }) {
    for (const entry of envVars(target)) {
      const reference = entry.at('valueFrom', 'secretKeyRef');
      if (!reference.exists) continue;
      const what = entry.at('name').written ?? 'this variable';
      report(reference, `${what} shows a Secret to whoever sees the environment: mount it as a file`);
    }
    for (const source of target.at('envFrom').items()) {
      const reference = source.at('secretRef');
      if (!reference.exists) continue;
      report(reference, 'a whole Secret becomes environment variables: mount it as files');
    }
  },
});
