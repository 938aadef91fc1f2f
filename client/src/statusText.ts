import type { DocumentVersion, StatusParams } from '../../server/src/core/protocol.ts';

/** The status bar's text: the counts that are not zero, and the version in force; `isUnknown` if its schemas are not there. */
export function statusText(status: StatusParams, isUnknown = false): string {
  const counts = [
    status.errors > 0 ? `$(error) ${status.errors}` : '',
    status.warnings > 0 ? `$(warning) ${status.warnings}` : '',
    status.informations > 0 ? `$(info) ${status.informations}` : '',
  ].filter((part) => part !== '');
  const version = `Kubernetes ${status.kubernetesVersion}${isUnknown ? ' $(question)' : ''}`;
  return [version, ...(counts.length > 0 ? counts : ['$(pass)'])].join(' ');
}

/** A version and where it is from: `1.36 (staging)`. What stands for a symbol in texts of the status bar is taken as it is. */
export function versionText({
  kubernetesVersion,
  context,
}: Pick<StatusParams, 'kubernetesVersion' | 'context'>): string {
  return context === undefined
    ? kubernetesVersion
    : `${kubernetesVersion} (${context.replaceAll('$(', '$ (')})`;
}

/** Which version counts where the cursor is, why, and what a click does. */
export function versionInWords(kubernetesVersion: string, here: DocumentVersion | undefined): string {
  const notice = here?.notice === undefined ? '' : ` But ${here.notice}.`;
  return here?.isOwn
    ? `This document is checked against Kubernetes ${kubernetesVersion}, as a comment in it says.${notice} Click to choose the version of the others.`
    : `Checked against Kubernetes ${kubernetesVersion}.${notice} Click to choose another version.`;
}

/** The counts as a sentence's end: `2 errors and 1 warning`, `no findings`. */
export function countsInWords(counts: Pick<StatusParams, 'errors' | 'warnings' | 'informations'>): string {
  const parts = [
    counted(counts.errors, 'error'),
    counted(counts.warnings, 'warning'),
    counted(counts.informations, 'remark'),
  ].filter((part) => part !== '');
  if (parts.length === 0) return 'no findings';
  return parts.length === 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** `1 error`, `3 errors`; nothing for none. */
export function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
