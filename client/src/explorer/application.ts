import type { Row } from '../cluster/resources/table.ts';

/** Labels that name an application, the most telling first (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/). */
const LABELS = ['app.kubernetes.io/part-of', 'app.kubernetes.io/instance', 'app.kubernetes.io/name'] as const;

/** The application that an object belongs to, as far as its labels say. */
export function applicationOf({ labels }: Row): string | undefined {
  return LABELS.map((label) => labels?.[label]).find((name) => name !== undefined && name !== '');
}
