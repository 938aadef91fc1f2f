import { expect, test } from 'vitest';
import { LineInput } from './lineInput.ts';

test('shows what is typed, and sends a line when it is whole', () => {
  const input = new LineInput();
  expect(input.type('hëy')).toEqual({ echo: 'hëy', send: '', ends: false, leaves: false });
  expect(input.type('\u007F\u007F!')).toMatchObject({ echo: '\b \b\b \b!', send: '' });
  expect(input.type('\r')).toMatchObject({ echo: '\r\n', send: 'h!\n' });
  expect(input.type('\u007F')).toMatchObject({ echo: '', send: '' });
  expect(input.type('a\rb\r')).toMatchObject({ send: 'a\nb\n' });
});

test('knows Ctrl+C, and Ctrl+D on an empty line; other keys say nothing', () => {
  const input = new LineInput();
  expect(input.type('\u0003').leaves).toBe(true);
  expect(input.type('\u0004').ends).toBe(true);
  expect(input.type('x\u0004').ends).toBe(false);
  expect(input.type('\u001B[A')).toEqual({ echo: '', send: '', ends: false, leaves: false });
  expect(input.type('\r').send).toBe('x\n');
});
