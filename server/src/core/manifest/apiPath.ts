import type { Field, Key } from './field.ts';

/** What an item of a list is known by, as in `containers[name="web"]`; without names it is a value of a list of values. */
export type Selector = readonly (readonly [name: string, value: unknown])[];

/** A step of a path. Words that were divided by dots alone may belong together: a key may have dots. */
export type Step =
  | { readonly word: string }
  | { readonly key: string }
  | { readonly index: number }
  | { readonly selector: Selector };

/**
 * Reads a path as the API server and those who speak through it write them: `spec.containers[0].image`,
 * `metadata.labels[app.kubernetes.io/name]`, `limits["cpu"]`, `.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"]`
 * (https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field#Path, https://pkg.go.dev/sigs.k8s.io/structured-merge-diff/v6/fieldpath)
 * or `/spec/containers/0/image` (https://www.rfc-editor.org/rfc/rfc6901).
 */
export function parseApiPath(path: string): Step[] {
  if (path.startsWith('/')) return path.split('/').filter(Boolean).map(pointerStep);
  const steps: Step[] = [];
  let at = 0;
  while (at < path.length) {
    if (path[at] === '[') {
      const end = endOfBracket(path, at);
      steps.push(bracketStep(path.slice(at + 1, end)));
      at = end + 1;
    } else {
      // A key that starts with a dot has two before it.
      const [text = '', word = ''] = /^\.?(\.?[^.[]*)/.exec(path.slice(at)) ?? [];
      if (word !== '') steps.push({ word });
      at += text.length || 1;
    }
  }
  return steps;
}

function pointerStep(part: string): Step {
  const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d+$/.test(key) ? { index: Number(key) } : { key };
}

/** Where a bracket closes; those in quotes do not count. */
function endOfBracket(path: string, start: number): number {
  let [quoted, depth] = [false, 0];
  for (let at = start; at < path.length; at++) {
    if (path[at] === '\\' && quoted) at++;
    else if (path[at] === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (path[at] === '[') depth++;
    else if (path[at] === ']' && --depth === 0) return at;
  }
  return path.length;
}

function bracketStep(text: string): Step {
  if (/^\d+$/.test(text)) return { index: Number(text) };
  const pairs = [...text.matchAll(/(?:^|,)([\w-]*)=("(?:[^"\\]|\\.)*"|[^,]*)/g)];
  if (pairs.length > 0 && /^[\w-]*=/.test(text))
    return { selector: pairs.map(([, name = '', value = '']) => [name, parsed(value)]) };
  return { key: String(parsed(text.replaceAll(/^'|'$/g, '"'))) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A place that a path may mean, and how many of its steps lead to what is not there. */
export interface Reached {
  readonly field: Field;
  readonly missing: number;
}

/** A list of lists of lists would lead to too many places. */
const MOST = 200;

/** The places that a path may mean: several where indices were left out on its way. What is not there stays behind the last thing that is. */
export function follow(root: Field, steps: readonly Step[]): Reached[] {
  const [step, ...rest] = steps;
  if (!step) return [{ field: root, missing: 0 }];
  const next = children(root, step, steps);
  if (next.length === 0) return [{ field: root, missing: steps.length }];
  const reached = next.flatMap(({ field, used }) => follow(field, used === 1 ? rest : steps.slice(used)));
  return reached.slice(0, MOST);
}

interface Child {
  readonly field: Field;
  /** How many steps lead there. */
  readonly used: number;
}

function children(field: Field, step: Step, steps: readonly Step[]): Child[] {
  if ('selector' in step)
    return selected(field.items(), step.selector).map((item) => ({ field: item, used: 1 }));
  if ('index' in step)
    return field.isSeq ? present(field, step.index, 1) : present(field, String(step.index), 1);
  if ('key' in step) return present(field, step.key, 1);
  if (field.isSeq) {
    const all = field.items();
    const having = all.filter((item) => children(item, step, steps).length > 0);
    return (having.length > 0 || all.length > 1 ? having : all).map((item) => ({ field: item, used: 0 }));
  }
  return word(field, step.word, steps);
}

function present(field: Field, key: Key, used: number): Child[] {
  const child = field.at(key);
  return child.pair || child.node ? [{ field: child, used }] : [];
}

/** A key: with as many of the words behind it as belong to it, or written in other letters, as Go names fields. */
function word(field: Field, name: string, steps: readonly Step[]): Child[] {
  const words = steps.map((one) => ('word' in one ? one.word : undefined));
  const end = words.indexOf(undefined);
  const dotted = end < 0 ? words : words.slice(0, end);
  for (let count = dotted.length; count > 0; count--) {
    const found = present(field, dotted.slice(0, count).join('.'), count);
    if (found.length > 0) return found;
  }
  const alike = field.entries().find(({ key }) => String(key).toLowerCase() === name.toLowerCase());
  if (alike) return [{ field: alike, used: 1 }];
  // The names of types that are embedded in others (`volumes.VolumeSource.nfs`) are written nowhere.
  return /^[A-Z]/.test(name) && steps.length > 1 && field.isMap ? [{ field, used: 1 }] : [];
}

/** The items that are known by these values; else those that differ in nothing that they say, for the rest may be a default. */
function selected(items: readonly Field[], selector: Selector): readonly Field[] {
  const same = (item: Field, [name, value]: Selector[number], isLoose: boolean): boolean => {
    const own = name === '' ? item : item.at(name);
    return own.exists ? own.value === value || own.written === String(value) : isLoose || value === '';
  };
  const exact = items.filter((item) => selector.every((one) => same(item, one, false)));
  return exact.length > 0 ? exact : items.filter((item) => selector.every((one) => same(item, one, true)));
}
