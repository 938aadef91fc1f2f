import { isMap, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { PlacedDocument } from '../manifest/document.ts';
import type { Field } from '../manifest/field.ts';
import { podTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Span } from '../text.ts';

export interface SymbolNode {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'object' | 'container' | 'port' | 'key' | 'rule';
  /** All of it. Counted from the start of the file. */
  readonly span: Span;
  /** What is selected when it is chosen; lies in `span`. */
  readonly selection: Span;
  readonly children: readonly SymbolNode[];
}

/** What a file holds, for the outline and the breadcrumbs: its objects, their containers and ports, what Services and Ingresses open. */
export function documentSymbols(documents: readonly PlacedDocument[]): SymbolNode[] {
  return documents.flatMap(({ start, document }) =>
    document.resources.map((resource) => objectSymbol(resource, start)),
  );
}

function objectSymbol(resource: Resource, base: number): SymbolNode {
  const { kind, name, namespace, root } = resource;
  const writer = new Writer(base);
  const title = name === undefined ? kind : `${kind} ${name}`;
  const metadata = root.at('metadata', 'name');
  const selection = metadata.scalar ? metadata : root.at('kind');
  return writer.symbol(title, namespace ?? '', 'object', root, selection, [
    ...containers(resource, writer),
    ...parts(resource, writer),
  ]);
}

function containers(resource: Resource, writer: Writer): SymbolNode[] {
  return (podTemplate(resource)?.containers ?? []).map(({ field, name, role }) => {
    const image = field.at('image').written ?? '';
    const detail = role === 'app' ? image : `${role} ${image}`;
    const ports = field
      .at('ports')
      .items()
      .map((port) => portSymbol(port, 'containerPort', writer));
    return writer.symbol(name ?? 'container', detail.trim(), 'container', field, field.at('name'), ports);
  });
}

/** What else of a kind is looked for by name. */
function parts({ kind, root }: Resource, writer: Writer): SymbolNode[] {
  switch (kind) {
    case 'Service':
      return root
        .at('spec', 'ports')
        .items()
        .map((port) => portSymbol(port, 'port', writer));
    case 'Ingress':
      return root
        .at('spec', 'rules')
        .items()
        .map((rule) => {
          const host = rule.at('host');
          return writer.symbol(host.written ?? 'all hosts', '', 'rule', rule, host, []);
        });
    case 'ConfigMap':
    case 'Secret':
      return ['data', 'stringData', 'binaryData'].flatMap((section) =>
        root
          .at(section)
          .entries()
          .map((entry) => writer.symbol(String(entry.key), section, 'key', entry, undefined, [])),
      );
    case 'CustomResourceDefinition':
      return root
        .at('spec', 'versions')
        .items()
        .map((version) =>
          writer.symbol(version.at('name').written ?? '', '', 'key', version, version.at('name'), []),
        );
    default:
      return [];
  }
}

function portSymbol(port: Field, key: string, writer: Writer): SymbolNode {
  const number = port.at(key);
  const protocol = port.at('protocol').written ?? '';
  const name = [number.written, port.at('name').written].filter((part) => part !== undefined).join(' ');
  return writer.symbol(name, protocol, 'port', port, number, []);
}

class Writer {
  readonly #base: number;

  constructor(base: number) {
    this.#base = base;
  }

  symbol(
    name: string,
    detail: string,
    kind: SymbolNode['kind'],
    field: Field,
    selected: Field | undefined,
    children: readonly SymbolNode[],
  ): SymbolNode {
    const span = extentOf(field);
    const target = selected?.exists ? selected.span : (field.keySpan ?? field.span);
    const inside = target.start >= span.start && target.end <= span.end;
    const selection = inside ? target : { start: span.start, end: span.start };
    return {
      name: name === '' ? '-' : name,
      detail,
      kind,
      span: this.#shift(span),
      selection: this.#shift(selection),
      children: children.filter(
        ({ span: inner }) => inner.start >= span.start + this.#base && inner.end <= span.end + this.#base,
      ),
    };
  }

  #shift({ start, end }: Span): Span {
    return { start: start + this.#base, end: end + this.#base };
  }
}

/** From a field's key, or its value where it has none, to the end of what it holds. */
export function extentOf(field: Field): Span {
  const { start, end } = field.keySpan ?? {
    start: field.node?.range?.[0] ?? field.span.start,
    end: field.span.end,
  };
  return { start, end: Math.max(end, field.alias ? end : endOf(field.node)) };
}

/** The end of what a node shows, without the blank lines and comments behind it. */
function endOf(node: Node | undefined): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last: unknown = node.items.at(-1);
    const pair = last as { key?: Node; value?: Node | null } | undefined;
    if (isMap(node) && pair) return Math.max(endOf(pair.value ?? undefined), pair.key?.range?.[1] ?? 0);
    if (last) return endOf(last as Node);
  }
  return node?.range?.[1] ?? 0;
}
