import { writeFileSync } from 'node:fs';
import { readText } from '../../io/files.ts';
import { REASONS } from '../check/collect.ts';
import { safeJson, visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';
import type { BaselineEntry } from './baseline.ts';

const VERSION = 1;

/** One entry a line, so that diffs and merges of the file are about findings. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const files = new Map<string, string[]>();
  for (const { file, object, check, at, count } of entries) {
    const lines = files.get(file) ?? [];
    files.set(file, lines);
    lines.push(`      ${safeJson({ object, check, at, count }, 0)}`);
  }
  const lists = [...files].map(([file, lines]) => `    ${safeJson(file, 0)}: [\n${lines.join(',\n')}\n    ]`);
  const findings = lists.length > 0 ? `{\n${lists.join(',\n')}\n  }` : '{}';
  return `{\n  "version": ${VERSION},\n  "findings": ${findings}\n}\n`;
}

/** Why a baseline may not be written here: a file of another kind, named by mistake, is left alone. */
export function whyNotWritable(path: string): string | undefined {
  const { text, problem } = readText(path);
  if (problem === 'missing' || (text !== undefined && isOurs(text))) return undefined;
  return 'what is there is no baseline, and is left as it is';
}

/** Also while Git has left the marks of a conflict in it. */
function isOurs(text: string): boolean {
  return text.trim() === '' || /^\s*\{[^]*"findings"/.test(text);
}

/** @returns why it could not be written. */
export function writeBaseline(path: string, entries: readonly BaselineEntry[]): string | undefined {
  try {
    writeFileSync(path, baselineText(entries));
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such folder' : (code ?? message);
  }
}

/** Reads a baseline. `name` is what the user calls it. */
export function readBaseline(path: string, name: string): BaselineEntry[] {
  const { text, problem } = readText(path);
  const again = `write it with "--write-baseline ${visible(name)}"`;
  const advice = text !== undefined && isOurs(text) ? `${again} anew` : 'name another file';
  if (problem === 'missing') throw new UsageError(`the baseline "${visible(name)}" does not exist: ${again}`);
  if (text === undefined)
    throw new UsageError(`the baseline "${visible(name)}" cannot be used: ${REASONS[problem]}`);
  const wrong = (what: string): UsageError =>
    new UsageError(`the baseline "${visible(name)}" cannot be used: ${what}; ${advice}`);
  const json = parse(text, wrong);
  if (!isRecord(json)) throw wrong('it is no JSON object');
  if (json['version'] !== VERSION)
    throw wrong(
      `its version is ${visible(JSON.stringify(json['version']) ?? 'missing')}, and not ${VERSION}`,
    );
  if (!isRecord(json['findings'])) throw wrong('"findings" is no object');
  return Object.entries(json['findings']).flatMap(([file, list]) => {
    if (!Array.isArray(list)) throw wrong(`findings[${visible(JSON.stringify(file))}] is no list`);
    return list.map((entry: unknown, index) => {
      const place = `findings[${visible(JSON.stringify(file))}][${index}]`;
      return readEntry(file, entry, (what) => wrong(`${place} ${what}`));
    });
  });
}

function readEntry(file: string, entry: unknown, wrong: (what: string) => UsageError): BaselineEntry {
  if (!isRecord(entry)) throw wrong('is no object');
  const text = (name: string): string => {
    const value = entry[name];
    if (typeof value !== 'string') throw wrong(`has no text "${name}"`);
    return value;
  };
  const { count = 1 } = entry;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1)
    throw wrong('has a "count" that is no whole number above 0');
  return { file, object: text('object'), check: text('check'), at: text('at'), count };
}

function parse(text: string, wrong: (what: string) => UsageError): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw wrong(`it is no JSON (${visible((error as SyntaxError).message)})`);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
