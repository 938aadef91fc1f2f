import { defineCheck } from '../check.ts';
import { reportMismatch } from './mismatch.ts';

export default defineCheck({
  id: 'ephemeral-storage-mismatch',
  title: 'The ephemeral-storage limit is what is requested',
  category: 'resources',
  severity: 'off',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-score': ['container-ephemeral-storage-request-equals-limit'] },
  check: (context) => reportMismatch(context, 'ephemeral-storage', 'ephemeral-storage-unset'),
});
