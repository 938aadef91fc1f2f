import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { hasBackstep, podVolumes } from './volumes.ts';

export default defineCheck({
  id: 'api-volume-device',
  title: 'Devices come from claims, and are not mounted as well',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: null,
  check(context) {
    const { target, resource, pod, report } = context;
    const volumes = pod ? podVolumes(pod, resource) : [];
    const [mounts, devices] = [target.at('volumeMounts').items(), target.at('volumeDevices').items()];
    for (const [index, device] of devices.entries()) {
      const [name, path] = [device.at('name'), device.at('devicePath')];
      const volume = volumes.find((one) => one.name === name.string);
      const others = [...mounts, ...devices.slice(0, index)];
      if (volume && !volume.claimed) {
        report(
          name,
          `volume "${volume.name}" cannot be used as a device: only those of a persistentVolumeClaim or ephemeral can`,
          {
            related: [{ field: volume.field, message: 'the volume' }],
          },
        );
      } else reportUsed(name, find(others, 'name', name), report);
      if (path.string === '') report(path, 'a device needs a path: write where the container finds it');
      else if (hasBackstep(path.string ?? '')) {
        report(path, `the path of a device must not lead upwards: remove '..'`);
      } else
        reportUsed(
          path,
          find(mounts, 'mountPath', path) ?? find(devices.slice(0, index), 'devicePath', path),
          report,
        );
    }
  },
});

function find(items: readonly Field[], key: string, field: Field): Field | undefined {
  const fields = items.map((item) => item.at(key));
  return field.string ? fields.find(({ string }) => string === field.string) : undefined;
}

function reportUsed(field: Field, other: Field | undefined, report: ObjectContext['report']): void {
  if (!other) return;
  const mounted = other.path.includes('volumeMounts');
  const what = field.key === 'name' ? 'volume' : 'path';
  const message = mounted
    ? `${what} "${field.string}" is already mounted in this container: a volume is a device or mounted`
    : `${what} "${field.string}" is already used for a device of this container: use each once`;
  report(field, message, { related: [{ field: other, message: 'it is used here' }] });
}
