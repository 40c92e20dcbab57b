const worker = new Worker(`worker.js${location.search}`, { type: "module" });
worker.onmessage = ({ data }) => document.body.append(data);
worker.onerror = ({ message }) => document.body.append(message);
