/** A Deployment with one finding of each colour that the product is about. */
export const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: front
          image: nginx:latest # the web front end
          ports:
            - containerPort: 80800
`;

export const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 808000
`;

/** What safe fixes can repair, and a finding that they leave alone. */
export const FIXABLE = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - name: http
      port: 80
      targetPort: "8080" # see the Deployment
      protocol: tcp
    - name: admin
      port: 808000
`;
