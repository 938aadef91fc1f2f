import { describe, expect, it } from 'vitest';
import { Workspace } from '../workspace.ts';
import { buildOf } from './builds.ts';

const ROOT = 'file:///home/me/shop';
const DOCKERFILE = 'FROM node:20\nEXPOSE 3000\n';

function built(
  files: Record<string, string>,
  image: string,
  manifest = 'web/k8s/web.yaml',
): string | undefined {
  const workspace = new Workspace();
  for (const [path, text] of Object.entries(files)) workspace.set(`${ROOT}/${path}`, text);
  return buildOf(workspace, image, `${ROOT}/${manifest}`)?.file.uri.slice(ROOT.length + 1);
}

describe('buildOf', () => {
  it('trusts the only Dockerfile in a folder of the name of the image', () => {
    const files = { 'web/Dockerfile': DOCKERFILE, 'api/Dockerfile': DOCKERFILE };
    expect(built(files, 'registry.example.com:5000/team/web:1.2')).toBe('web/Dockerfile');
    expect(built(files, 'web@sha256:00')).toBe('web/Dockerfile');
    expect(built(files, 'team/website:1')).toBeUndefined();
    expect(built({ Dockerfile: DOCKERFILE }, 'shop:1', 'k8s/shop.yaml')).toBe('Dockerfile');
  });

  it('doubts a second Dockerfile, a distant folder, and the name of a common image', () => {
    expect(built({ 'web/Dockerfile': DOCKERFILE, 'web/Dockerfile.dev': DOCKERFILE }, 'web')).toBeUndefined();
    expect(built({ 'web/Dockerfile': DOCKERFILE, 'old/web/Dockerfile': DOCKERFILE }, 'web')).toBeUndefined();
    expect(
      built({ 'web/Dockerfile': DOCKERFILE, 'images/web.Dockerfile': DOCKERFILE }, 'web'),
    ).toBeUndefined();
    expect(built({ 'a/b/c/d/e/web/Dockerfile': DOCKERFILE }, 'web')).toBeUndefined();
    expect(built({ 'nginx/Dockerfile': DOCKERFILE }, 'nginx:1.29')).toBeUndefined();
    expect(built({ 'web/Dockerfile': 'FROM team/web:1\n' }, 'team/web:2')).toBeUndefined();
  });

  it('reads Skaffold, Compose and Tilt', () => {
    const files = { 'src/front/Dockerfile.prod': DOCKERFILE, 'src/front/Dockerfile': DOCKERFILE };
    const skaffold =
      'apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n' +
      '    - image: example.com/front\n      context: src/front\n      docker: {dockerfile: Dockerfile.prod}\n';
    expect(built({ ...files, 'skaffold.yaml': skaffold }, 'example.com/front:1')).toBe(
      'src/front/Dockerfile.prod',
    );
    const compose = 'services:\n  front:\n    image: example.com/front:dev\n    build: ./src/front\n';
    expect(built({ ...files, 'compose.yaml': compose }, 'example.com/front:1')).toBe('src/front/Dockerfile');
    expect(
      built({ ...files, 'compose.yaml': compose, 'skaffold.yaml': skaffold }, 'example.com/front'),
    ).toBeUndefined();
    const tilt =
      "# docker_build('x', '.')\nyaml = '''\napiVersion: v1\nkind: [\n'''\ndocker_build('example.com/front', 'src/front')\n";
    expect(built({ ...files, Tiltfile: tilt }, 'example.com/front')).toBe('src/front/Dockerfile');
    const gone = compose.replace('./src/front', './gone');
    expect(
      built({ 'front/Dockerfile': DOCKERFILE, 'compose.yaml': gone }, 'example.com/front'),
    ).toBeUndefined();
  });
});
