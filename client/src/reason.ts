/** Why something failed and, where that is known, what to do about it: failures on the way to a cluster say so. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Each bundle has a class of its own for them.
  const { message, advice } = error as Error & { readonly advice?: unknown };
  return typeof advice === 'string' && advice !== '' ? `${message} ${advice}` : message;
}
