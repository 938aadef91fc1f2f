import type { App } from './app.ts';
import { indent, metadata, repeat } from './app.ts';

export function service(app: App): string {
  return `apiVersion: v1
kind: Service
${metadata(app)}spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: ${app.name}
  ports:
    - name: http
      port: 80
      targetPort: http
      protocol: TCP
    - name: metrics
      port: 9090
      targetPort: ${app.random.percent(95) ? 9090 : 9099}
      protocol: TCP
`;
}

/** The Service that gives the pods of a StatefulSet their names. */
export function headlessService(app: App): string {
  return `apiVersion: v1
kind: Service
${metadata(app, '-store')}spec:
  clusterIP: None
  selector:
    app.kubernetes.io/name: ${app.name}-store
  ports:
    - name: http
      port: 8080
`;
}

export function configMap(app: App): string {
  const { name, random } = app;
  return `apiVersion: v1
kind: ConfigMap
${metadata(app)}data:
  LOG_FORMAT: json
  MAX_CONNECTIONS: "${random.int(10, 999)}"
  app.yaml: |
    server:
      port: 8080
      host: ${name}.example.com
    features:
${repeat(random.int(10, 40), (index) => `      - name: feature-${index}\n        enabled: ${random.percent(50)}\n`)}  proxy.conf: |
${indent(4, `upstream ${name} {\n  server 127.0.0.1:8080;\n}\n`)}${repeat(
    random.int(3, 12),
    (index) => `    location /v${index}/ {\n      proxy_pass http://${name}; # route ${index}\n    }\n`,
  )}`;
}

export function secret(app: App): string {
  return `apiVersion: v1
kind: Secret
${metadata(app)}type: Opaque
data:
  password: ${btoa(`secret of ${app.name}`)}
`;
}

export function serviceAccount(app: App): string {
  return `apiVersion: v1
kind: ServiceAccount
${metadata(app)}automountServiceAccountToken: false
`;
}

export function ingress(app: App): string {
  const { name, random } = app;
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
${metadata(app)}spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - ${name}.example.com
      secretName: ${name}-tls
  rules:
    - host: ${name}.example.com
      http:
        paths:
${repeat(
  random.int(1, 4),
  (index) => `          - path: /v${index + 1}
            pathType: Prefix
            backend:
              service:
                name: ${name}
                port:
                  name: http
`,
)}`;
}

export function autoscaler(app: App): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
${metadata(app)}spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${app.name}
  minReplicas: 2
  maxReplicas: ${app.random.int(4, 20)}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: ${app.random.int(50, 90)}
`;
}

export function disruptionBudget(app: App): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
${metadata(app)}spec:
  minAvailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${app.name}
`;
}

export function networkPolicy(app: App): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${metadata(app)}spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${app.name}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ${app.team}
      ports:
        - protocol: TCP
          port: http
  egress:
    - to:
        - ipBlock:
            cidr: 10.${app.random.int(0, 255)}.0.0/16
`;
}

export function role(app: App): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
${metadata(app)}rules:
  - apiGroups: [""]
    resources: ["configmaps", "endpoints"]
    verbs: ["get", "list", "watch"]
  - apiGroups: ["apps"]
    resources: ["deployments"]
    resourceNames: ["${app.name}"]
    verbs: ["get"]
`;
}

export function roleBinding(app: App): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
${metadata(app)}roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: ${app.name}
subjects:
  - kind: ServiceAccount
    name: ${app.name}
    namespace: ${app.team}
`;
}
