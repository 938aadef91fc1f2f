import { describe, expect, it } from 'vitest';
import { standard } from '../../../../../test/truth/podSecurity/ours.ts';

const TIGHT = 'allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }';
const PROFILE = 'seccompProfile: { type: RuntimeDefault }';

/** A pod that the restricted standard admits, but for what is added to it. */
function pod(spec: string, context = 'runAsNonRoot: true', container = TIGHT): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  ${spec}
  securityContext: { ${PROFILE}, ${context} }
  containers: [{ name: web, image: "example.com/web:1.4.2", securityContext: { ${container} } }]
`;
}

/** What the standards ask for or admit from a minor on (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
const CHANGES: readonly {
  readonly what: string;
  readonly level: 'baseline' | 'restricted';
  readonly id: string;
  readonly text: string;
  readonly admitted: (minor: number) => boolean;
}[] = [
  ...(
    [
      ['net.ipv4.tcp_syncookies', 0],
      ['net.ipv4.ip_local_reserved_ports', 27],
      ['net.ipv4.tcp_keepalive_time', 29],
      ['net.ipv4.tcp_rmem', 32],
      ['net.core.somaxconn', 99],
    ] as const
  ).map(([name, since]) => ({
    what: name,
    level: 'baseline' as const,
    id: 'unsafe-sysctls',
    text: pod('', `sysctls: [{ name: ${name}, value: "1" }]`),
    admitted: (minor: number) => minor >= since,
  })),
  {
    what: 'container_engine_t',
    level: 'baseline',
    id: 'selinux-options',
    text: pod('', 'seLinuxOptions: { type: container_engine_t }'),
    admitted: (minor) => minor >= 31,
  },
  {
    what: 'a host in a probe',
    level: 'baseline',
    id: 'probe-host-set',
    text: pod('', '', TIGHT).replace(
      'securityContext: { allow',
      'livenessProbe: { tcpSocket: { port: 80, host: 10.0.0.1 } }, securityContext: { allow',
    ),
    admitted: (minor) => minor < 34,
  },
  {
    what: 'all of /proc with own users, baseline',
    level: 'baseline',
    id: 'unsafe-proc-mount',
    text: pod('hostUsers: false', '', 'procMount: Unmasked'),
    admitted: (minor) => minor >= 35,
  },
  {
    what: 'root with own users',
    level: 'restricted',
    id: 'run-as-user-root',
    text: pod('hostUsers: false', 'runAsUser: 0'),
    admitted: (minor) => minor >= 35,
  },
  {
    what: 'no word of root with own users',
    level: 'restricted',
    id: 'run-as-non-root',
    text: pod('hostUsers: false', ''),
    admitted: (minor) => minor >= 35,
  },
  {
    what: 'Windows without what only Linux has',
    level: 'restricted',
    id: 'privilege-escalation',
    text: pod('os: { name: windows }', 'runAsNonRoot: true', ''),
    admitted: (minor) => minor >= 25,
  },
];

describe('standards of a version', () => {
  it.each(CHANGES)('$what', ({ level, id, text, admitted }) => {
    for (let minor = 22; minor <= 36; minor++) {
      const found = standard(level, minor)(text);
      expect(found.includes(id), `1.${minor}`).toBe(!admitted(minor));
    }
  });

  it('the restricted one always hides parts of /proc', () => {
    for (let minor = 22; minor <= 36; minor++) {
      const found = standard('restricted', minor)(pod('hostUsers: false', '', 'procMount: Unmasked'));
      expect(found.filter((id) => id.endsWith('proc-mount'))).toHaveLength(1);
    }
  });
});
