import { names, sameField, sameVerdict, unnamed } from './compare.ts';
import type { Comparison } from './compare.ts';
import { EXPLAINED, OPEN } from './expectations.ts';
import type { Mutant } from './mutate.ts';
import type { Sample } from './objects.ts';

/** Shares from 0 to 1. */
export interface Agreement {
  readonly verdict: number;
  /** Among what the server rejects: an error of ours on a field that it names, or a reason for the difference. */
  readonly field: number;
  /** Among its warnings: objects on which we warn, too. */
  readonly warning: number;
}

export function agreement(all: readonly Comparison[]): Agreement {
  const rejected = all.filter(({ verdict }) => !verdict.accepted);
  const warned = all.filter(({ verdict }) => verdict.accepted && verdict.warnings.length > 0);
  return {
    verdict: share(all, (one) => sameVerdict(one) || isExplained(one)),
    field: share(rejected, (one) => sameField(one) || isExplained(one)),
    warning: share(warned, ({ warnings }) => warnings.length > 0),
  };
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.length === 0 ? 1 : all.filter(holds).length / all.length;
}

export function summary(title: string, all: readonly Comparison[]): string {
  const { verdict, field, warning } = agreement(all);
  const rejected = all.filter((one) => !one.verdict.accepted).length;
  return `${title}: ${all.length} objects, ${rejected} rejected by the API server; same verdict ${percent(verdict)}, same field ${percent(field)} of the rejected, warned as well ${percent(warning)}`;
}

/** Agreement by kind of mutation and by the server's reason, and what differs, the largest groups first. */
export function details(all: readonly Comparison[], limits: { groups: number; examples: number }): string {
  const differing = differences(all);
  const unwarned = unwarnedTexts(all);
  const alone = oursAlone(all);
  return [
    ...heading('By mutation'),
    ...table(groups(all, mutationOf), (group) => {
      const { verdict, field } = agreement(group);
      return `verdict ${percent(verdict)}  field ${percent(field)}`;
    }),
    ...heading("By the server's reason: an error of ours on the same field"),
    ...table(byReason(all), (group) => percent(share(group, ({ cause, one }) => names(cause, one.errors)))),
    ...heading('What differs', differing.length, limits.groups),
    ...differing
      .slice(0, limits.groups)
      .flatMap(([title, group]) => [
        `${String(group.length).padStart(5)}  ${title}${explanation(title)}`,
        ...group.slice(0, limits.examples).map(example),
      ]),
    ...heading('Warnings of the server without one of ours', unwarned.length, limits.groups),
    ...firsts(unwarned, limits.groups),
    ...heading('Errors and warnings of ours that the server does not share', alone.length, limits.groups),
    ...firsts(alone, limits.groups),
  ].join('\n');
}

function heading(title: string, count = 0, limit = Infinity): string[] {
  return ['', count > limit ? `${title} (the largest ${limit} of ${count} groups):` : `${title}:`];
}

function mutationOf({ sample }: Comparison): string {
  return 'mutation' in sample ? (sample as Mutant).mutation : 'none';
}

/** What is said of objects, with these, most frequent first. */
type Sayings = [text: string, of: Comparison[]][];

/** Texts of warnings on objects on which we say nothing. */
function unwarnedTexts(all: readonly Comparison[]): Sayings {
  return sayings(all, ({ warnings, verdict }) =>
    verdict.accepted && warnings.length === 0 ? verdict.warnings : [],
  );
}

function oursAlone(all: readonly Comparison[]): Sayings {
  return sayings(all, (one) => {
    const { verdict, warnings } = one;
    const extra = verdict.accepted && verdict.warnings.length === 0 ? warnings : [];
    return [...unnamed(one), ...extra].map(
      ({ id, severity, path, message }) => `${severity} ${id} at ${generic(path)}: ${message}`,
    );
  });
}

function sayings(all: readonly Comparison[], texts: (one: Comparison) => readonly string[]): Sayings {
  const found = new Map<string, Comparison[]>();
  for (const one of all) {
    for (const text of new Set(texts(one).map(anonymous))) {
      const known = found.get(text);
      if (known) known.push(one);
      else found.set(text, [one]);
    }
  }
  return [...found].toSorted(([, a], [, b]) => b.length - a.length);
}

