import type { ResourceType } from '../../cluster/resources/discovery.ts';
import type { RowList, RowQuery } from '../../cluster/resources/rowList.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Session } from '../../cluster/session.ts';
import { categoryOf, pluralOf } from '../categories.ts';
import type { Look, Tree } from '../node.ts';
import { ListNode } from './listNode.ts';
import { ObjectNode } from './objectNode.ts';

/** All objects of a kind, in one namespace, in all, or without one. */
export class KindNode extends ListNode {
  readonly id: string;
  readonly look: Look;
  readonly #type: ResourceType;
  readonly #namespace: string | undefined;

  constructor(session: Session, tree: Tree, parent: string, type: ResourceType, namespace?: string) {
    super(session, tree);
    const { group, resource } = type;
    this.id = `${parent}/${group}/${resource}`;
    this.#type = type;
    this.#namespace = namespace;
    const isCustom = categoryOf(type) === 'Custom';
    this.look = { label: pluralOf(type), ...(isCustom ? { description: group } : {}), kind: 'kind' };
  }

  protected async queries(): Promise<readonly RowQuery[]> {
    const namespace = this.#namespace;
    return [{ type: this.#type, ...(namespace === undefined ? {} : { namespace }) }];
  }

  protected shows(): boolean {
    return true;
  }

  protected node(row: Row, list: RowList): ObjectNode {
    const showsNamespace = this.#namespace === undefined && this.#type.namespaced;
    return new ObjectNode(this.session, this.tree, this.id, { type: this.#type, row, list, showsNamespace });
  }
}
