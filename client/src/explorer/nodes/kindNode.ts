import type { ResourceType } from '../../cluster/resources/discovery.ts';
import { pluralOf } from '../../cluster/resources/plural.ts';
import type { RowList, RowQuery } from '../../cluster/resources/rowList.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Session } from '../../cluster/session.ts';
import { categoryOf } from '../categories.ts';
import type { Pin } from '../choices.ts';
import { kindPin } from '../choices.ts';
import type { Look, Tree } from '../node.ts';
import { ListNode } from './listNode.ts';
import { ObjectNode } from './objectNode.ts';

interface KindPlace {
  readonly type: ResourceType;
  /** Of a kind with namespaces: all of them, if missing. */
  readonly namespace?: string | undefined;
  /** Stands at the top of its context, and so says where its objects are. */
  readonly isShortcut?: boolean;
}

/** All objects of a kind, in one namespace, in all, or without one. */
export class KindNode extends ListNode {
  readonly id: string;
  readonly pin: Pin;
  readonly #type: ResourceType;
  readonly #namespace: string | undefined;
  readonly #isShortcut: boolean;

  constructor(session: Session, tree: Tree, parent: string, place: KindPlace) {
    super(session, tree);
    const { type, namespace, isShortcut = false } = place;
    this.id = `${parent}/${type.group}/${type.resource}`;
    this.pin = kindPin(session.context.name, type, namespace);
    this.#type = type;
    this.#namespace = namespace;
    this.#isShortcut = isShortcut;
  }

  get context(): string {
    return this.session.context.name;
  }

  get look(): Look {
    const type = this.#type;
    const place = this.#namespace ?? (type.namespaced ? 'all namespaces' : 'cluster-wide');
    const parts = [
      ...(categoryOf(type) === 'Custom' ? [type.group] : []),
      ...(this.#isShortcut ? [place] : []),
    ];
    return {
      label: pluralOf(type),
      ...(parts.length > 0 ? { description: parts.join(' · ') } : {}),
      ...(this.#isShortcut
        ? { icon: 'pinned', spoken: `Pinned: ${pluralOf(type)}, ${parts.join(', ')}` }
        : {}),
      kind: this.tree.choices.isPinned(this.pin) ? 'kind.pinned' : 'kind',
    };
  }

  protected override get emptyText(): string {
    return this.tree.choices.filter ? 'nothing that matches the filter' : super.emptyText;
  }

  protected async queries(): Promise<readonly RowQuery[]> {
    const namespace = this.#namespace;
    return [{ type: this.#type, ...(namespace === undefined ? {} : { namespace }) }];
  }

  protected shows(row: Row): boolean {
    return this.tree.choices.filter?.matches(row) ?? true;
  }

  protected node(row: Row, list: RowList): ObjectNode {
    const showsNamespace = this.#namespace === undefined && this.#type.namespaced;
    return new ObjectNode(this.session, this.tree, this.id, { type: this.#type, row, list, showsNamespace });
  }
}
