import type { App } from './app.ts';
import { indent, metadata, repeat } from './app.ts';

export function deployment(app: App): string {
  const { random } = app;
  return `apiVersion: apps/v1
kind: Deployment
${metadata(app)}spec:
  replicas: ${random.int(2, 6)}
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
  selector:
    matchLabels:
      app.kubernetes.io/name: ${app.name}
  template:
${indent(4, podTemplate(app))}`;
}

export function statefulSet(app: App): string {
  return `apiVersion: apps/v1
kind: StatefulSet
${metadata(app, '-store')}spec:
  serviceName: ${app.name}-store
  replicas: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: ${app.name}-store
  template:
${indent(4, podTemplate(app, '-store'))}  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: ["ReadWriteOnce"]
        resources:
          requests:
            storage: ${app.random.int(1, 50)}Gi
`;
}

export function cronJob(app: App): string {
  return `apiVersion: batch/v1
kind: CronJob
${metadata(app, '-cleanup')}spec:
  schedule: "${app.random.int(0, 59)} ${app.random.int(0, 23)} * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
${indent(8, podTemplate(app, '-cleanup'))}          restartPolicy: OnFailure
`;
}

function podTemplate(app: App, suffix = ''): string {
  const { name, random } = app;
  return `metadata:
  labels:
    app.kubernetes.io/name: ${name}${suffix}
    app.kubernetes.io/part-of: ${app.team}
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "9090"
spec:
  serviceAccountName: ${name}
  terminationGracePeriodSeconds: ${random.int(10, 60)}
  securityContext:
    runAsNonRoot: true
    seccompProfile:
      type: RuntimeDefault
  containers:
${indent(4, container(app, 'app', app.image))}${
    random.percent(40) ? indent(4, container(app, 'proxy', 'registry.example.com/proxy:2.8.1')) : ''
  }  volumes:
    - name: config
      configMap:
        name: ${name}
    - name: scratch
      emptyDir:
        sizeLimit: 64Mi
`;
}

function container({ name, random }: App, part: string, image: string): string {
  const [http, metrics] = part === 'app' ? [8080, 9090] : [8081, 9091];
  return `- name: ${part}
  image: ${image}
  imagePullPolicy: IfNotPresent
  args: ["--config=/etc/${name}/app.yaml", "--log-level=${random.pick(['debug', 'info', 'warn'])}"]
  ports:
    - name: ${part === 'app' ? 'http' : 'http-proxy'}
      containerPort: ${http}
    - name: ${part === 'app' ? 'metrics' : 'metrics-proxy'}
      containerPort: ${metrics}
  env:
    - name: POD_NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    - name: DATABASE_PASSWORD
      valueFrom:
        secretKeyRef:
          name: ${name}
          key: password
${repeat(random.int(2, 6), (index) => `    - name: OPTION_${index}\n      value: "${random.int(1, 5000)}"\n`)}${
    random.percent(90) ? resources(random.int(1, 8)) : ''
  }${probe('livenessProbe', '/healthz', http, random.int(10, 30))}${probe('readinessProbe', '/ready', http, 5)}  securityContext:
    allowPrivilegeEscalation: false
    readOnlyRootFilesystem: true
    capabilities:
      drop: ["ALL"]
  volumeMounts:
    - name: config
      mountPath: /etc/${name}
      readOnly: true
    - name: scratch
      mountPath: /tmp
`;
}

const resources = (size: number): string => `  resources:
    requests:
      cpu: ${size * 100}m
      memory: ${size * 64}Mi
    limits:
      memory: ${size * 128}Mi
`;

const probe = (kind: string, path: string, port: number, period: number): string => `  ${kind}:
    httpGet:
      path: ${path}
      port: ${port}
    periodSeconds: ${period}
    failureThreshold: 3
`;
