import type { StatusParams } from '../../server/src/core/protocol.ts';

/** The status bar's text: the counts that are not zero, and the version in force. */
export function statusText(status: StatusParams): string {
  const counts = [
    status.errors > 0 ? `$(error) ${status.errors}` : '',
    status.warnings > 0 ? `$(warning) ${status.warnings}` : '',
    status.informations > 0 ? `$(info) ${status.informations}` : '',
  ].filter((part) => part !== '');
  return [`Kubernetes ${status.kubernetesVersion}`, ...(counts.length > 0 ? counts : ['$(pass)'])].join(' ');
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
