import type { ResourceType } from '../../cluster/resources/discovery.ts';
import { pluralOf } from '../../cluster/resources/plural.ts';
import type { RowList, RowQuery } from '../../cluster/resources/rowList.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Session } from '../../cluster/session.ts';
import { categoryOf } from '../categories.ts';
import type { Pin } from '../choices.ts';
import { kindPin } from '../choices.ts';
import type { Look, Tree } from '../node.ts';
import { EventNode, isEvent, newestFirst } from './eventNode.ts';
import { NO_EVENTS } from './eventsNode.ts';
import { ListNode } from './listNode.ts';
import { ObjectNode } from './objectNode.ts';

interface KindPlace {
  readonly type: ResourceType;
  /** Of a kind with namespaces: all of them, if missing. */
  readonly namespace?: string | undefined;
  /** Stands at the top of its context, and so says where its objects are. */
  readonly isShortcut?: boolean;
  /** Name of a codicon, where it stands beside rows that have one. */
  readonly icon?: string;
}

/** All objects of a kind, in one namespace, in all, or without one. */
export class KindNode extends ListNode {
  readonly id: string;
  readonly pin: Pin;
  readonly #type: ResourceType;
  readonly #namespace: string | undefined;
  readonly #isShortcut: boolean;
  readonly #icon: string | undefined;

  constructor(session: Session, tree: Tree, parent: string, place: KindPlace) {
    super(session, tree);
    const { type, namespace, isShortcut = false } = place;
    this.id = `${parent}/${type.group}/${type.resource}`;
    this.pin = kindPin(session.context.name, type, namespace);
    this.#type = type;
    this.#namespace = namespace;
    this.#isShortcut = isShortcut;
    this.#icon = isShortcut ? 'pinned' : place.icon;
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
      ...(this.#icon === undefined ? {} : { icon: this.#icon }),
      ...(this.#isShortcut ? { spoken: `Pinned: ${pluralOf(type)}, ${parts.join(', ')}` } : {}),
      kind: this.tree.choices.isPinned(this.pin) ? 'kind.pinned' : 'kind',
    };
  }

  protected override get emptyText(): string {
    if (this.tree.choices.filter) return 'nothing that matches the filter';
    return isEvent(this.#type) ? NO_EVENTS : super.emptyText;
  }

  protected async queries(): Promise<readonly RowQuery[]> {
    const namespace = this.#namespace;
    return [{ type: this.#type, ...(namespace === undefined ? {} : { namespace }) }];
  }

  protected shows(row: Row, _query: RowQuery, list: RowList): boolean {
    return this.tree.choices.filter?.matches(row, list.columns) ?? true;
  }

  protected override compare(a: Row, b: Row, list: RowList): number {
    return isEvent(this.#type) ? newestFirst(list.columns)(a, b) : super.compare(a, b, list);
  }

  protected node(row: Row, list: RowList): ObjectNode {
    const showsNamespace = this.#namespace === undefined && this.#type.namespaced;
    const place = { type: this.#type, row, list, showsNamespace };
    const Class = isEvent(this.#type) ? EventNode : ObjectNode;
    return new Class(this.session, this.tree, this.id, place);
  }
}
