import { defineCheck } from '../check.ts';
import { reportMissing } from './containerResources.ts';

export default defineCheck({
  id: 'ephemeral-storage-unset',
  title: 'Containers have an ephemeral-storage limit',
  category: 'resources',
  severity: 'off',
  scope: 'object',
  on: 'container',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-score': ['container-ephemeral-storage-request-and-limit'] },
  // A limit is a request, too, so the limit is all that can be missing.
  check: (context) => reportMissing(context, 'limits', 'ephemeral-storage', '1Gi'),
});
