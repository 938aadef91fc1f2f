import type * as vscode from 'vscode';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Typing } from './typing.ts';

const URI = { toString: () => 'file:///a.yaml' } as vscode.Uri;
let typing: Typing;
let published: string[];
const publish = (_uri: vscode.Uri, all: vscode.Diagnostic[]): void => {
  published.push(all.map(({ message }) => message).join());
};

/** A finding with its message as code. */
function finding(message: string, line: number): vscode.Diagnostic {
  return {
    message,
    code: { value: message },
    range: { start: { line, character: 8 } },
  } as unknown as vscode.Diagnostic;
}

function change(text: string, line: number, character = 0, end = { line, character }): void {
  const contentChanges = [{ text, range: { start: { line, character }, end } }];
  typing.changed({ document: { uri: URI }, contentChanges } as unknown as vscode.TextDocumentChangeEvent);
}

beforeEach(() => {
  vi.useFakeTimers();
  typing = new Typing();
  published = [];
});
afterEach(() => {
  typing.dispose();
  vi.useRealTimers();
});

test('keeps new findings from the line at the cursor until the author pauses', () => {
  typing.pass(URI, [finding('old', 3)], publish);
  change('c', 3);
  typing.pass(URI, [finding('old', 3), finding('half a word', 3), finding('elsewhere', 9)], publish);
  vi.advanceTimersByTime(400);
  change('o', 3);
  typing.pass(URI, [finding('old', 3), finding('half a word', 3)], publish);
  vi.advanceTimersByTime(400);
  expect(published).toEqual(['old', 'old,elsewhere', 'old']);
  vi.advanceTimersByTime(100);
  expect(published.at(-1)).toBe('old,half a word');
  change('n', 3);
  typing.pass(URI, [finding('half a word', 3)], publish);
  expect(published.at(-1)).toBe('half a word');
});

test('shows them at once on the next line and behind what is not typed', () => {
  change('c', 3);
  typing.pass(URI, [finding('half a word', 3)], publish);
  change('c', 4);
  expect(published).toEqual(['', 'half a word']);
  change('spec:\n  containers:', 4);
  typing.pass(URI, [finding('pasted', 4)], publish);
  expect(published.at(-1)).toBe('pasted');
});

test('knows what was shown on a line that has moved since', () => {
  typing.pass(URI, [finding('old', 3)], publish);
  change('\n    ', 2, 20);
  change('c', 4, 9);
  typing.pass(URI, [finding('old', 4), finding('half a word', 4)], publish);
  expect(published.at(-1)).toBe('old');
  change('', 1, 0, { line: 3, character: 0 });
  change('o', 2, 9);
  typing.pass(URI, [finding('old', 2), finding('another', 2)], publish);
  expect(published.at(-1)).toBe('old');
});

test('does not bring back what is gone', () => {
  change('c', 3);
  typing.pass(URI, [finding('half a word', 3)], publish);
  typing.pass(URI, [], publish);
  vi.advanceTimersByTime(1000);
  expect(published).toEqual(['', '']);
});
