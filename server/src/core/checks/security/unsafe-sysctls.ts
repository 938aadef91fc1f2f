import type { Minor } from '../../kinds/versions.ts';
import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { isUnknown } from './securityContexts.ts';

export default defineCheck({
  id: 'unsafe-sysctls',
  title: 'Pods set only sysctls that touch nobody else',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['unsafe-sysctls'], trivy: ['KSV-0026'] },
  pss: 'baseline',
  check({ target, environment, report }) {
    for (const item of target.at('securityContext', 'sysctls').items()) {
      const field = item.at('name');
      if (!field.string || isUnknown(field)) continue;
      const since = SAFE.get(field.string);
      if (since !== undefined && since <= environment.version) continue;
      const message =
        since === undefined
          ? `${field.string} is no safe sysctl: nodes refuse the pod unless they allow it, so remove it`
          : `${field.string} is a safe sysctl from Kubernetes 1.${since} on, not before: remove it`;
      report(field, message, {
        fixes: [{ title: `Remove ${field.string}`, safe: false, edits: () => remove(item) }],
      });
    }
  },
});

/** Since which minor they are safe: https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls. */
const SAFE: ReadonlyMap<string, Minor> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
]);
