import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'warn-deprecated-annotation',
  title: 'Pods use fields where annotations no longer work',
  category: 'deprecation',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ pod, environment, report }) {
    if (!pod) return;
    for (const entry of pod.metadata.at('annotations').entries()) {
      const key = String(entry.key);
      const field = Object.hasOwn(REPLACED, key) ? REPLACED[key] : undefined;
      const profile = field ? undefined : profileOf(key, pod);
      if (field) {
        report(entry, `this annotation does nothing: use \`${field}\``, {
          onKey: true,
          tags: ['deprecated'],
          fixes: [{ title: 'Remove the annotation', safe: true, edits: () => remove(entry) }],
        });
      } else if (
        profile &&
        !profile.exists &&
        !environment.partial &&
        environment.version >= since(profile)
      ) {
        if (saysSame(entry, profile, pod)) continue;
        const isSeccomp = profile.key === 'seccompProfile';
        const state = isSeccomp
          ? 'does nothing since Kubernetes 1.27'
          : 'is deprecated since Kubernetes 1.30';
        report(entry, `this annotation ${state}: use \`${profile.key}\``, {
          onKey: true,
          tags: ['deprecated'],
          // Without a spec there is no place for it yet.
          fixes: pod.spec.isMap ? moveFix(entry, profile) : [],
        });
      }
    }
  },
});

/** Source: https://kubernetes.io/docs/reference/labels-annotations-taints/. */
const REPLACED: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'priorityClassName',
  'security.alpha.kubernetes.io/sysctls': 'securityContext.sysctls',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'securityContext.sysctls',
};

const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const OF_CONTAINER = {
  'container.seccomp.security.alpha.kubernetes.io': 'seccompProfile',
  'container.apparmor.security.beta.kubernetes.io': 'appArmorProfile',
} as const;

/** The field that has taken the place of an annotation, if it is about a profile. */
function profileOf(key: string, { spec, containers }: PodTemplate): Field | undefined {
  if (key === SECCOMP) return spec.at('securityContext', 'seccompProfile');
  for (const [prefix, field] of Object.entries(OF_CONTAINER)) {
    if (!key.startsWith(`${prefix}/`)) continue;
    const container = containers.find(({ name }) => name === key.slice(prefix.length + 1));
    return container?.field.at('securityContext', field);
  }
  return undefined;
}

/** What the pod says of AppArmor may already say the same for all its containers. */
function saysSame(entry: Field, profile: Field, { spec }: PodTemplate): boolean {
  const own = spec.at('securityContext', String(profile.key));
  const { type, localhostProfile } = parseProfile(entry.string ?? '') ?? {};
  return (
    profile.key === 'appArmorProfile' &&
    type !== undefined &&
    own.at('type').string === type &&
    own.at('localhostProfile').string === localhostProfile
  );
}

function since(profile: Field): number {
  return profile.key === 'seccompProfile' ? 27 : 30;
}

/** Writes the profile of the annotation into the field. */
function moveFix(entry: Field, profile: Field): Fix[] {
  const value = parseProfile(entry.string ?? '');
  if (!value) return [];
  const edits: Fix['edits'] = () => [...remove(entry), ...set(profile, { ...value })];
  return [{ title: `Move to \`${profile.key}\``, safe: false, edits }];
}

interface Profile {
  readonly type: string;
  readonly localhostProfile?: string;
}

function parseProfile(text: string): Profile | undefined {
  if (text.startsWith('localhost/'))
    return { type: 'Localhost', localhostProfile: text.slice('localhost/'.length) };
  const type = Object.hasOwn(TYPES, text) ? TYPES[text] : undefined;
  return type === undefined ? undefined : { type };
}

const TYPES: Readonly<Record<string, string>> = {
  'runtime/default': 'RuntimeDefault',
  'docker/default': 'RuntimeDefault',
  unconfined: 'Unconfined',
};
