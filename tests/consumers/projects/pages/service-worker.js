await navigator.serviceWorker.register(`sw.js${location.search}`, { type: "module" });
const { active } = await navigator.serviceWorker.ready;
navigator.serviceWorker.onmessage = ({ data }) => document.body.append(data);
active?.postMessage("call");
