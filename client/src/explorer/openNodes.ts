import type { Node } from './node.ts';

/**
 * The rows that are open in the editor, and with that kept up to date. The editor says when one is closed, but not when one that is open
 * goes away: of that tells the tree.
 */
export class OpenNodes {
  readonly #open = new Set<Node>();
  readonly #released = new WeakSet<Node>();
  readonly #dropped = new WeakSet<Node>();

  async children(node: Node): Promise<readonly Node[]> {
    // The editor may still ask for what has just gone; nobody would ever close it.
    if (this.#dropped.has(node)) return [];
    this.#open.add(node);
    this.#released.delete(node);
    return (await node.children?.()) ?? [];
  }

  /** What was closed, with all below it, is no longer kept up to date. */
  close(parent: Node): void {
    this.#release((node) => isWithin(node, parent));
  }

  closeAll(): void {
    this.#release(() => true);
  }

  /** Whether what the editor remembers below a row that is opened again may be old. */
  reopen(node: Node): boolean {
    return this.#released.delete(node);
  }

  /** Ends what keeps a row up to date that is gone for good, and all below it. */
  drop(parent: Node): void {
    parent.release?.();
    this.#dropped.add(parent);
    for (const node of this.#release((one) => isWithin(one, parent))) this.#dropped.add(node);
  }

  #release(which: (node: Node) => boolean): readonly Node[] {
    const nodes = [...this.#open].filter(which);
    for (const node of nodes) {
      node.release?.();
      this.#open.delete(node);
      this.#released.add(node);
    }
    return nodes;
  }
}

/** By id and by context, as a name may begin with that of another context. */
function isWithin({ id, context }: Node, parent: Node): boolean {
  if (id === parent.id) return true;
  const isSame = context === undefined || parent.context === undefined || context === parent.context;
  return isSame && id.startsWith(`${parent.id}/`);
}
