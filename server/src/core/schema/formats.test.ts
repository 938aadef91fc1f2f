import { describe, expect, it } from 'vitest';
import { formProblem, isForm } from './formats.ts';

const FORMS: Readonly<
  Record<string, { readonly fit: readonly string[]; readonly unfit: readonly string[] }>
> = {
  'api-version': { fit: ['v1', 'apps/v1', '/v1'], unfit: ['V1', 'a/b/v1', 'Apps_/v1', ''] },
  'group-version': { fit: ['v1', 'apps/v1'], unfit: ['/apps/v1'] },
  'mixed-dns-1035-label': { fit: ['Gadget', 'gadget'], unfit: ['-a', 'Gadget_', '9Lives'] },
  'three-part': { fit: ['a.b.c'], unfit: ['a.b', 'a'] },
  'https-url': {
    fit: ['https://hooks.example.com', 'https://hooks.example.com:8443/check'],
    unfit: ['http://a.b', 'a.b', 'https://', 'https://me@a.b/', 'https://a.b/?x=1', 'https://a.b/#x'],
  },
  'webhook-path': { fit: ['/', '/check', '/a/b/'], unfit: ['check', '//', '/a//b', '/Check'] },
  identifier: { fit: ['most', '_a1'], unfit: ['1a', 'a-b', ''] },
  'semantic-version': { fit: ['1.36.0', '1.2.3-rc.1+x'], unfit: ['1.36', 'v1.36.0', '1.36.0_', '01.2.3'] },
  'pool-name': { fit: ['node-1', 'rack/node-1'], unfit: ['/node-1', 'Node', 'x'.repeat(254)] },
  'device-attribute': { fit: ['gpu.example.com/numa'], unfit: ['numa', 'gpu.example.com/1a', 'A_/numa'] },
  'device-request': { fit: ['first', 'first/large'], unfit: ['first/large/x', 'First', ''] },
  'driver-name': {
    fit: ['disk.csi.example.com', 'UPPER'],
    unfit: ['a_b', `${'x'.repeat(32)}.${'x'.repeat(31)}`],
  },
  'request-path': { fit: ['*', '/', '/healthz', '/apis/*'], unfit: ['healthz', '//a', '/a*', '/*/b'] },
  '*dns-label': { fit: ['*', 'shop'], unfit: ['Shop', 'a.b', '**'] },
};

describe('forms of text', () => {
  it.each(Object.entries(FORMS))('%s', (form, { fit, unfit }) => {
    expect(isForm(form)).toBe(true);
    expect(fit.filter((text) => formProblem(text, form) !== undefined)).toEqual([]);
    expect(unfit.filter((text) => formProblem(text, form) === undefined)).toEqual([]);
  });
});
