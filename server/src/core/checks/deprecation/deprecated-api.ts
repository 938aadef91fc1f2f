import { formatVersion } from '../../kinds/versions.ts';
import { set } from '../../manifest/edit.ts';
import { RETIRED_APIS } from '../../schema/facts/apis.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { migration } from './migrations.ts';

export default defineCheck({
  id: 'deprecated-api',
  title: 'Objects use API versions that the target version serves and keeps',
  category: 'deprecation',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: true },
  aliases: {
    'kube-linter': ['no-extensions-v1beta'],
    'kube-score': ['stable-version'],
    trivy: ['KSV-0107'],
  },
  check({ resource, environment, report }) {
    const { apiVersion, kind, root } = resource;
    const api = RETIRED_APIS.get(`${apiVersion}/${kind}`);
    if (!api || environment.version < api.deprecatedIn) return;
    const { removedIn, replacement } = api;
    const removed = removedIn !== undefined && environment.version >= removedIn;
    const field = root.at('apiVersion');
    const state = removed
      ? `was removed in Kubernetes ${formatVersion(removedIn)}`
      : `is deprecated since Kubernetes ${formatVersion(api.deprecatedIn)}${removedIn === undefined ? '' : ` and will be gone in ${formatVersion(removedIn)}`}`;
    const target = replacement && environment.version >= replacement.since ? replacement : undefined;
    const advice = target
      ? `use ${target.apiVersion}${target.kind ? ` ${target.kind}` : ''}`
      : replacement
        ? `${replacement.apiVersion} comes with ${formatVersion(replacement.since)}`
        : `nothing replaces it${removed ? '' : ' so far'}`;
    const more = target && !target.kind ? migration(resource) : undefined;
    const fixes: Fix[] =
      target && more
        ? [
            {
              title: `Change to \`${target.apiVersion}\``,
              safe: true,
              edits: () => [...set(field, target.apiVersion), ...more()],
            },
          ]
        : [];
    report(field, `${kind} of ${apiVersion} ${state}: ${advice}`, {
      fixes,
      tags: ['deprecated'],
      ...(removed ? { severity: 'error' as const } : {}),
    });
  },
});
