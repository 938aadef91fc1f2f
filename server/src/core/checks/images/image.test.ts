import { describe, expect, it } from 'vitest';
import { fullName } from './containerImage.ts';
import { parseImage } from './image.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('parseImage', () => {
  it.each([
    ['nginx', 'docker.io', 'nginx', undefined, undefined],
    ['nginx:1.29', 'docker.io', 'nginx', '1.29', undefined],
    ['team/web:v1', 'docker.io', 'team/web', 'v1', undefined],
    ['localhost/web', 'localhost', 'web', undefined, undefined],
    ['registry.example.com:5000/team/web', 'registry.example.com:5000', 'team/web', undefined, undefined],
    ['registry.example.com:5000/team/web:2', 'registry.example.com:5000', 'team/web', '2', undefined],
    [`web@${DIGEST}`, 'docker.io', 'web', undefined, DIGEST],
    [`quay.io/web:1@${DIGEST}`, 'quay.io', 'web', '1', DIGEST],
  ])('%s', (text, registry, repository, tag, digest) => {
    expect(parseImage(text)).toEqual({ registry, repository, tag, digest });
  });

  it.each(['', ' ', 'nginx ', 'a b', 'nginx:', 'nginx:1:2', 'nginx@sha256', 'a'.repeat(100_000)])(
    'takes "%.20s" for no image',
    (text) => {
      expect(parseImage(text)).toBeUndefined();
    },
  );
});

describe('fullName', () => {
  it.each([
    ['nginx:1', 'docker.io/library/nginx'],
    ['team/web', 'docker.io/team/web'],
    ['index.docker.io/nginx', 'docker.io/library/nginx'],
    ['quay.io/web', 'quay.io/web'],
  ])('%s is %s', (text, name) => {
    const image = parseImage(text);
    expect(image && fullName(image)).toBe(name);
  });
});
