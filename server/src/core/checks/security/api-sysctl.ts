import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';

export default defineCheck({
  id: 'api-sysctl',
  title: "Sysctls have valid names, stand once, and are not the host's",
  category: 'security',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ target, report }) {
    const first = new Map<string, Field>();
    for (const item of target.at('securityContext', 'sysctls').items()) {
      const field = item.at('name');
      const name = field.string;
      if (name === undefined || isFilledIn(name)) continue;
      const other = first.get(name);
      const host = hostNamespace(name);
      if (!isValid(name)) {
        report(field, `"${name}" cannot be the name of a sysctl: use lowercase words with '.' between them`);
      } else if (other) {
        const related = [{ field: other, message: 'it is set here first' }];
        report(field, `${name} is already set in this pod: set it once`, { related });
      } else {
        first.set(name, field);
        if (host && target.at(host).value === true)
          report(field, `with \`${host}: true\` the pod would set ${name} of its node: remove one of them`);
      }
    }
  },
});

const SEGMENT = /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;
const MAX_LENGTH = 253;

function isValid(name: string): boolean {
  return name.length <= MAX_LENGTH && name.split(/[./]/).every((segment) => SEGMENT.test(segment));
}

/** Source: https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls. */
function hostNamespace(name: string): 'hostNetwork' | 'hostIPC' | undefined {
  const dotted = /^[^./]*\//.test(name) ? name.replaceAll('/', '.') : name;
  if (dotted.startsWith('net.')) return 'hostNetwork';
  return dotted.startsWith('fs.mqueue.') || IPC.includes(dotted) ? 'hostIPC' : undefined;
}

const IPC = [
  'kernel.sem',
  'kernel.shm',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.msg',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
];
