import type * as vscode from 'vscode';
import { expect, test } from 'vitest';
import { Shadows } from './shadows.ts';

const URI = { toString: () => 'file:///a.yaml' } as vscode.Uri;
const finding = (message: string): vscode.Diagnostic => ({ message }) as vscode.Diagnostic;

test('hides what was said in other words, and shows it again', () => {
  const shadows = new Shadows();
  const published: string[][] = [];
  const publish = (_uri: vscode.Uri, all: vscode.Diagnostic[]): void => {
    published.push(all.map(({ message }) => message));
  };
  shadows.set(URI, ({ message }) => message === 'both');
  shadows.pass(URI, [finding('both'), finding('ours')], publish);
  shadows.set(URI, ({ message }) => message === 'ours');
  shadows.set(URI, undefined);
  shadows.set(URI, undefined);
  expect(published).toEqual([['ours'], ['both'], ['both', 'ours']]);
  shadows.pass(URI, [], publish);
  shadows.set(URI, () => true);
  expect(published).toHaveLength(4);
});
