import type { AnyCheck } from '../../../server/src/core/checks/check.ts';
import { presetLevel } from '../../../server/src/core/checks/config/presets.ts';
import { CHECKS } from '../../../server/src/core/checks/index.ts';
import { Diagnoser } from '../../../server/src/core/diagnose.ts';
import { Workspace } from '../../../server/src/core/workspace.ts';
import { testConfig } from '../../harness/check.ts';
import type { Level } from './admission.ts';

const workspace = new Workspace();
const uris = new Map<string, string>();

/** Every text is read once, whatever the standards and versions. */
function uriOf(text: string): string {
  let uri = uris.get(text);
  if (uri === undefined) {
    uri = `file:///truth/${uris.size}/pod.yaml`;
    uris.set(text, uri);
    workspace.set(uri, text);
  }
  return uri;
}

/** Says which checks find something in a text with nothing on but the preset of a standard. */
export function standard(level: Level, minor: number): (text: string) => string[] {
  return idsWith((check) => presetLevel([`pss-${level}`], check) === 'error' && isGuardrail(check), minor);
}

function isGuardrail({ basis = 'guardrail' }: AnyCheck): boolean {
  return basis === 'guardrail';
}

/** Says which of the chosen checks find something in a text with no others on. */
export function idsWith(isOn: (check: AnyCheck) => boolean, minor: number): (text: string) => string[] {
  const checks = CHECKS.map((check) => [check.id, isOn(check) ? 'warning' : 'off']);
  const config = testConfig({ checks: Object.fromEntries(checks), version: `1.${minor}` });
  const diagnoser = new Diagnoser(CHECKS, config, (id, error) => {
    throw new Error(`${id} failed`, { cause: error });
  });
  return (text) => [...new Set(diagnoser.diagnose(workspace, uriOf(text)).map(({ id }) => id))];
}

/** What admission calls that which a check finds. */
export const REASONS: Readonly<Record<string, readonly string[]>> = {
  'apparmor-profile': ['forbidden AppArmor profile'],
  'capabilities-beyond-baseline': ['non-default capabilities', 'unrestricted capabilities'],
  'capabilities-drop-all': ['unrestricted capabilities'],
  'dangerous-capabilities': ['non-default capabilities', 'unrestricted capabilities'],
  'docker-sock': ['hostPath volumes', 'restricted volume types'],
  'host-ipc': ['host namespaces'],
  'host-network': ['host namespaces'],
  'host-path-volume': ['hostPath volumes', 'restricted volume types'],
  'host-pid': ['host namespaces'],
  'host-port': ['hostPort'],
  'privilege-escalation': ['allowPrivilegeEscalation != false'],
  'privileged-container': ['privileged'],
  'probe-host-set': ['probe or lifecycle host'],
  'restricted-proc-mount': ['procMount'],
  'restricted-volume-types': ['restricted volume types'],
  'run-as-non-root': ['runAsNonRoot != true'],
  'run-as-user-root': ['runAsUser=0'],
  'seccomp-profile-missing': ['seccompProfile'],
  'seccomp-unconfined': ['seccompProfile'],
  'selinux-options': ['seLinuxOptions'],
  'sensitive-host-mount': ['hostPath volumes', 'restricted volume types'],
  'unsafe-proc-mount': ['procMount'],
  'unsafe-sysctls': ['forbidden sysctls'],
  'windows-host-process': ['hostProcess'],
};

/** Objections of admission that go without a finding of their own beside another one of the same cause. */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  'allowPrivilegeEscalation != false': ['privileged-container'],
  'non-default capabilities': ['privileged-container'],
  'unrestricted capabilities': ['privileged-container'],
  hostPort: ['host-network'], // the API server fills in the ports
  'runAsNonRoot != true': ['run-as-user-root'],
  seccompProfile: ['privileged-container'],
};

/** Findings for which admission has no objection. From 1.23 on it asks for the user; a node never starts root without root. */
export function unfounded(ids: readonly string[], reasons: readonly string[], minor: number): string[] {
  return ids.filter((id) => {
    if (id === 'run-as-user-root' && minor < 23) return false;
    return !(REASONS[id] ?? []).some((reason) => reasons.includes(reason));
  });
}

/** Objections of admission for which we have no finding. */
export function unfound(ids: readonly string[], reasons: readonly string[]): string[] {
  const found = new Set(ids.flatMap((id) => REASONS[id] ?? []));
  return reasons.filter(
    (reason) => !found.has(reason) && !(COVERED[reason] ?? []).some((id) => ids.includes(id)),
  );
}
