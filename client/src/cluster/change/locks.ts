/** Our own lock: an annotation whose value is the reason. */
export const LOCKED = 'kube-guardrails/locked';
const HELM = 'helm.sh/resource-policy';
const ARGO = 'argocd.argoproj.io/sync-options';
const KRUISE = 'policy.kruise.io/delete-protection';

/** Something that says that an object is not to be deleted. */
export interface Lock {
  readonly key: string;
  readonly kind: 'annotation' | 'label';
  /** Who reads it. */
  readonly by: string;
  readonly reason: string;
}

/** What is known of an object where it is asked for locks. */
export interface LockState {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether something goes with it: OpenKruise's `Cascading` holds only then. */
  readonly takesOthers?: boolean;
}

/**
 * The locks of an object: our own; those that Helm (https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource)
 * and Argo CD (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-resource-deletion) heed when they clean up; and
 * OpenKruise's label (https://openkruise.io/docs/user-manuals/deletionprotection).
 */
export function locksOf({ annotations = {}, labels = {}, takesOthers = false }: LockState): readonly Lock[] {
  const found: Lock[] = [];
  const reason = annotations[LOCKED];
  if (reason !== undefined) {
    found.push({
      key: LOCKED,
      kind: 'annotation',
      by: 'Kube Guardrails',
      reason: plain(reason) || 'no reason given',
    });
  }
  if (optionsOf(annotations).includes('Delete=false'))
    found.push({ key: ARGO, kind: 'annotation', by: 'Argo CD', reason: 'Delete=false' });
  // Helm itself takes it in any case and with blanks.
  if (annotations[HELM]?.trim().toLowerCase() === 'keep')
    found.push({ key: HELM, kind: 'annotation', by: 'Helm', reason: 'keep' });
  const kruise = labels[KRUISE];
  if (kruise === 'Always' || (kruise === 'Cascading' && takesOthers))
    found.push({ key: KRUISE, kind: 'label', by: 'OpenKruise', reason: kruise });
  return found;
}

/**
 * What Argo CD does with an object only after somebody has confirmed it
 * (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#resource-pruning-with-confirmation). It is no lock: whoever deletes
 * the object here sees it in the preview and types a name, which is such a confirmation.
 */
export function confirmedBefore({ annotations = {} }: LockState): readonly string[] {
  return optionsOf(annotations).filter((option) => option === 'Delete=confirm' || option === 'Prune=confirm');
}

/** Whether an annotation is or may hold a lock. */
export function isLockKey(key: string): boolean {
  return key === LOCKED || key === HELM || key === ARGO;
}

/** Metadata as it has to become so that the locks are gone; `null` takes a key away (https://www.rfc-editor.org/rfc/rfc7386). */
export function withoutLocks(
  locks: readonly Lock[],
  { annotations = {} }: LockState,
): Readonly<Record<string, Readonly<Record<string, string | null>>>> {
  const left = optionsOf(annotations).filter((option) => option !== 'Delete=false');
  const valueOf = ({ key }: Lock): string | null => (key === ARGO && left.length > 0 ? left.join(',') : null);
  const of = (kind: Lock['kind']) => locks.filter((lock) => lock.kind === kind);
  const changes = (kind: Lock['kind']) =>
    Object.fromEntries(of(kind).map((lock) => [lock.key, valueOf(lock)]));
  return {
    ...(of('annotation').length > 0 ? { annotations: changes('annotation') } : {}),
    ...(of('label').length > 0 ? { labels: changes('label') } : {}),
  };
}

/** `locked by Helm (helm.sh/resource-policy: keep)`. */
export function lockText({ by, key, reason }: Lock): string {
  return key === LOCKED ? `locked: ${reason}` : `locked for ${by} (${key}: ${reason})`;
}

function optionsOf(annotations: Readonly<Record<string, string>>): readonly string[] {
  return (annotations[ARGO] ?? '')
    .split(',')
    .map((option) => option.trim())
    .filter((option) => option !== '');
}

/** Reasons are written by people and come from clusters. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}
