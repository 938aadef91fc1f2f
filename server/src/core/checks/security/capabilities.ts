import type { Field } from '../../manifest/field.ts';
import { isUnknown } from './securityContexts.ts';

/** Capabilities that the baseline standard lets a container add (https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline). */
export const BASELINE: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** What a capability lets a container do to its node (https://man7.org/linux/man-pages/man7/capabilities.7.html). */
export const DANGEROUS: Readonly<Record<string, string>> = {
  ALL: 'gives every power of root on the node',
  BPF: 'loads programs into the kernel of the node',
  DAC_READ_SEARCH: 'reads every file of the node',
  MAC_ADMIN: 'changes what AppArmor and SELinux allow',
  MAC_OVERRIDE: 'steps over AppArmor and SELinux',
  NET_ADMIN: 'changes addresses, routes and firewall rules',
  SYS_ADMIN: 'is nearly root on the node',
  SYS_BOOT: 'restarts the node',
  SYS_MODULE: 'loads modules into the kernel of the node',
  SYS_PTRACE: 'reads and changes the memory of other processes',
  SYS_RAWIO: 'reads and writes the devices of the node',
  SYS_TIME: 'sets the clock of the node',
};

export interface Capability {
  readonly field: Field;
  readonly written: string;
  /** As the kernel's documentation has it, but without `CAP_`. */
  readonly name: string;
}

/** The capabilities that a container adds or drops. What something else fills in is left out. */
export function capabilities(container: Field, list: 'add' | 'drop'): Capability[] {
  return container
    .at('securityContext', 'capabilities', list)
    .items()
    .flatMap((field) => {
      const written = field.string;
      if (written === undefined || isUnknown(field)) return [];
      return [{ field, written, name: written.toUpperCase().replace(/^CAP_/, '') }];
    });
}

/** Whether something else fills in what a container drops. */
export function dropsUnknown(container: Field): boolean {
  const own = container.at('securityContext', 'capabilities');
  return [own, own.at('drop'), ...own.at('drop').items()].some(isUnknown);
}
