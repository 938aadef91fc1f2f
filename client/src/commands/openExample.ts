import * as vscode from 'vscode';
import type { Command } from '../extensionState.ts';

/** Opens a manifest with a few things to find, in an editor that belongs to no file. */
export const openExample: Command = async () => {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: EXAMPLE });
  await vscode.window.showTextDocument(document);
};

const EXAMPLE = `# Nothing here is saved. Hover over what is underlined, and press Ctrl+. (or Cmd+.) on it.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 3
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shpo
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:latest
          ports:
            - containerPort: 80800
`;