/** Without names and values. */
function anonymous(text: string): string {
  return text.replaceAll(/"[^"]*"|\b\d+\b|\[[^\]]+\]/g, '_').slice(0, 110);
}

function firsts(texts: Sayings, limit: number): string[] {
  return texts.slice(0, limit).flatMap(([text, of]) => {
    return [`${String(of.length).padStart(5)}  ${text}`, ...of.slice(0, 1).map(example)];
  });
}

interface Objection {
  readonly cause: Comparison['verdict']['causes'][number];
  readonly one: Comparison;
}

function byReason(all: readonly Comparison[]): Map<string, Objection[]> {
  const objections = all.flatMap((one) => one.verdict.causes.map((cause) => ({ cause, one })));
  return groups(objections, ({ cause }) => cause.reason);
}

function differences(all: readonly Comparison[]): [string, Comparison[]][] {
  const different = all.filter((one) => !sameVerdict(one) || (!one.verdict.accepted && !sameField(one)));
  return [...groups(different, signature)].toSorted(([, a], [, b]) => b.length - a.length);
}

/** A difference of a kind that is listed with its reason counts as agreement. */
function isExplained(one: Comparison): boolean {
  return reasonOf(signature(one)) !== undefined;
}

/** Kinds of difference for which no reason is listed. */
export function unlisted(all: readonly Comparison[]): string[] {
  const listed = [...EXPLAINED, ...OPEN];
  return differences(all).flatMap(([title]) =>
    listed.some(({ group }) => group.test(title)) ? [] : [title],
  );
}

function reasonOf(title: string): string | undefined {
  return EXPLAINED.find(({ group }) => group.test(title))?.reason;
}

function explanation(title: string): string {
  const reason = reasonOf(title);
  if (reason !== undefined) return ` (explained: ${reason})`;
  const open = OPEN.find(({ group }) => group.test(title));
  return open ? ` (open: ${open.reason})` : '';
}

/** The same cause has the same signature, whatever the names and values. */
function signature({ sample, verdict, errors }: Comparison): string {
  if (verdict.accepted) return `accepted, but we report ${unique(errors.map(({ id }) => id))}`;
  const [cause] = verdict.causes;
  const ours =
    errors.length > 0
      ? `; we report ${unique(errors.map(({ id, path }) => `${id} at ${generic(path)}`))}`
      : '';
  if (OF_THE_SCHEMA.has(cause?.reason ?? '')) return `${cause?.reason}${ours}`;
  const field = generic(cause?.field ?? '');
  const kind = field.startsWith('metadata') ? 'any' : sample.kind;
  return `${cause?.reason} ${kind} ${field}: ${anonymous(cause?.message ?? '')}${ours}`;
}

const OF_THE_SCHEMA: ReadonlySet<string> = new Set(['WrongType', 'UnknownField', 'DuplicateField']);

function generic(path: string): string {
  return path.replaceAll(/\[[^\]]*\]/g, '[]') || '(no field)';
}

function example({ sample, verdict, errors }: Comparison): string {
  const said = verdict.causes[0]?.message ?? errors[0]?.message ?? '';
  return `           ${describe(sample)}: ${said.replaceAll('\n', ' ').slice(0, 160)}`;
}

/** Where an object comes from and what was changed in it. */
export function describe(sample: Sample): string {
  return 'what' in sample
    ? `${sample.name} [${(sample as Mutant).mutation} ${(sample as Mutant).what}]`
    : sample.name;
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts)].join(', ');
}

function groups<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const group = found.get(key(one));
    if (group) group.push(one);
    else found.set(key(one), [one]);
  }
  return found;
}

function table<T>(rows: ReadonlyMap<string, readonly T[]>, cells: (group: readonly T[]) => string): string[] {
  return [...rows]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name, group]) => `${String(group.length).padStart(5)}  ${name.padEnd(24)} ${cells(group)}`);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
