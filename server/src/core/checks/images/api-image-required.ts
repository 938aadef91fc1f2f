import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';

export default defineCheck({
  id: 'api-image-required',
  title: 'Every container has an image',
  category: 'images',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    const image = target.at('image');
    const text = image.string;
    if (text === undefined ? image.exists : text !== '') {
      const trimmed = text?.trim();
      // Pod templates are spared: OpenShift writes the image " " for one that a trigger fills in.
      if (resource.kind !== 'Pod' || !trimmed || trimmed === text) return;
      const edits = (): ReturnType<typeof set> => set(image, trimmed);
      report(image, `image "${text}" has spaces around it: remove them`, {
        fixes: [{ title: 'Remove the spaces', safe: true, edits }],
      });
      return;
    }
    // Triggers of a DeploymentConfig fill in the image.
    if (environment.partial || resource.kind === 'DeploymentConfig') return;
    const message = `${containerName(target)} has no image: set \`image\``;
    report(image, message, image.exists ? {} : { at: containerField(target) });
  },
});
