/** Collects what comes within some milliseconds after the first, to be handed on at once. */
export function together<T>(
  within: number,
  handOn: (items: readonly T[]) => void,
): { readonly add: (item: T) => void; readonly flush: () => void } {
  const waiting: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const items = waiting.splice(0);
    if (items.length > 0) handOn(items);
  };
  const add = (item: T): void => {
    waiting.push(item);
    timer ??= setTimeout(flush, within);
  };
  return { add, flush };
}
